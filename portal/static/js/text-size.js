// Larger letters, for this page.
