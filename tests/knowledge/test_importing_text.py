"""Plain text becomes sections as a reader of the page would cut it. All texts are invented."""

from pathlib import Path

import pytest

from knowledge.articles import Article
from knowledge.expanding import expand_plain
from knowledge.facts import Facts
from knowledge.importing import import_file


@pytest.fixture
def read(tmp_path: Path):  # noqa: ANN201 - a function of the test's own
    def read_text(text: str, name: str = "rapport.txt") -> Article:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        (article,) = import_file(path, collection="reports", lang="nb")
        return article

    return read_text


def outline(article: Article) -> list[tuple[int, str]]:
    return [(section.level, section.heading) for section in article.sections]


def plain(article: Article, heading: str) -> str:
    (section,) = [s for s in article.sections if s.heading == heading]
    return expand_plain(section.markdown, "nb", Facts())


REPORT = """Årsmelding for Fjordvik 2031

Innhold

1 Innledning	3
2 Bosetting	4
2.1 Hvem ble bosatt	5

1 Innledning

Fjordvik er en kommune som ikke finnes. Den har likevel en årsmelding, og den er lang nok.

2 Bosetting

2.1 Hvem ble bosatt

Kommunen bosatte 4 711 flyktninger i 2031. Det var flere enn året før.

1 Tallet gjelder hele året.

Kilde: Fjordvik

9 Kompass

År	2030	2031
Bosatte	4 100	4 711

ET HELT ANNET KAPITTEL

Her er en ny tekst, og den er et avsnitt med en setning som har et punktum.

Hvem hjelper til?

- Frivillige
- Skolen, som har
  mange lærere
"""


def test_numbers_capitals_and_lone_short_lines_are_headings_and_contents_are_dropped(read) -> None:  # noqa: ANN001
    article = read(REPORT)
    assert article.title == "Årsmelding for Fjordvik 2031"
    assert outline(article) == [
        (2, "1 Innledning"),
        (2, "2 Bosetting"),
        (3, "2.1 Hvem ble bosatt"),
        (2, "ET HELT ANNET KAPITTEL"),
        (3, "Hvem hjelper til?"),
    ]
    assert [section.anchor for section in article.sections][2] == "2-1-hvem-ble-bosatt"


def test_sentence_with_a_number_stays_whole_in_its_section(read) -> None:  # noqa: ANN001
    said = plain(read(REPORT), "2.1 Hvem ble bosatt").split("\n\n")
    assert said[0] == "Kommunen bosatte 4 711 flyktninger i 2031. Det var flere enn året før."
    assert "9 Kompass" in said  # a footnote: its number follows no chapter
    assert said[-1] == "År – 2030 – 2031\nBosatte – 4 100 – 4 711"


def test_items_are_kept_and_their_wrapped_lines_joined(read) -> None:  # noqa: ANN001
    assert plain(read(REPORT), "Hvem hjelper til?") == ("Frivillige\nSkolen, som har mange lærere")


def test_wrapped_lines_are_joined_and_parted_words_put_together(read) -> None:  # noqa: ANN001
    article = read(
        "Direktoratets oppgaver\n"
        "Direktoratet skal iverksette integrerings- og mangfolds-\n"
        "politikken på sitt område, være et kompetansesenter og gi til-\n"
        "skudds- og rådgivningstjenester til alle kommuner i landet.\n"
        "\n"
        "Kommunene\n"
        "Kommunene legger til rette for integrering der folk bor. De sam-\n"
        "\n"
        "arbeider med staten om dette.\n"
    )
    assert outline(article) == [(2, "Direktoratets oppgaver"), (3, "Kommunene")]
    assert plain(article, "Direktoratets oppgaver") == (
        "Direktoratet skal iverksette integrerings- og mangfoldspolitikken på sitt område, være "
        "et kompetansesenter og gi tilskudds- og rådgivningstjenester til alle kommuner i landet."
    )
    assert plain(article, "Kommunene") == (
        "Kommunene legger til rette for integrering der folk bor. De samarbeider med staten om "
        "dette."
    )


def test_empty_line_after_every_line_does_not_part_a_sentence(read) -> None:  # noqa: ANN001
    article = read(
        "De ansatte er spredt på tretten enheter og er  \n\nrepresentert i alle landsdelene. "
        "Over de neste\n\nsidene står det mer om dem.\n"
    )
    assert expand_plain(article.sections[0].markdown, "nb", Facts()) == (
        "De ansatte er spredt på tretten enheter og er representert i alle landsdelene. "
        "Over de neste sidene står det mer om dem."
    )


def test_pile_of_short_lines_as_in_a_figure_makes_no_headings(read) -> None:  # noqa: ANN001
    article = read(
        "Bosetting i året\n\nDet ble bosatt mange, og her står det hvordan det gikk til.\n\n"
        "Det ble bosatt\n\n2 806\n\nFlyktninger\n\nBarn\n\n"
        "Etter figuren kommer en vanlig setning som slutter med punktum.\n"
    )
    assert (3, "Det ble bosatt") not in outline(article)
    assert (3, "Flyktninger") not in outline(article)


def test_headers_footers_and_page_numbers_are_dropped(read) -> None:  # noqa: ANN001
    texts = [
        "Den første siden handler om noe eget.",
        "Den neste siden har en lang setning som ikke rekker å bli ferdig, og som går over",
        "til siden som kommer etter.",
        "Den siste siden slutter brått.",
    ]
    pages = [
        f"Fjordvik kommune\nÅrsmelding 2031\n\n{text}\n\nside {number} av 4\n"
        for number, text in enumerate(texts, 1)
    ]
    text = expand_plain(read("\f".join(pages)).sections[0].markdown, "nb", Facts())
    assert "Fjordvik kommune" not in text
    assert "Årsmelding 2031" not in text
    assert text.split("\n\n") == [
        "Den første siden handler om noe eget.",
        "Den neste siden har en lang setning som ikke rekker å bli ferdig, og som går over til "
        "siden som kommer etter.",
        "Den siste siden slutter brått.",
    ]


def test_text_that_marks_its_headings_is_believed(read) -> None:  # noqa: ANN001
    article = read(
        "# Tittelen\n\n## Første\n\nKort linje\n\nEn setning som er lang nok til å være tekst.\n\n"
        "### **Under**\n\nMer tekst med **fet** og *kursiv* skrift, og [en lenke](http://x.no).\n"
    )
    assert article.title == "Tittelen"
    assert outline(article) == [(2, "Første"), (3, "Under")]
    assert plain(article, "Under") == "Mer tekst med fet og kursiv skrift, og en lenke."


def test_traces_of_html_in_a_text_are_removed_but_signs_stay(read) -> None:  # noqa: ANN001
    article = read("Om tall <b>og</b> tegn\n\nNår a < b og b > c, er a<br/> minst. <hr/>\n")
    assert plain(article, "Om tall og tegn") == "Når a < b og b > c, er a minst."


def test_nothing_in_a_document_becomes_a_key_a_link_or_markup(read) -> None:  # noqa: ANN001
    nasty = (
        "Skriv {figure:gp-fee-day} og {term:x}, *ikke* <script>alert(1)</script> eller # noe.\n\n"
        "1990. Det året sto det\n\n+++\n\n## Falsk {#a}\n"
    )
    article = read(nasty)
    text = "\n".join(expand_plain(s.markdown, "nb", Facts()) for s in article.sections)
    assert "{figure:gp-fee-day}" in text
    assert "<script>alert(1)</script>" in text


def test_letters_of_the_summary_and_the_source_are_kept(read) -> None:  # noqa: ANN001
    article = read('Om «tall»\n\nDette er "den første" setningen, ja. Og en til.\n', "Å-ø 1.txt")
    assert article.summary == 'Dette er "den første" setningen, ja.'
    assert article.slug == "aa-oe-1"
    assert article.sources[0].title == "Å-ø 1.txt"
    assert article.sources[0].url == ""
    assert article.responsible == "reports"
    assert article.translation.state == "source"
