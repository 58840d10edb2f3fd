// Reads the page aloud.
