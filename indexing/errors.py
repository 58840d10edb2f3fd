"""What can go wrong between an article and an answer."""


class IndexingError(Exception):
    """A fault in the index, the model or the road of a question; the message names the remedy."""


class IndexMissing(IndexingError):
    """There is no index yet."""


class IndexOutdated(IndexingError):
    """The index was built by another model or another version of the format."""


class IndexDamaged(IndexingError):
    """A file of the index is torn, altered or missing."""


class IndexBusy(IndexingError):
    """Another process is building the index."""


class NothingToIndex(IndexingError):
    """There is no passage to build an index from."""


class ModelMissing(IndexingError):
    """The embedding model cannot be loaded."""
