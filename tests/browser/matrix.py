"""Every page in every language and state on every screen, looked at by both engines.

`make browser` runs this over all of it, in two processes, and writes what was found to
portal/data/accessibility.json, which the accessibility statement shows. The tests look at a sample
with the same functions. Run a part of it: `python -m tests.browser.matrix --lang ar nora`.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import Queue, get_context
from pathlib import Path

import click
from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from knowledge.languages import languages
from tests.browser import engines
from tests.browser.chromium import CHROMIUM, HOW_TO_GET_IT, open_browser
from tests.browser.darkroom import Darkroom
from tests.browser.engines import Finding
from tests.browser.serving import fixed_app, fixed_portal
from tests.browser.states import Subject, every_subject, states
from tests.browser.visitor import Screen, Visitor
from tests.browser.walking import every_stop

REPORT = Path(__file__).parents[2] / "portal/data/accessibility.json"
SCREENS = tuple(Screen(width, is_dark=dark) for width in (320, 1280) for dark in (False, True))


# A colour on its way to another is neither: the engines look at what stays.
_STAND_STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important; }");
  document.adoptedStyleSheets = [sheet];
}"""


@dataclass(frozen=True, slots=True)
class How:
    """On which screens to look, and at how many states of each page; None is all."""

    screens: tuple[Screen, ...]
    most_states: int | None = None


EVERYTHING = How(SCREENS)
# What each change is looked at with, as a page opens: a small light screen or a large dark one.
SAMPLES = {
    is_rtl: How((screen,), most_states=1)
    for is_rtl, screen in ((True, Screen(320)), (False, Screen(1280, 900, is_dark=True)))
}


@dataclass(slots=True)
class Looked:
    """What was looked at in one subject and language, and what was found there.

    `measured` are the contrasts of texts over a drawn ground, which axe cannot reckon and which
    were measured from a picture of the page instead; those that are too low are findings.
    """

    subject: str
    lang: str
    combinations: int = 0
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    measured: list[float] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """Return what must not be, each with the place where it is; the same fault once."""
        wrong: Counter[str] = Counter()
        places: dict[str, str] = {}
        for place, finding in self.findings:
            if engines.unexplained([finding]):
                wrong[str(finding)] += 1
                places.setdefault(str(finding), place)
        name = f"{self.subject} [{self.lang}]"
        found = [f"{name} {places[text]}, {count} times: {text}" for text, count in wrong.items()]
        return found + [f"{name} the browser complained: {text}" for text in self.complaints]


def look_at(browser: Browser, url: str, subject: Subject, lang: str, how: How) -> Looked:
    """Look at the states of a subject on each screen, with both engines."""
    screens = how.screens
    looked = Looked(subject.name, lang)
    visitor = Visitor(browser, url, screens[0], None)
    darkroom = Darkroom(browser)
    try:
        for state in islice(states(visitor, subject, lang), how.most_states):
            visitor.measures(_STAND_STILL)
            for screen in screens:
                visitor.turns_to(screen)
                visitor.sees_the_whole_page()
                place = f"{state.name} at {screen.width_px} px {screen.scheme}"
                found = engines.look(visitor.page, state.within)
                looked.findings += [(place, f) for f in found if not _is_over_a_picture(f)]
                over = [finding for finding in found if _is_over_a_picture(finding)]
                seen = darkroom.contrasts(visitor.page, [f.target for f in over]) if over else []
                looked.measured += [contrast.ratio for contrast in seen]
                looked.findings += [
                    (place, replace(finding, kind="violations", why=f"{contrast} in the picture"))
                    for finding, contrast in zip(over, seen, strict=True)
                    if contrast.ratio < contrast.least
                ]
                looked.combinations += 1
            visitor.turns_to(screens[0])
        looked.complaints = visitor.complaints()
    except PlaywrightError as fault:
        looked.complaints = [*visitor.complaints(), str(fault)]
    finally:
        visitor.leaves()
        darkroom.closes()
    return looked


_DRAWN = ("pseudo element", "background image", "gradient", "partially overlaps other elements")


def _is_over_a_picture(finding: Finding) -> bool:
    """Tell whether axe could not reckon a contrast because something is drawn behind the text."""
    return (
        finding.kind == "incomplete"
        and finding.rule == "color-contrast"
        and any(word in finding.why for word in _DRAWN)
    )


Task = tuple[Subject, str, How]


def look_at_all(tasks: Sequence[Task], processes: int) -> Iterator[Looked]:
    """Look at each, spread over processes, and yield what was found as it comes."""
    context = get_context("spawn")
    found = context.Queue()
    workers = [
        context.Process(target=_work, args=(tasks[n::processes], found)) for n in range(processes)
    ]
    for worker in workers:
        worker.start()
    for _ in tasks:
        looked = found.get(timeout=600)
        if isinstance(looked, str):
            raise RuntimeError(looked)
        yield looked
    for worker in workers:
        worker.join()


def _work(tasks: Sequence[Task], found: "Queue[Looked | str]") -> None:
    try:
        with fixed_portal() as url, open_browser() as browser:
            for subject, lang, how in tasks:
                found.put(look_at(browser, url, subject, lang, how))
    except Exception as fault:
        found.put(f"{type(fault).__name__}: {fault}")
        raise


def report(all_looked: Sequence[Looked], day: str) -> dict[str, object]:
    """Return what the accessibility statement tells of a run."""
    findings = [finding for looked in all_looked for _, finding in looked.findings]
    incomplete = [f for f in findings if f.kind == "incomplete"]
    unexplained = engines.unexplained(incomplete)
    measured = [ratio for looked in all_looked for ratio in looked.measured]
    explained = [row for row in engines.reviewed() if any(row.explains(f) for f in incomplete)]
    return {
        "date": day,
        "engines": [{"name": n, "version": v} for n, v in engines.versions().items()],
        "pages": len({looked.subject for looked in all_looked}),
        "languages": len({looked.lang for looked in all_looked}),
        "combinations": sum(looked.combinations for looked in all_looked),
        "violations": len(findings) - len(incomplete),
        "incomplete": len(unexplained),
        "manual": [{"rule": row.rule, "reason": row.reason} for row in explained]
        + ([{"rule": "color-contrast", "reason": _told(measured)}] if measured else []),
    }


def _told(measured: Sequence[float]) -> str:
    return (
        f"{len(measured)} times a text stands over something drawn; its contrast was measured "
        f"from the picture of the page, and the lowest is {min(measured):.1f} to 1."
    )


def main() -> int:
    """Look at all, or at the subjects and languages that were named; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("subjects", nargs="*", help="parts of the names of pages; all without")
    parser.add_argument("--lang", action="append", choices=languages(), help="all without")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="let the statement tell of this part")
    chosen = parser.parse_args()
    if CHROMIUM is None or not engines.are_there():
        click.echo(f"Needs Chromium ({HOW_TO_GET_IT}) and the engines ({engines.HOW_TO_GET_THEM}).")
        return 2
    app = fixed_app()
    tasks = [
        (subject, lang, EVERYTHING)
        for subject in every_subject(app, every_stop(app))
        if not chosen.subjects or any(part in subject.name for part in chosen.subjects)
        for lang in chosen.lang or languages()
    ]
    began = time.monotonic()
    all_looked = []
    for looked in look_at_all(tasks, chosen.processes):
        all_looked.append(looked)
        faults = looked.faults()
        minutes = (time.monotonic() - began) / 60
        click.echo(
            f"{len(all_looked)}/{len(tasks)} {minutes:.1f} min {looked.subject} [{looked.lang}] "
            f"{looked.combinations} looks, {len(faults)} faults"
        )
        for fault in faults:
            click.echo(f"    {fault}")
    found = report(all_looked, datetime.now(UTC).date().isoformat())
    click.echo(json.dumps(found, indent=1, ensure_ascii=False))
    if chosen.write or not (chosen.subjects or chosen.lang):
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 1 if any(looked.faults() for looked in all_looked) else 0


if __name__ == "__main__":
    sys.exit(main())
