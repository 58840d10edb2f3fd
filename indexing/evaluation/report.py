"""Show the figures of each language beside those that were last committed.

A fall in one language is marked even when the mean rises: the worst language is the headline.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from indexing.evaluation.metrics import Figures

REPORT_FILE = Path(__file__).with_name("report.json")
_COLUMNS = {
    "recall_1": "first",
    "recall_3": "in 3",
    "mrr_10": "MRR@10",
    "ndcg_10": "nDCG@10",
    "wrongly_refused": "wrongly refused",
    "rightly_refused": "rightly refused",
    "right": "right",
    "language": "language",
}
_FALLING_IS_GOOD = frozenset({"wrongly_refused"})
# Differences below this are not worth a mark: one question of a language is some three points.
_NOTABLE = 0.005


def read_report(path: Path = REPORT_FILE) -> Mapping[str, Figures]:
    """Return the committed figures by language; none if there is no report yet."""
    if not path.is_file():
        return {}
    data = json.loads(path.read_text("utf-8"))
    return {lang: Figures(**figures) for lang, figures in data["figures"].items()}


def write_report(figures: Mapping[str, Figures], path: Path = REPORT_FILE) -> None:
    """Write the figures, rounded to a tenth of a per cent, to be committed."""
    rounded = {
        lang: {name: round(value, 3) for name, value in asdict(own).items()}
        for lang, own in figures.items()
    }
    text = json.dumps({"half": "report", "figures": rounded}, indent=2)
    path.write_text(text + "\n", "utf-8")


def format_report(figures: Mapping[str, Figures], before: Mapping[str, Figures]) -> str:
    """Return a table in percent: one line a language, changes since `before` in brackets."""
    rows = [["", "questions", *_COLUMNS.values()]]
    for lang, own in figures.items():
        cells = [lang, str(own.questions)]
        cells += [_cell(name, own, before.get(lang)) for name in _COLUMNS]
        rows.append(cells)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.rjust(w) for cell, w in zip(row, widths, strict=True)) for row in rows]
    shares = {lang: own.right for lang, own in figures.items() if lang != "all"}
    if shares:
        worst = min(shares, key=shares.__getitem__)
        lines.append(f"worst language: {worst}, {shares[worst]:.1%} right")
    return "\n".join(lines)


def _cell(name: str, figures: Figures, before: Figures | None) -> str:
    value = getattr(figures, name)
    text = f"{100 * value:.1f}"
    if before is None or abs(change := value - getattr(before, name)) < _NOTABLE:
        return text
    better = (change > 0) != (name in _FALLING_IS_GOOD)
    return f"{text} ({100 * change:+.1f}{'' if better else ' !'})"
