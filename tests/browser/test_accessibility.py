"""Two engines find no barrier on any kind of page and answer: a sample of the matrix.

`make browser` looks at all languages, screens and states (tests/browser/matrix.py). Here each page
is looked at once, as it opens: half of them in Arabic, the others in a language that takes its
turn; what is written from right to left on a small light screen, the rest on a large dark one.
"""

import json
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from knowledge.languages import languages
from portal.statement import load_results
from tests.browser import engines
from tests.browser.conftest import Visits
from tests.browser.engines import Finding
from tests.browser.matrix import SAMPLES, Looked, look_at_all, report
from tests.browser.sample import turn
from tests.browser.serving import fixed_app
from tests.browser.states import every_subject
from tests.browser.walking import Stop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not engines.are_there(), reason=engines.HOW_TO_GET_THEM),
]


def language_of(name: str) -> str:
    """Return the language in which a page is looked at: Arabic, or one of the others in turn."""
    others = [lang for lang in languages() if lang != "ar"]
    place = turn(name, 2 * len(others))
    return others[place // 2] if place % 2 else "ar"


def is_rtl(lang: str) -> bool:
    return languages()[lang].dir == "rtl"


@pytest.fixture(scope="module")
def looked(browser: Browser, stops: tuple[Stop, ...]) -> list[Looked]:
    """What the engines found; `browser` is asked for because they need one as well."""
    subjects = every_subject(fixed_app(), stops)
    named = [(subject, language_of(subject.name)) for subject in subjects]
    return list(look_at_all([(subject, lang, SAMPLES[is_rtl(lang)]) for subject, lang in named], 2))


@pytest.mark.parametrize("on_small", [True, False], ids=["small light", "large dark"])
def test_neither_engine_finds_a_barrier(looked: list[Looked], on_small: bool) -> None:
    here = [one for one in looked if is_rtl(one.lang) == on_small]
    assert len(here) > 20
    assert len({one.lang for one in looked}) == len(languages())
    assert all(one.combinations == 1 for one in here)
    faults = [fault for one in here for fault in one.faults()]
    assert not faults, "\n".join(faults)


def test_both_engines_find_a_barrier_where_there_is_one(visits: Visits, fixed_url: str) -> None:
    guest = visits(at=fixed_url)
    guest.opens("/nb/chat")
    assert engines.unexplained(engines.look(guest.page)) == []
    guest.measures("document.querySelector('label[for=question]').remove()")
    guest.measures("document.querySelector('h1').style.color = '#ddd'")
    found = engines.look(guest.page)
    for engine in ("axe-core", "html_codesniffer"):
        rules = {f.rule for f in found if f.engine == engine and f.kind == "violations"}
        assert len(rules) >= 2, f"{engine}: {rules}"


def test_what_an_engine_cannot_decide_counts_until_somebody_has_looked_at_it() -> None:
    open_question = Finding("axe-core", "incomplete", "made-up-rule", ".x", "cannot tell")
    assert engines.unexplained([open_question]) == [open_question]
    assert all(row.reason for row in engines.reviewed())


def test_what_a_run_writes_is_what_the_statement_reads(tmp_path: Path) -> None:
    barrier = Finding("axe-core", "violations", "label", "#question", "it has none")
    looked = Looked("chat.start", "nb", 4, [("as it opens", barrier)], measured=[7.25, 5.0])
    path = tmp_path / "accessibility.json"
    path.write_text(json.dumps(report([looked], "2026-11-21")), "utf-8")
    read = load_results(path)
    assert read is not None
    assert (read.day, read.pages, read.languages) == (date(2026, 11, 21), 1, 1)
    assert (read.combinations, read.violations, read.incomplete) == (4, 1, 0)
    assert [engine.name for engine in read.engines] == ["axe-core", "html_codesniffer"]
    assert "the lowest is 5.0 to 1" in read.manual[-1].reason
