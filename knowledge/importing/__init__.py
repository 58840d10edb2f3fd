"""Make documents part of what the portal knows: text, Markdown, HTML and PDF."""

from knowledge.importing.ingesting import (
    IngestedFile,
    IngestReport,
    UnusableCollection,
    import_file,
    ingest,
)
from knowledge.importing.reading import ImportRefused

__all__ = [
    "ImportRefused",
    "IngestReport",
    "IngestedFile",
    "UnusableCollection",
    "import_file",
    "ingest",
]
