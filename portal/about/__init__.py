"""What the portal says of itself: the accessibility statement. `pages.about` is its neighbour."""

from portal.about.routes import blueprint

__all__ = ["blueprint"]
