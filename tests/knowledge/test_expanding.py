"""Facts are put into texts so that plain text and HTML say the same, and safely."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import UnknownKey
from knowledge.expanding import expand_html, expand_plain
from knowledge.facts import Facts
from knowledge.figures import Figure
from knowledge.glossary import Term
from knowledge.helplines import Helpline
from knowledge.importing.cutting import escape_markdown
from knowledge.markdown import Key, keys_in, links_in

DAY = date(2026, 11, 20)


def helpline(id_: str, **fields: str) -> Helpline:
    return Helpline(id_, "N", "always", "free", "all", "https://e.org", DAY, "A", **fields)  # type: ignore[arg-type]


FACTS = Facts(
    figures={
        "gp-fee-day": Figure("gp-fee-day", 179, "NOK", "https://example.org", DAY),
        "move-days": Figure("move-days", 8, "days", "https://example.org", DAY),
    },
    helplines={
        "alarm": helpline("alarm", phone="116 111", tel="116111", abroad="+47 954 11 755"),
        "guide": helpline("guide", url="https://www.dinutvei.no/list"),
        "team": helpline("team", email="post@example.org"),
    },
    glossary={
        "skattekort": Term(
            "skattekort", {"nb": "Om skatt.", "en": 'The "tax" card.'}, "skattekort"
        ),
        "dps": Term("dps", {"nb": "Behandlingssted."}, "DPS"),
    },
)


def test_plain_text_has_facts_and_no_marks() -> None:
    markdown = (
        "En **vanlig** time koster {figure:gp-fee-day}, se [siden](https://example.org/a).\n\n"
        "1. Meld fra innen {figure:move-days}\n2. Ring {helpline:alarm}\n   nå\n\n"
        "- Ta med {term:skattekort}\n"
    )
    assert expand_plain(markdown, "nb", FACTS) == (
        "En vanlig time koster kr\u00a0179, se siden.\n\n"
        "Meld fra innen 8\u00a0dager\nRing 116 111 nå\n\n"
        "Ta med skattekort"
    )


def test_table_rows_are_lines() -> None:
    markdown = "| Hva | Pris |\n| --- | --- |\n| Lege | {figure:gp-fee-day} |\n| Barn |  |"
    assert expand_plain(markdown, "en", FACTS) == "Hva – Pris\nLege – NOK\u00a0179\nBarn"
    assert expand_html(markdown, "en", FACTS).startswith("<table>")


def test_html_has_links_to_dial_and_marks_norwegian_words() -> None:
    html = expand_html("Call {helpline:alarm} about {term:skattekort}.", "en", FACTS)
    assert html == (
        '<p>Call <bdi dir="ltr"><a href="tel:116111" rel="noreferrer">116 111</a></bdi> about '
        '<span class="term" title="The &quot;tax&quot; card."><bdi lang="nb">skattekort</bdi>'
        "</span>.</p>"
    )


def test_word_is_explained_in_the_language_of_the_reader_not_of_the_text() -> None:
    html = expand_html(
        "Ha {term:skattekort}", "nb", FACTS, link_term=lambda _: "#there", reader_lang="en"
    )
    assert 'data-explained="The &quot;tax&quot; card."' in html
    unknown = expand_html(
        "Ha {term:skattekort}", "nb", FACTS, link_term=lambda _: "#there", reader_lang="so"
    )
    assert "data-explained" not in unknown


def test_figures_say_their_value_for_programs() -> None:
    html = expand_html("{figure:gp-fee-day} {figure:move-days|number}", "en", FACTS)
    assert html == (
        '<p><data class="figure" value="179">NOK&nbsp;179</data> '
        '<data class="figure" value="8">8</data></p>'
    )
    facts = Facts({"from": Figure("from", date(2026, 1, 1), "date", "https://e.org", DAY)})
    assert expand_html("{figure:from}", "en", facts) == (
        '<p><time class="figure" datetime="2026-01-01">1 January 2026</time></p>'
    )


def test_list_that_counts_from_one_is_one_of_steps() -> None:
    assert expand_html("1. Meld fra", "nb", FACTS).startswith('<ol class="steps">')
    assert expand_html("3. Meld fra", "nb", FACTS).startswith('<ol start="3">')


def test_term_without_an_explanation_in_the_language_has_no_title() -> None:
    html = expand_html("{term:Skattekort}", "so", FACTS)
    assert html == '<p><span class="term"><bdi lang="nb">Skattekort</bdi></span></p>'


def test_line_without_a_number_is_named_by_its_site_or_mail() -> None:
    assert expand_plain("{helpline:guide} {helpline:team}", "nb", FACTS) == (
        "dinutvei.no post@example.org"
    )
    assert 'href="https://www.dinutvei.no/list"' in expand_html("{helpline:guide}", "nb", FACTS)
    assert "<a" not in expand_html("{helpline:team}", "nb", FACTS)


@pytest.mark.parametrize("lang", ["ar", "fa"])
def test_phone_number_keeps_its_order_in_right_to_left_text(lang: str) -> None:
    assert expand_plain("{helpline:alarm}", lang, FACTS) == "\u2066116 111\u2069"
    assert '<bdi dir="ltr">' in expand_html("{helpline:alarm}", lang, FACTS)


def test_number_only_and_keys_are_found() -> None:
    markdown = "{figure:move-days|number} dni, {term:skattekort} [a](https://example.org/{x})"
    assert expand_plain(markdown, "pl", FACTS).startswith("8 dni")
    assert keys_in(markdown) == (Key("figure", "move-days", "number"), Key("term", "skattekort"))
    assert keys_in(r"\{figure:nothing}") == ()
    assert links_in("[a](https://e.org/1) [b](http://e.org/2) [c](ftp://e.org)") == (
        "https://e.org/1",
        "http://e.org/2",
    )


def test_unknown_key_is_named_with_the_file_to_add_it_to() -> None:
    with pytest.raises(UnknownKey, match=r"unknown figure 'x': add it to knowledge/figures\.toml"):
        expand_plain("{figure:x}", "nb", FACTS)


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](//example.org)",
        "![a](https://example.org/a.png)",
        "# Heading\n\nSetext\n======",
        "    <b>code</b>",
    ],
)
def test_nothing_but_plain_marks_comes_through(markdown: str) -> None:
    html = expand_html(markdown, "nb", FACTS)
    for forbidden in ("<script", "<img", "javascript:<", "<h1", "<b>", 'href="//', "<code"):
        assert forbidden not in html


def test_links_go_to_the_web_only_and_send_no_referrer() -> None:
    assert expand_html("[a](https://example.org/?a=1&b=2)", "nb", FACTS) == (
        '<p><a href="https://example.org/?a=1&amp;b=2" rel="noreferrer">a</a></p>'
    )


@given(st.text(max_size=200))
def test_any_text_gives_html_with_allowed_tags_only(text: str) -> None:
    text = text.replace("{", "(")
    html = expand_html(text, "nb", FACTS)
    opened = {part.split(">")[0].split()[0].strip("/") for part in html.split("<")[1:]}
    assert opened <= {"p", "ul", "ol", "li", "strong", "em", "a", "br"} | {
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"])))
def test_escaped_text_is_read_back_as_it_was(text: str) -> None:
    plain = " ".join(text.split())
    assert expand_plain(escape_markdown(plain), "nb", Facts()) == plain


def test_a_term_is_shown_as_it_is_written_and_a_capital_in_the_text_is_kept() -> None:
    assert expand_plain("{term:dps}, {term:skattekort}", "nb", FACTS) == "DPS, skattekort"
    assert expand_plain("{term:Skattekort}", "nb", FACTS) == "Skattekort"


def test_word_is_a_link_to_its_explanation_where_a_section_names_it_first() -> None:
    markdown = "{term:Skattekort} og {term:skattekort} og {term:dps}"
    html = expand_html(markdown, "en", FACTS, link_term=lambda term: f"/en/words#{term.anchor}")
    assert html == (
        '<p><a class="term" href="/en/words#skattekort" data-explained="The &quot;tax&quot; card."'
        ' rel="noreferrer"><bdi lang="nb">Skattekort</bdi></a> og '
        '<bdi lang="nb">skattekort</bdi> og '
        '<a class="term" href="/en/words#dps" rel="noreferrer"><bdi lang="nb">DPS</bdi></a></p>'
    )


def test_number_for_people_abroad_stands_where_a_text_asks_for_it() -> None:
    markdown = "Ring {helpline:alarm|abroad}."
    assert expand_plain(markdown, "nb", FACTS) == "Ring +47 954 11 755."
    assert '<a href="tel:+4795411755"' in expand_html(markdown, "nb", FACTS)
    assert ">+47 954 11 755</a>" in expand_html(markdown, "nb", FACTS)
