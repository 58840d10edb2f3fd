"""What we know, and how it is kept: no web, no search."""
