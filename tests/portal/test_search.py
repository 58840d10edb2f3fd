"""Searching for pages: what is shown, what stays private, and what still works without an index."""

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexing.errors import IndexMissing
from indexing.page_values import PageHit, PageQuery, SearchResults, Suggestion
from knowledge.languages import languages
from portal import create_app
from portal.logs import JsonLines
from portal.reading import MAX_QUESTION_CHARS
from portal.search.finding import mark
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import KnownPages, small_services
from tests.portal.inspecting import Seen, inspect

DOCTOR = PageHit(
    "ny-i-norge",
    "general-practitioner",
    "nb",
    "Fastlege",
    title_marks=((0, 8),),
    section="Hvem har rett til fastlege?",
    anchor="who",
    excerpt="Du velger <en> fastlege selv.\nDet er gratis.",
    marks=((15, 23),),
)
OUTLINE = PageHit("ny-i-norge", "weather-and-outdoor-life", "ti", "ኩነታት ኣየር", state="other")
REPORT = PageHit("reports", "yearly-report-2019", "nb", "Årsrapport", state="other")
NORA = PageHit("nora", "negative-social-control", "nb", "Du bestemmer", excerpt="Du bestemmer.")
COUNTS = {
    "collections": (("ny-i-norge", 11), ("reports", 1)),
    "categories": (("ny-i-norge/arrive", 2), ("ny-i-norge/health", 9)),
    "states": (("other", 1), ("own", 11)),
}
LEGE = SearchResults((DOCTOR, REPORT), 2, "nb", **COUNTS)
RESULTS = {
    "lege": LEGE,
    "mange": SearchResults((DOCTOR,) * 25, 25, "nb"),
    "fastleg": SearchResults((DOCTOR,), 1, "nb", "fastlege", corrected=(("fastleg", "fastlege"),)),
    "bestemme": SearchResults((DOCTOR, NORA), 2, "nb"),
    "nesten": SearchResults((DOCTOR,), 1, "nb", is_sure=False),
    "legevakt": SearchResults((DOCTOR,), 1, "nb"),
    "tolk på tigrinja i Bergen": SearchResults((), 0, "nb", is_sure=False),
}
SUGGESTED = {
    "fast": (
        Suggestion("page", "Fastlege", "nb", "ny-i-norge", "general-practitioner", "", "GP", "en"),
        Suggestion(
            "section", "Hvem?", "nb", "ny-i-norge", "general-practitioner", "who", "Fastlege", "nb"
        ),
        Suggestion("category", "Helse", "nb", "ny-i-norge", anchor="health"),
        Suggestion("word", "fastlege", "nb", anchor="fastlege", detail="Lege", detail_lang="nb"),
    ),
    "ukjent": (Suggestion("page", "Fastlege", "nb", "ny-i-norge", "general-practitioner"),),
    "bestemt": (Suggestion("page", "Du bestemmer", "nb", "nora", "negative-social-control"),),
}


@pytest.fixture
def finder() -> KnownPages:
    return KnownPages(RESULTS, SUGGESTED)


@pytest.fixture
def client(shelf: Shelf, finder: KnownPages) -> FlaskClient:
    return create_app(Settings(), small_services(shelf, finder=finder)).test_client()


def search(
    client: FlaskClient,
    text: str,
    *,
    lang: str = "nb",
    status: int = 200,
    is_private: bool = False,
    **more: str | list[str],
) -> Seen:
    url = f"/{lang}/search"
    response = client.post(
        url, data={"text": text, **more}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    return inspect(response, url, status=status, title_is_neutral=is_private)


def buttons(seen: Seen, name: str) -> dict[str, str]:
    """The buttons of this name: what each stands for, and what it says."""
    found = seen.all(f"//button[@name='{name}']")
    assert all(button.get("form") == "find" for button in found)
    return {b.get("value", ""): " ".join(b.text_content().split()) for b in found}


def test_an_empty_search_shows_where_to_read(client: FlaskClient) -> None:
    seen = inspect(client.get("/nb/search"), "/nb/search")
    assert seen.one("//form[@id='find']").get("method") == "post"
    links = seen.links()
    assert "/nb/ny-i-norge/#category-health" in links
    assert "/nb/reports/" in links
    assert seen.response.headers["Cache-Control"] == "no-cache"


def test_results_name_their_page_place_and_part_with_the_words_marked(client: FlaskClient) -> None:
    seen = search(client, "lege")
    (first, second) = seen.all("//li[@class='result']")
    assert [found.text for found in first.xpath(".//mark")] == ["Fastlege", "fastlege"]
    # What an article says is shown as it is, never as HTML.
    assert "Du velger <en> fastlege selv." in first.text_content()
    assert [a.get("href") for a in first.xpath(".//a")] == [
        "/nb/ny-i-norge/general-practitioner",
        "/nb/ny-i-norge/general-practitioner#who",
    ]
    assert "Ny i Norge" in first.text_content()
    assert "Reports" in second.text_content()


def test_a_page_says_in_which_language_it_is_and_what_of_it_is_translated(
    whole_shelf: Shelf,
) -> None:
    finder = KnownPages({"weather": SearchResults((OUTLINE, REPORT), 2, "ti")})
    client = create_app(Settings(), small_services(whole_shelf, finder=finder)).test_client()
    (outline, foreign) = search(client, "weather", lang="ti").all(
        "//li[@class='result']//p[1]/span[2]"
    )
    names = [one.xpath("./bdi")[0].get("lang") for one in (outline, foreign)]
    assert names == ["en", "nb"]
    # Its title can be read, so a name alone would say that it is in another language.
    assert len(outline.text_content()) > len("(English)")
    assert foreign.text_content() == "(Bokmål)"


def test_nothing_of_a_search_is_kept_or_stands_in_title_or_address(client: FlaskClient) -> None:
    seen = search(client, "lege")
    assert seen.response.headers["Cache-Control"] == "no-store"
    assert seen.response.headers["X-Robots-Tag"] == "noindex"
    assert "lege" not in (seen.one("//head/title").text or "")
    assert not [link for link in seen.links() if "?" in link]
    field = seen.one("//input[@id='text']")
    assert (field.get("autocomplete"), field.get("spellcheck")) == ("off", "false")


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("text", [*RESULTS, "ukjent"])
def test_results_hold_what_all_pages_must_hold(client: FlaskClient, lang: str, text: str) -> None:
    seen = search(client, text, lang=lang, is_private=text == "bestemme")
    assert seen.one("//input[@id='text']").get("value") == text
    # Whoever is not helped can ask the same as a question.
    ask = seen.one("//form[@class='ask-instead']")
    assert ask.get("action") == f"/{lang}/answer"
    assert ask.xpath("./input[@name='question']/@value") == [text]


def test_results_are_narrowed_by_buttons_and_each_takes_its_choice_back(
    client: FlaskClient, finder: KnownPages
) -> None:
    assert buttons(search(client, "lege"), "add") == {
        "ny-i-norge": "Ny i Norge (11)",
        "reports": "Reports (1)",
        ":own": "På språket ditt (11)",
        ":other": "På et annet språk (1)",
    }
    seen = search(client, "lege", before="lege", chosen=[":own"], add="ny-i-norge")
    assert finder.asked[-1] == PageQuery("lege", "nb", collections=("ny-i-norge",), states=("own",))
    assert buttons(seen, "drop") == {"ny-i-norge": "Ny i Norge", ":own": "På språket ditt"}
    # The categories of a collection come up once it is chosen.
    assert buttons(seen, "add")["ny-i-norge/health"] == "Helse (9)"
    pressed = {b.get("value") for b in seen.all("//button[@aria-pressed='true']")}
    assert pressed == {"ny-i-norge", ":own"}
    kept = seen.root.xpath("//input[@name='chosen']/@value")
    assert kept == [":own", "ny-i-norge"]
    search(client, "lege", before="lege", chosen=[*kept, "ny-i-norge/health"], drop=":own")
    assert finder.asked[-1].categories == ("ny-i-norge/health",)
    # A category goes with its collection.
    search(
        client, "lege", before="lege", chosen=["ny-i-norge", "ny-i-norge/health"], drop="ny-i-norge"
    )
    assert finder.asked[-1] == PageQuery("lege", "nb")


def test_other_words_begin_a_new_search(client: FlaskClient, finder: KnownPages) -> None:
    more = {"before": "mange", "chosen": "reports", "page": "3", "as_typed": "1"}
    search(client, "lege", **more)
    assert finder.asked[-1] == PageQuery("lege", "nb")
    search(client, "mange", **more)
    assert finder.asked[-1] == PageQuery(
        "mange", "nb", collections=("reports",), as_typed=True, offset=20
    )


def test_results_come_ten_at_a_time(client: FlaskClient) -> None:
    first = search(client, "mange")
    assert len(first.all("//li[@class='result']")) == 10
    assert buttons(first, "page") == {"2": "Neste side"}
    last = search(client, "mange", before="mange", page="3")
    assert len(last.all("//li[@class='result']")) == 5
    assert buttons(last, "page") == {"2": "Forrige side"}
    assert last.one("//ol[@class='results']").get("start") == "21"


@pytest.mark.parametrize("page", ["0", "-1", "1e3", "٣", "9" * 40, ""])
def test_a_page_that_is_no_number_is_the_first(
    client: FlaskClient, finder: KnownPages, page: str
) -> None:
    search(client, "mange", before="mange", page=page)
    assert finder.asked[-1].offset == 0


def test_a_correction_is_told_and_can_be_refused(client: FlaskClient, finder: KnownPages) -> None:
    seen = search(client, "fastleg", lang="en")
    # One run of text: its parts would stand below each other as items of the row.
    assert seen.one("//p[@class='searched']/span").text_content() == "Searched for: fastlege"
    assert list(buttons(seen, "as_typed")) == ["1"]
    assert not finder.asked[-1].as_typed
    search(client, "fastleg", before="fastleg", as_typed="1")
    assert finder.asked[-1].as_typed


def test_what_only_lies_near_is_not_called_found(client: FlaskClient) -> None:
    assert "No page has exactly these words." in search(client, "nesten", lang="en").text


def test_where_nothing_is_found_titles_like_it_and_categories_are_shown(
    client: FlaskClient,
) -> None:
    seen = search(client, "ukjent", lang="en")
    assert "No page was found" in seen.text
    nearest = seen.one("//section[@aria-labelledby='nearest']")
    assert [a.text_content() for a in nearest.xpath(".//a")] == ["Fastlege"]
    assert seen.all("//section[@aria-labelledby='browse']")


def test_results_that_lead_to_nora_make_the_page_private(client: FlaskClient) -> None:
    seen = search(client, "bestemme", is_private=True)
    assert seen.all("//a[@data-exit]")
    assert search(client, "lege").all("//a[@data-exit]") == []


def test_titles_of_nora_in_the_place_of_results_make_the_page_private_too(
    client: FlaskClient,
) -> None:
    seen = search(client, "bestemt", is_private=True)
    assert seen.one("//section[@aria-labelledby='nearest']//a").text_content() == "Du bestemmer"
    assert seen.all("//a[@data-exit]")


@pytest.mark.parametrize("text", ["Jeg vil ikke leve mer", "they lock me in, help"])
def test_danger_is_answered_first_and_the_page_is_private(client: FlaskClient, text: str) -> None:
    seen = search(client, text, is_private=True)
    main = seen.root.get_element_by_id("page_main")
    order = [e.get("class") or e.get("id") for e in main.xpath(".//section|.//form")]
    assert order[0] is not None
    assert order[0].startswith("danger")
    assert seen.all("//section[contains(@class, 'danger')]//a[starts-with(@href, 'tel:')]")


def test_whoever_asks_for_an_interpreter_is_shown_the_way_to_the_register(
    client: FlaskClient,
) -> None:
    seen = search(client, "tolk på tigrinja i Bergen")
    assert "/nb/interpreters?spoken=ti&place=Bergen" in seen.links()
    assert not [link for link in search(client, "lege").links() if "spoken=" in link]


def test_a_norwegian_word_that_is_searched_for_is_explained(client: FlaskClient) -> None:
    for lang in ("nb", "ar"):
        words = search(client, "legevakt", lang=lang).one("//dl[@class='explained-words']")
        assert words.xpath(".//dt/a/@href") == [f"/{lang}/words#legevakt"]
        assert words.xpath(".//dd")[0].text_content().strip()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Write what you are looking for."),
        (" \u200b \u202e ", "Write what you are looking for."),
        ("Hvordan får jeg skattekort? " * 20, str(MAX_QUESTION_CHARS)),
    ],
)
def test_what_cannot_be_searched_for_is_said_beside_the_field(
    client: FlaskClient, finder: KnownPages, text: str, said: str
) -> None:
    seen = search(client, text, lang="en", status=422)
    assert said in seen.one("//p[@id='text-fault']").text_content()
    assert "text-fault" in seen.one("//input[@id='text']").get("aria-describedby", "")
    assert finder.asked == []


def test_without_an_index_titles_are_searched_and_that_is_said(shelf: Shelf) -> None:
    finder = KnownPages(error=IndexMissing("there is none"))
    client = create_app(Settings(), small_services(shelf, finder=finder)).test_client()
    assert (
        "Only titles have been searched." in search(client, "fastleg", lang="en", status=503).text
    )
    seen = search(client, "fastleg", status=503)
    assert "/nb/ny-i-norge/general-practitioner" in seen.links()
    private = search(client, "bestemmer eget", status=503, is_private=True)
    assert "/nb/nora/negative-social-control" in private.links()
    # Help does not wait for a repair.
    danger = search(client, "jeg vil ikke leve mer", status=503, is_private=True)
    assert danger.all("//section[contains(@class, 'danger')]")
    found = client.post("/nb/search/suggest", data={"text": "fastleg"}).get_json()
    assert found["suggestions"][0]["url"] == "/nb/ny-i-norge/general-practitioner"


def test_suggestions_say_where_they_lead_and_how_many_there_are(client: FlaskClient) -> None:
    response = client.post("/en/search/suggest", data={"text": "fast"})
    assert response.headers["Cache-Control"] == "no-store"
    body = response.get_json()
    assert body["told"] == "4 suggestions"
    assert [one["url"] for one in body["suggestions"]] == [
        "/en/ny-i-norge/general-practitioner",
        "/en/ny-i-norge/general-practitioner#who",
        "/en/ny-i-norge/#category-health",
        "/en/words#fastlege",
    ]
    assert body["suggestions"][0] | {"url": ""} == {
        "label": "Fastlege",
        "detail": "GP",
        "detail_lang": "en",
        "kind": "page",
        "lang": "nb",
        "url": "",
    }
    assert client.post("/en/search/suggest").get_json()["suggestions"] == []
    assert client.get("/en/search/suggest").status_code == 404


def test_a_foreign_page_cannot_search(client: FlaskClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    for url in ("/nb/search", "/nb/search/suggest"):
        assert client.post(url, data={"text": "lege"}, headers=headers).status_code == 403


def test_what_is_searched_for_is_in_no_log_line(shelf: Shelf) -> None:
    lines: list[str] = []

    class Lines(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(JsonLines().format(record))

    root, handler = logging.getLogger(), Lines()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        for finder in (KnownPages(), KnownPages(error=IndexMissing("Zlatorog7731"))):
            app = create_app(Settings(), small_services(shelf, finder=finder))
            for url in ("/nb/search", "/nb/search/suggest"):
                app.test_client().post(url, data={"text": "Zlatorog7731", "chosen": "Zlatorog7731"})
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    assert len(lines) >= 4
    assert "zlatorog" not in "".join(lines).lower()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
)
@given(
    form=st.dictionaries(
        st.sampled_from(["text", "before", "chosen", "add", "drop", "page", "as_typed"]),
        st.text(max_size=30) | st.sampled_from(["lege", "nora/love", ":own", "reports", "2"]),
    )
)
def test_any_form_is_answered_by_a_page(client: FlaskClient, form: dict[str, str]) -> None:
    assert client.post("/nb/search", data=form).status_code in {200, 422}
    assert client.post("/nb/search/suggest", data=form).status_code == 200


@given(st.text(max_size=30), st.lists(st.integers(0, 30), max_size=8, unique=True))
def test_marking_escapes_all_and_changes_no_letter(text: str, places: list[int]) -> None:
    edges = sorted(place for place in places if place <= len(text))
    marks = list(zip(edges[::2], edges[1::2], strict=False))
    html = mark(text, marks)
    assert html.replace("<mark>", "").replace("</mark>", "").unescape() == text  # type: ignore[attr-defined]
    assert html.count("<mark>") == len(marks)


def test_an_application_without_articles_still_searches() -> None:
    app: Flask = create_app(Settings(), small_services(Shelf(())))
    assert app.test_client().get("/nb/search").status_code == 200
    assert app.test_client().post("/nb/search", data={"text": "lege"}).status_code == 200
