"""The language menu leads to the same page, and from what was posted to the form it came from."""

import pytest

from knowledge.languages import languages
from tests.portal.conftest import PEOPLE, Visit
from tests.portal.inspecting import Seen

QUESTION = "Hvordan får jeg lege?"
POSTED = {
    "/answer": ({"question": QUESTION}, 200, "/chat"),
    "/search": ({"text": QUESTION}, 200, "/search"),
    "/feedback": ({"question": QUESTION, "reason": "hard"}, 200, "/chat"),
    # What was refused leads there too.
    "/answer?": ({"question": ""}, 422, "/chat"),
    "/search?": ({"text": ""}, 422, "/search"),
    "/feedback?": ({"question": QUESTION, "reason": "other"}, 422, "/chat"),
}


def menu(seen: Seen) -> list[str | None]:
    """Return where the language menu leads."""
    return [a.get("href") for a in seen.all("//details[contains(@class,'menu-languages')]//li/a")]


@pytest.mark.parametrize("path", POSTED)
def test_a_posted_page_leads_to_its_empty_form_in_another_language(page: Visit, path: str) -> None:
    form, status, to = POSTED[path]
    seen = page(f"/nb{path.removesuffix('?')}", post=dict(form), status=status)
    assert menu(seen) == [f"/{lang}{to}" for lang in languages()]


def test_ways_to_get_in_touch_lead_to_the_person_in_another_language(page: Visit) -> None:
    seen = page(f"/nb/interpreters/{PEOPLE[0].number}/contact", post={})
    assert menu(seen) == [f"/{lang}/interpreters/{PEOPLE[0].number}" for lang in languages()]


def test_what_those_links_lead_to_is_there(page: Visit) -> None:
    for _, _, to in POSTED.values():
        assert menu(page(f"/pl{to}")) == [f"/{lang}{to}" for lang in languages()]


def test_a_page_that_is_not_there_leads_to_the_first_page(page: Visit) -> None:
    seen = page("/nb/nothing/here/at/all", status=404)
    assert menu(seen) == [f"/{lang}/" for lang in languages()]
