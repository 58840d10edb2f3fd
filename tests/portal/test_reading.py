"""What a page that is read offers beside its text: contents, dates of figures, words, a way on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal import create_app
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import small_services
from tests.portal.conftest import Visit
from tests.portal.inspecting import Seen, inspect

FIGURES = """
[fee]
value = 179
unit = "NOK"
valid_from = 2026-01-01
next_change = 2027-01-01
source = "https://example.org/fees"
checked = 2026-11-19

[late-fee]
value = 301
unit = "NOK"
valid_from = 2026-01-01
next_change = 2027-01-01
source = "https://www.example.com/late"
checked = 2026-11-18

[age]
value = 16
unit = "age"
source = "https://example.net/age"
checked = 2026-11-18

[law-from]
value = 2026-01-01
unit = "date"
valid_from = 2026-01-01
source = "https://example.net/law"
checked = 2026-11-18
"""
WORDS = '["fastlege"]\nnb = "Legen din."\nen = "Your doctor."\n["tolk"]\nnb = "Den som tolker."\n'
HEAD = """+++
title = "Tittel"
summary = "Kort svar. Mer om det."
questions = []
checked = 2026-11-20
responsible = "Kontoret"
related = ["other"]
[[sources]]
title = "Gebyrer"
url = "https://example.org/fees"
checked = 2026-11-20
[translation]
state = "source"
+++
"""
Write = Callable[..., Seen]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a text into a portal of its own, and open its page."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "figures.toml").write_text(FIGURES, "utf-8")
    (data / "glossary.toml").write_text(WORDS, "utf-8")
    shelf = Shelf((tmp_path / "ours", tmp_path / "added"), data_dir=data)
    client: FlaskClient = create_app(Settings(), small_services(shelf)).test_client()

    def open_page(
        *sections: str, lang: str = "nb", collection: str = "notes", page: str = ""
    ) -> Seen:
        for slug in ("note", "other"):
            path = tmp_path / "added" / collection / slug / "nb.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            texts = (f"## Del {n} {{#part-{n}}}\n\n{text}\n\n" for n, text in enumerate(sections))
            path.write_text(HEAD + "".join(texts), "utf-8")
        url = page or f"/{lang}/{collection}/note"
        return inspect(client.get(url), url, title_is_neutral=collection == "nora")

    return open_page


def test_three_sections_get_a_list_of_contents_two_do_not(write: Write) -> None:
    seen = write("A.", "B.", "C.")
    small, side = (
        seen.all("//details[contains(@class, 'contents-small')]//ol"),
        seen.all("//nav[@class='contents-side']/ol"),
    )
    for contents in (*small, *side):
        links = [(a.get("href"), a.text_content()) for a in contents.iter("a")]
        assert links == [("#part-0", "Del 0"), ("#part-1", "Del 1"), ("#part-2", "Del 2")]
    assert len(small) == len(side) == 1
    assert not write("A.", "B.").all("//*[contains(@class, 'contents')]")


def test_contents_of_a_text_in_another_language_are_marked_as_such(write: Write) -> None:
    lists = write("A.", "B.", "C.", lang="ar").all("//nav//ol[li/a[@href='#part-0']]")
    assert [(ol.get("lang"), ol.get("dir")) for ol in lists] == [("nb", "ltr")] * 2


def test_figures_say_from_which_day_they_hold_and_when_they_may_change(write: Write) -> None:
    seen = write("Det koster {figure:fee} eller {figure:late-fee}.", lang="en")
    note = seen.one("//p[contains(@class, 'figures-note')]")
    assert (note.get("lang"), note.get("dir")) == ("en", "ltr")
    said = " ".join(note.text_content().replace("\u00a0", " ").split())
    assert said == (
        "Holds from 1 January 2026: NOK 179 and NOK 301. This can change on 1 January 2027."
    )
    assert seen.one("//data[@value='179']").text_content() == "kr\u00a0179"


def test_figures_without_a_day_and_days_themselves_get_no_note(write: Write) -> None:
    seen = write("Fra {figure:age|number} år, siden {figure:law-from}.")
    assert not seen.all("//p[contains(@class, 'figures-note')]")


def test_source_of_a_figure_is_listed_unless_the_text_names_it_itself(write: Write) -> None:
    seen = write("{figure:fee} {figure:late-fee}")
    listed = seen.all("//ul[@class='sources']/li")
    assert [li.xpath("string(.//a/@href)") for li in listed] == [
        "https://example.org/fees",
        "https://www.example.com/late",
    ]
    assert listed[1].text_content().replace("\u00a0", " ").startswith("example.com (kr 301)")


def test_word_leads_to_its_explanation_and_holds_it_in_the_language_of_the_page(
    write: Write,
) -> None:
    word = write("Ring {term:fastlege}.", lang="en").one("//a[@class='term']")
    assert word.get("href") == "/en/words#fastlege"
    assert word.get("data-explained") == "Your doctor."
    assert word.get("title") is None
    assert word.xpath("string(bdi[@lang='nb'])") == "fastlege"


def test_words_of_a_private_page_are_explained_on_it(write: Write) -> None:
    seen = write("Ring {term:fastlege} med {term:tolk}.", lang="en", collection="nora")
    for word, explanation, lang in (("fastlege", "Your doctor.", None), ("tolk", "Den som", "nb")):
        link = seen.one(f"//a[@class='term'][@href='#page_word_{word}']")
        assert link.text_content() == word
        entry = seen.one(f"//dt[@id='page_word_{word}']/following-sibling::dd[1]")
        assert entry.text_content().strip().startswith(explanation)
        assert [span.get("lang") for span in entry] == ([lang] if lang else [])
    assert not [link for link in seen.links() if link.startswith("/en/words#")]
    assert not seen.all("//template//*[@popover] | //template//a")


def test_long_list_of_sources_is_folded_and_a_short_one_is_not(write: Write) -> None:
    assert not write("{figure:fee}").all("//details//ul[@class='sources']")


def test_steps_and_the_short_answer_are_marked_as_what_they_are(write: Write) -> None:
    seen = write("1. Ring\n2. Vent")
    assert len(seen.all("//ol[@class='steps']/li")) == 2
    answer = seen.one("//div[@class='short-answer']/p")
    assert answer.text_content() == "Kort svar. Mer om det."


def test_related_pages_say_in_one_sentence_what_they_are_about(write: Write) -> None:
    card = write("A.").one("//ul[@class='cards']/li")
    assert card.xpath("string(h3/a)") == "Tittel"
    assert card.xpath("string(p)") == "Kort svar."


def test_a_question_can_be_asked_from_the_page_and_is_posted(write: Write) -> None:
    form = write("A.").one("//main//form")
    assert (form.get("method"), form.get("action")) == ("post", "/nb/answer")
    assert form.xpath("string(.//textarea/@name)") == "question"


def test_the_way_to_an_article_leads_over_its_category(page: Visit) -> None:
    trail = page("/nb/ny-i-norge/general-practitioner").all("//nav[@class='trail']//a")
    assert [(a.text_content(), a.get("href")) for a in trail[1:]] == [
        ("Ny i Norge", "/nb/ny-i-norge/"),
        ("Helse", "/nb/ny-i-norge/#category-health"),
    ]
    assert len(page("/nb/ny-i-norge/").all("//h2[@id='category-health']")) == 1


def test_topics_of_a_collection_say_what_they_are_about_in_their_own_language_only(
    page: Visit,
) -> None:
    own = page("/nb/ny-i-norge/").one("//li[a[contains(@href, 'general-practitioner')]]/p")
    assert own.text_content() == "Alle som er registrert i Folkeregisteret, kan få en fast lege."
    other = page("/so/ny-i-norge/").one("//li[a[contains(@href, 'tax-deduction-card')]]")
    assert not other.xpath("p")


def test_collection_without_pages_leads_on(write: Write, tmp_path: Path) -> None:
    (tmp_path / "added" / "empty").mkdir(parents=True)
    seen = write("A.", page="/nb/empty/")
    assert seen.one("//div[contains(@class, 'notice')]//a").get("href") == "/nb/"


def test_checklist_is_offered_in_the_guide_for_newcomers_alone(page: Visit) -> None:
    assert "/en/ny-i-norge/my-first-weeks" in page("/en/ny-i-norge/").links()
    assert not [link for link in page("/en/reports/").links() if "first-weeks" in link]


def test_words_can_be_reached_by_letter(page: Visit) -> None:
    seen = page("/nb/words")
    letters = [
        a.get("href", "").removeprefix("#") for a in seen.all("//nav[@class='letters no-print']//a")
    ]
    assert letters == [h2.get("id") for h2 in seen.all("//main//h2")]
    assert letters[0] == "letter_A" and letters[-1] == "letter_Å"


def test_from_the_words_of_each_letter_a_link_leads_back_to_the_letters(page: Visit) -> None:
    seen = page("/nb/words")
    groups = seen.all("//section[@class='letter']")
    assert len(groups) > 10
    back = {tuple(group.xpath("./*[last()]/a/@href")) for group in groups}
    assert back == {("#page_letters",)}
    assert seen.one("//*[@id='page_letters']").tag == "nav"


def test_listening_and_printing_are_a_pair_of_buttons(page: Visit) -> None:
    seen = page("/nb/ny-i-norge/general-practitioner")
    listen = seen.one("//button[@data-listen-do='start']")
    print_ = seen.one("//button[@data-do='print']")
    looks = [set(one.get("class", "").split()) - {"needs-script"} for one in (listen, print_)]
    assert looks[0] == looks[1] == {"button", "quiet"}


@pytest.mark.parametrize("url", ["/nb/about", "/nb/accessibility"])
def test_no_space_is_underlined_before_a_picture_at_the_end_of_a_link(
    page: Visit, url: str
) -> None:
    links = page(url).all("//main//a[*[last()][self::svg] and text()]")
    assert len(links) >= 2
    assert [link.text for link in links if (link.text or "").endswith(" ")] == []
