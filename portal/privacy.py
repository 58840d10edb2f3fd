"""Which pages nobody else should see over a shoulder, in a list of tabs, or one step back."""

# Quick exit, a title that tells nothing, and kept nowhere.
PRIVATE_COLLECTIONS = frozenset({"nora"})
