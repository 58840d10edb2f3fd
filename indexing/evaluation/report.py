"""Show the figures of each language and kind beside those that were last committed.

A fall in one language is marked even when the mean rises: the worst language is the headline.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from indexing.evaluation.ablation import Row
from indexing.evaluation.metrics import FALLING_IS_GOOD, NAMES, Figure, Figures, fell
from indexing.evaluation.running import ALL, Bin, Results

REPORT_FILE = Path(__file__).with_name("report.json")
_TITLES = {
    "recall_1": "first",
    "recall_3": "in 3",
    "mrr_10": "MRR@10",
    "ndcg_10": "nDCG@10",
    "wrongly_refused": "wrongly refused",
    "rightly_refused": "rightly refused",
    "right": "right",
    "language": "language",
    "quoted": "quoted in it",
    "danger": "danger",
    "alarms": "false alarms",
    "slots": "slots",
}
# Differences below this are not worth a mark.
_NOTABLE = 0.005


def read_report(path: Path = REPORT_FILE) -> Results:
    """Return the committed figures; empty if there is no report yet."""
    if not path.is_file():
        return Results({})
    data = json.loads(path.read_text("utf-8"))
    reliability = tuple(
        Bin(told["low"], told["high"], Figure(*told["right"]))
        for told in data.get("reliability", ())
    )
    return Results(_read_rows(data["langs"]), _read_rows(data["kinds"]), reliability)


def _read_rows(rows: Mapping[str, Mapping[str, Sequence[Any]]]) -> Mapping[str, Figures]:
    return {
        row: {name: Figure(*figure) for name, figure in figures.items()}
        for row, figures in rows.items()
    }


def write_report(results: Results, path: Path = REPORT_FILE, **beside: object) -> None:
    """Write the figures, rounded to a tenth of a per cent, to be committed.

    :param beside: whatever else is to stand in the file: the baselines, the ablation.
    """
    parts = {
        "half": "report",
        "langs": results.langs,
        "kinds": results.kinds,
        "reliability": results.reliability,
        **beside,
    }
    path.write_text(json.dumps(parts, indent=1, default=_rounded) + "\n", "utf-8")


def _rounded(value: object) -> object:
    """Write figures as (value, low, high, count), which the standard JSON writer cannot."""
    if isinstance(value, Figure):
        *shares, count = astuple(value)
        return [*(round(number, 3) for number in shares), count]
    if isinstance(value, Row | Bin):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(type(value).__name__)


def falls(now: Results, before: Results) -> Iterator[str]:
    """Say which figures of which language fell by more than chance explains, a line each."""
    for lang, figures in now.langs.items():
        for name, figure in figures.items():
            then = before.langs.get(lang, {}).get(name)
            if then is not None and fell(figure, then, name):
                yield (
                    f"{lang}: {_TITLES[name]} {figure.value:.1%}, was {then.value:.1%} "
                    f"({then.low:.1%} to {then.high:.1%})"
                )


def format_report(now: Results, before: Results | None = None) -> str:
    """Return tables in percent, a line a language and a kind, with half the width of the 95 %
    interval, and changes since `before` in brackets."""
    before = before or Results({})
    lines = [format_table(now.langs, before.langs)]
    if now.kinds:
        lines += ["", format_table(now.kinds, before.kinds)]
    if now.reliability:
        lines += ["", format_reliability(now.reliability)]
    shares = {lang: own["right"].value for lang, own in now.langs.items() if lang != ALL}
    if shares:
        worst = min(shares, key=shares.__getitem__)
        lines += ["", f"worst language: {worst}, {shares[worst]:.1%} right"]
    return "\n".join(lines)


def format_table(rows: Mapping[str, Figures], before: Mapping[str, Figures] | None = None) -> str:
    """Return a table in percent with a line a row; see `format_report`."""
    names = [name for name in NAMES if any(name in figures for figures in rows.values())]
    cells = [["", "questions", *(_TITLES[name] for name in names)]]
    for row, figures in rows.items():
        asked = max((figures[n].count for n in ("right", "language") if n in figures), default=0)
        old = (before or {}).get(row, {})
        cells.append([row, str(asked), *(_cell(n, figures.get(n), old.get(n)) for n in names)])
    return _align(cells)


def _align(cells: Sequence[Sequence[str]]) -> str:
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    return "\n".join(
        "  ".join(cell.rjust(w) for cell, w in zip(line, widths, strict=True)) for line in cells
    )


def format_ablation(rows: Iterable[Row]) -> str:
    """Return a table in percent, a line a row."""
    cells = [["", _TITLES["recall_1"], _TITLES["recall_3"]]]
    cells += [
        [r.name, *(_cell("recall_1", figure, None) for figure in (r.first, r.three))] for r in rows
    ]
    return _align(cells)


def format_reliability(bins: Sequence[Bin]) -> str:
    """Return a table: how sure the portal was that the best topic is right, how often it was."""
    cells = [["sure", "questions", "right"]]
    cells += [
        [f"{100 * b.low:.0f}–{100 * b.high:.0f}", str(b.right.count), _cell("right", b.right, None)]
        for b in bins
    ]
    return _align(cells)


def _cell(name: str, now: Figure | None, before: Figure | None) -> str:
    if now is None:
        return "–"
    text = f"{100 * now.value:.1f} ±{50 * (now.high - now.low):.0f}"
    if before is None or abs(change := now.value - before.value) < _NOTABLE:
        return text
    better = (change > 0) != (name in FALLING_IS_GOOD)
    return f"{text} ({100 * change:+.1f}{'' if better else ' !'})"
