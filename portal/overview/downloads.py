"""The counts for spreadsheets and for programs: language by category by county."""

import csv
import io
from collections.abc import Sequence

from knowledge.register.crossing import CrossCount
from knowledge.register.queries import RegisterInfo
from knowledge.register.spoken import spoken_name

COLUMNS = ("code", "language", "category", "county", "interpreters", "sample_data")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(counts: Sequence[CrossCount], info: RegisterInfo, lang: str) -> bytes:
    """Return the counts as CSV: semicolons, as Excel in Norway expects, and its mark of UTF-8.

    Each row says whether the data are made up, since a row is easily copied away from its file.
    A county that is not known is empty.
    """
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";")
    rows.writerow(COLUMNS)
    is_sample = "yes" if info.is_sample else "no"
    for one in counts:
        name = spoken_name(one.spoken, lang)
        cells = (one.spoken, name, one.category, one.county, str(one.total), is_sample)
        rows.writerow([safe_cell(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def as_json(counts: Sequence[CrossCount], info: RegisterInfo, lang: str) -> dict[str, object]:
    """Return the counts for programs; a county that is not known is null."""
    return {
        "version": info.version,
        "imported_at": info.imported_at.isoformat() if info.imported_at else None,
        "is_sample": info.is_sample,
        "interpreters": info.count,
        "counts": [
            {
                "code": one.spoken,
                "language": spoken_name(one.spoken, lang),
                "category": one.category,
                "county": one.county or None,
                "interpreters": one.total,
            }
            for one in counts
        ],
    }


def safe_cell(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> safe_cell("=1+1"), safe_cell("Oslo")
    ("'=1+1", 'Oslo')

    Source: OWASP, "CSV Injection".
    """
    return "'" + cell if cell.startswith(_FORMULA) else cell
