"""Every page in every language: what holds for all of them, from the list of routes itself."""

import pytest
from flask import Flask

from knowledge.languages import languages
from tests.portal.conftest import ANSWERS, Visit

# An example of each argument that a page's address may have; a new page with another argument
# fails here until it has one.
EXAMPLES = {
    "pages.article": [
        {"collection": "ny-i-norge", "slug": "general-practitioner"},
        {"collection": "nora", "slug": "negative-social-control"},
        {"collection": "reports", "slug": "yearly-report-2019"},
    ],
    "pages.beside": [{"collection": "ny-i-norge", "slug": "general-practitioner"}],
    "pages.collection": [
        {"collection": name} for name in ("ny-i-norge", "nora", "tolk", "reports")
    ],
    "nora.readers": [{"whom": name} for name in ("friends", "parents", "staff")],
    "tolk.duty_on": [{"answers": "public-no"}, {"answers": "named-signs-rights-interpreter-yes"}],
    "tolk.guidelines_result": [{"marks": "ypn" * 5 + "y"}, {"marks": "y" * 16}],
    "tolk.guidelines_again": [{"marks": "ypn" * 5 + "y"}],
    "register.interpreter": [{"number": "SAMPLE-AB"}, {"number": "SAMPLE-CD"}],
}
REDIRECTS = {"chat.no_question"}
_OPEN = {200, 302, 401}  # 401: the door of the office, which has a key
# Who reads Norwegian is sent on: nothing need stand beside that.
NOT_IN = {("pages.beside", "nb"), ("pages.beside", "nn")}
# What programs read; each has tests of its own.
NOT_PAGES = {
    "offline.contents",
    "offline.manifest",
    "machines.feed",
    "machines.sitemap",
    "overview.table",
    "overview.data",
    "office.sample",
    "office.start",
    "office.work",
}


def page_urls(app: Flask) -> list[tuple[str, str]]:
    """Return (endpoint, address in Norwegian) of every page that is read."""
    found = []
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or "lang" not in rule.arguments:
                continue
            if rule.rule.startswith("/api/") or rule.endpoint in REDIRECTS | NOT_PAGES:
                continue
            for example in EXAMPLES.get(rule.endpoint, [{}]):
                found.append(
                    (rule.endpoint, adapter.build(rule.endpoint, {"lang": "nb"} | example))
                )
    return found


@pytest.mark.parametrize("lang", languages())
def test_every_page_holds_what_all_pages_must_hold(app: Flask, page: Visit, lang: str) -> None:
    urls = page_urls(app)
    assert len(urls) >= 12
    for endpoint, url in urls:
        if (endpoint, lang) not in NOT_IN:
            page(url.replace("/nb/", f"/{lang}/", 1), title_is_neutral="/nora" in url)


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("question", ANSWERS)
def test_every_kind_of_answer_holds_what_all_pages_must_hold(
    page: Visit, lang: str, question: str
) -> None:
    is_private = question == "Hva gjør familien?"
    seen = page(f"/{lang}/answer", post={"question": question}, title_is_neutral=is_private)
    assert question in seen.text


@pytest.mark.parametrize("lang", languages())
def test_an_answer_that_leans_on_an_earlier_question_holds_it_too(page: Visit, lang: str) -> None:
    post: dict[str, str | list[str]] = {"question": "Hva koster det?", "history": ["Lege?"]}
    assert page(f"/{lang}/answer", post=post).all("//form[@class='again']")


@pytest.mark.parametrize("lang", languages())
def test_a_search_for_interpreters_holds_what_all_pages_must_hold(page: Visit, lang: str) -> None:
    page(f"/{lang}/interpreters?spoken=ti")
    page(f"/{lang}/interpreters?spoken=so&page=2")
    page(f"/{lang}/interpreters?spoken=volapyk&place=Atlantis", status=422)


def test_links_between_our_pages_lead_somewhere(app: Flask, page: Visit) -> None:
    client = app.test_client()
    seen: set[str] = set()
    for endpoint, url in page_urls(app):
        if (endpoint, "nb") in NOT_IN:
            continue
        opened = page(url, title_is_neutral="/nora" in url)
        seen |= {link.split("#")[0] for link in opened.links() if link.startswith("/")}
    dead = [link for link in sorted(seen) if client.get(link).status_code not in _OPEN]
    assert dead == []
    assert len(seen) > 100
