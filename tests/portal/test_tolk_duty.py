"""Do I have to use an interpreter? Every way through the questions, and the pages on the way."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from knowledge.languages import languages
from portal import create_app
from portal.services import Services
from portal.settings import Settings
from portal.shelf import Shelf
from portal.tolk.duty import Outcome, Question, tree, walk, ways
from portal.tolk.law import laws, rules
from portal.tolk.words import ANSWERS, HINTS, OUTCOMES, QUESTIONS, RULES
from portal.twins import small_services
from tests.portal.conftest import Visit

WAYS = tuple(ways())
DUTY = "/en/tolk/tools/duty"


def ends(way: tuple[str, ...]) -> Outcome:
    reached = walk(way)
    assert reached is not None and isinstance(reached.at, Outcome)
    return reached.at


def test_every_way_ends_after_at_most_five_questions() -> None:
    assert len(WAYS) == 214
    assert {type(ends(way)) for way in WAYS} == {Outcome}
    assert max(len(way) for way in WAYS) == 5


def test_every_question_and_outcome_is_reached() -> None:
    assert {ends(way).id for way in WAYS} == set(tree().outcomes)
    asked = set()
    for way in WAYS:
        reached = walk(way)
        assert reached is not None
        asked |= {given.question.id for given in reached.given}
    assert asked == set(tree().questions)


@pytest.mark.parametrize("outcome", tree().outcomes.values(), ids=lambda outcome: outcome.id)
def test_every_outcome_rests_on_a_section_and_says_what_to_do(outcome: Outcome) -> None:
    assert outcome.why and outcome.now
    assert all(rules()[name].sections for name in outcome.why)
    assert outcome.id in OUTCOMES


def test_every_rule_leads_to_a_place_that_our_guidance_has(whole_shelf: Shelf) -> None:
    for rule in rules().values():
        for lang in ("nb", "en"):
            article = whole_shelf.article("tolk", rule.slug, lang)
            assert article is not None, rule
            anchors = {section.anchor for section in article.sections} | {""}
            assert rule.anchor in anchors, rule


# The section is named by another article of ours than the one that explains the rule.
ELSEWHERE = {
    ("relatives", "7"): "qualified-interpreter-requirement",
    ("relatives", "16"): "police-check-and-impartiality",
    ("staff", "7"): "qualified-interpreter-requirement",
    ("signs", "2"): "interpreting-act",
}


def test_sections_are_those_that_our_articles_name(whole_shelf: Shelf) -> None:
    missing = []
    for rule in rules().values():
        for section in rule.sections:
            slug = ELSEWHERE.get((rule.id, section.number), rule.slug)
            if section.number not in sections_named(whole_shelf, slug):
                missing.append((rule.id, section.number))
    assert missing == []
    for name, number in ELSEWHERE:
        assert number not in sections_named(whole_shelf, rules()[name].slug), (
            "named there after all"
        )


def sections_named(shelf: Shelf, slug: str) -> set[str]:
    """Return the numbers behind every § of an article, of ranges too: §§ 10-11, §§ 4 og 6."""
    article = shelf.article("tolk", slug, "nb")
    assert article is not None
    text = " ".join(section.markdown for section in article.sections)
    named = set()
    for several in re.findall(r"§§? ([\d\-–]+(?:(?:,| og| til) [\d\-–]+)*)", text):
        named |= {several, *re.findall(r"\d+-\d+|\d+", several.replace("–", " "))}
    return named


def test_addresses_of_sections_are_those_of_lovdata() -> None:
    sources = {
        "tolkeloven": "https://lovdata.no/lov/2021-06-11-79",
        "tolkeforskriften": "https://lovdata.no/forskrift/2021-09-13-2744",
        "folketrygdloven": "https://lovdata.no/lov/1997-02-28-19",
    }
    assert {name: law.url for name, law in laws().items()} == sources
    must = rules()["must"].sections[0]
    assert must.url == "https://lovdata.no/lov/2021-06-11-79/§6"
    assert must.cited("en") == must.cited("nb") == "tolkeloven § 6 første ledd"
    assert must.cited("nn") == "tolkelova § 6 første ledd"


def test_words_and_data_name_the_same_things() -> None:
    said = {(question.says, answer.id) for question in _questions() for answer in question.answers}
    assert set(ANSWERS) == said
    assert set(QUESTIONS) == {question.says for question in _questions()}
    assert set(HINTS) <= set(QUESTIONS)
    assert set(OUTCOMES) == {*tree().outcomes, "must-exempt"}
    assert set(RULES) == {*rules(), "dispensation-over"}
    cited = {
        name for outcome in tree().outcomes.values() for name in (*outcome.why, *outcome.now)
    } | {name for question in _questions() for answer in question.answers for name in answer.adds}
    assert cited == set(rules())


def _questions() -> list[Question]:
    return list(tree().questions.values())


@pytest.mark.parametrize(
    ("way", "outcome"),
    [
        ("none", "not-covered"),
        ("public-yes", "safe"),
        ("behalf-no-simple-no", "should"),
        ("public-no-simple-yes", "child-message"),
        ("public-no-rights-interpreter-yes", "must"),
        ("named-no-act-interpreter-yes", "must-act"),
        ("public-no-help-interpreter-nobody", "nobody"),
        ("public-no-help-adult-urgent", "urgent"),
        ("public-signs-help-interpreter-emergency", "emergency-help"),
        ("public-no-help-adult-yes", "adult"),
        ("public-no-rights-machine", "machine"),
        ("public-no-help-child-no", "child-ban"),
        ("public-no-act-child-yes", "child-emergency"),
    ],
)
def test_answers_lead_to_what_the_act_says(way: str, outcome: str) -> None:
    assert ends(tuple(way.split("-"))).id == outcome


def test_a_child_interprets_on_no_way_but_in_an_emergency() -> None:
    for way in WAYS:
        if "child" in way:
            assert ends(way).id == ("child-emergency" if way[-1] == "yes" else "child-ban")


def test_a_police_certificate_is_asked_for_where_the_act_names_the_body() -> None:
    for way in WAYS:
        reached = walk(way)
        assert reached is not None
        books = isinstance(reached.at, Outcome) and reached.at.books
        assert ("certificate" in reached.added) == (way[0] == "named" and books)


@pytest.mark.parametrize(
    "way", ["volapyk", "public-volapyk", "none-no", "public-yes-no", "public-"]
)
def test_an_address_that_is_no_way_is_not_found(page: Visit, way: str) -> None:
    page(f"{DUTY}/{way}", status=404)


@pytest.mark.parametrize("lang", languages())
def test_every_question_and_outcome_is_a_page_in_every_language(page: Visit, lang: str) -> None:
    shown = {}
    for way in WAYS:
        for number in range(len(way) + 1):
            reached = walk(way[:number])
            assert reached is not None
            shown[reached.at.id, reached.added] = "-".join(way[:number])
    for address in shown.values():
        page(f"/{lang}/tolk/tools/duty/{address}".rstrip("/"))


def test_a_question_is_answered_by_a_link_and_can_be_changed(page: Visit) -> None:
    seen = page(f"{DUTY}/public-no")
    assert "Question 3 of at most 5" in seen.text
    assert [link.get("href") for link in seen.all("//ul[@class='choices']//a")] == [
        f"{DUTY}/public-no-rights",
        f"{DUTY}/public-no-help",
        f"{DUTY}/public-no-act",
        f"{DUTY}/public-no-simple",
    ]
    changes = [link.get("href") for link in seen.all("//section[@class='given']//a")]
    assert changes == [DUTY, f"{DUTY}/public"]


def test_answers_so_far_are_kept_when_the_language_is_changed(page: Visit) -> None:
    assert "/ar/tolk/tools/duty/public-no" in page(f"{DUTY}/public-no").links()


def test_a_way_tells_search_engines_of_its_beginning_alone(page: Visit) -> None:
    assert page(DUTY).response.headers.get("X-Robots-Tag") != "noindex"
    assert page(f"{DUTY}/public").response.headers["X-Robots-Tag"] == "noindex"


def test_the_outcome_names_the_sections_and_leads_to_the_register(page: Visit) -> None:
    seen = page(f"{DUTY}/named-signs-rights-interpreter-yes")
    cited = [link.text_content() for link in seen.all("//a[@class='citation']")]
    for section in ("§ 6 første ledd", "§ 7 første ledd", "§ 7 femte ledd", "§ 4", "§ 10", "§ 16"):
        assert f"tolkeloven {section}" in cited
    assert "folketrygdloven § 10-7" in cited
    assert "/en/interpreters?spoken=nsl" in seen.links()
    assert "The text of the Act was last read on 2 July 2026." in seen.text


def test_the_note_has_lines_to_fill_in_and_no_field_to_type_in(page: Visit) -> None:
    seen = page(f"{DUTY}/public-no-help-child-no")
    lines = [term.text_content() for term in seen.all("//dl[contains(@class, 'to-fill')]//dt")]
    assert lines[:3] == ["Date", "Language of the conversation", "Organisation and department"]
    assert lines[-1] == "Assessed by"
    assert seen.all("//input|//textarea|//form") == []


@pytest.mark.parametrize(
    ("day", "conclusion", "law"),
    [
        (
            datetime(2026, 12, 31, 22, 59, tzinfo=UTC),
            "The interpreter should be qualified: the exemption from that requirement ends after "
            "31 December 2026.",
            "Up to and including 31 December 2026 the Act gives an exemption",
        ),
        (
            datetime(2026, 12, 31, 23, 0, tzinfo=UTC),
            "You must use an interpreter, and the interpreter must be qualified.",
            "lasted up to and including 31 December 2026, unless the Government has extended it",
        ),
    ],
    ids=["the-last-minute-of-2026", "the-first-minute-of-2027"],
)
def test_the_exemption_ends_at_midnight_in_norway(
    shelf: Shelf, day: datetime, conclusion: str, law: str
) -> None:
    services: Services = replace(small_services(shelf), now=lambda: day)
    client = create_app(Settings(), services).test_client()
    html = client.get(f"{DUTY}/public-no-rights-interpreter-yes").get_data(as_text=True)
    assert conclusion in html
    assert law in html
