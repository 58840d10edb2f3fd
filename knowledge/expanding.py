"""Put figures, phone numbers and Norwegian words into a text, as plain text or as safe HTML.

Plain text is what is indexed and quoted, HTML is what pages show; both come from the same
tokens, so that they say the same. The HTML is sanitised last, whatever made it.
"""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

import nh3
from markdown_it.token import Token

from knowledge.facts import Facts
from knowledge.figures import format_figure
from knowledge.glossary import Term
from knowledge.languages import language
from knowledge.markdown import Key, parse_markdown, render_tokens

_LTR_ISOLATE, _END_ISOLATE = "\u2066", "\u2069"
_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "bdi", "span", "data", "time"} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
_ATTRIBUTES = {
    "a": {"href", "class", "data-explained"},
    "bdi": {"dir", "lang"},
    "span": {"class", "title"},
    "data": {"class", "value"},
    "time": {"class", "datetime"},
    "ol": {"start", "class"},
}
_BLOCK_ENDS = {"paragraph_close", "tr_close"}


def expand_plain(markdown: str, lang: str, facts: Facts) -> str:
    """The text of a section as its reader sees it, without any Markdown.

    Paragraphs are parted by an empty line; an item of a list, or a row of a table, is a line of
    its own. In a language written from right to left a phone number is kept in order by
    isolates, for "116 111" would otherwise be shown as "111 116".

    :raises UnknownKey: if the text names a fact that does not exist; the loader sees to it that
        no loaded article does.
    """
    blocks: list[str] = []
    depth = 0
    line: list[str] = []
    for token in parse_markdown(markdown):
        if token.type in ("bullet_list_open", "ordered_list_open", "table_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close", "table_close"):
            depth -= 1
            if not depth:
                blocks.append("")
        elif token.type == "inline":
            if token.content.strip():
                line.append(_plain_inline(token.children or [], lang, facts))
        elif token.type in _BLOCK_ENDS and line:
            blocks.append(" – ".join(line))
            line = []
            if not depth:
                blocks.append("")
    return "\n".join(blocks).strip()


def _plain_inline(tokens: Sequence[Token], lang: str, facts: Facts) -> str:
    parts = []
    for token in tokens:
        if token.type == "fact":
            parts.append(_plain_fact(token.meta["key"], lang, facts))
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        else:
            parts.append(token.content)
    return "".join(parts).strip()


def _plain_fact(key: Key, lang: str, facts: Facts) -> str:
    if key.kind == "figure":
        return format_figure(facts.figure(key.key), lang, number_only=key.part == "number")
    if key.kind == "term":
        return facts.term(key.key).shown_as(key.key)
    helpline = facts.helpline(key.key)
    contact = helpline.abroad if key.part == "abroad" else helpline.contact
    if language(lang).dir == "rtl":
        return f"{_LTR_ISOLATE}{contact}{_END_ISOLATE}"
    return contact


def expand_html(
    markdown: str,
    lang: str,
    facts: Facts,
    *,
    link_term: Callable[[Term], str] | None = None,
    reader_lang: str = "",
) -> str:
    """The text of a section as HTML that is safe to put into a page.

    A phone number becomes a tel: link, a figure says its value for programs, a list that counts
    from 1 is one of steps. A Norwegian word is marked as Norwegian; where the section names it
    first, it is a link to where it is explained, which holds the explanation as well.

    :param link_term: gives the address where a word is explained. Without it the explanation is
        the title of the word, for programs that show the text in their own way.
    :param reader_lang: the language of the page, where that is not `lang`: words are explained
        to its reader, whatever the text is in.
    :raises UnknownKey: as expand_plain does.
    """
    tokens = parse_markdown(markdown)
    linked: set[str] = set()
    for token in tokens:
        if token.type == "ordered_list_open" and token.attrGet("start") is None:
            token.attrSet("class", "steps")
        for child in token.children or []:
            if child.type == "fact":
                key: Key = child.meta["key"]
                if key.kind == "term":
                    term = facts.term(key.key)
                    if link_term is None:
                        child.content = _titled_term(term, key, lang)
                    elif term.word in linked:
                        child.content = _html_word(term, key)
                    else:
                        explanation = term.explanation(reader_lang or lang)
                        child.content = _linked_term(term, key, link_term(term), explanation)
                        linked.add(term.word)
                else:
                    child.content = _html_fact(key, lang, facts)
    raw = render_tokens(tokens)
    return nh3.clean(
        raw,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "tel"},
        link_rel="noreferrer",
    ).strip()


def _html_fact(key: Key, lang: str, facts: Facts) -> str:
    if key.kind == "figure":
        shown, value = escape(_plain_fact(key, lang, facts)), facts.figure(key.key).value
        if isinstance(value, date):
            return f'<time class="figure" datetime="{value.isoformat()}">{shown}</time>'
        return f'<data class="figure" value="{value}">{shown}</data>'
    helpline = facts.helpline(key.key)
    if key.part == "abroad":
        address = "tel:" + helpline.abroad.replace(" ", "")
    elif helpline.tel:
        address = f"tel:{helpline.tel}"
    elif helpline.email:
        return f'<bdi dir="ltr">{escape(helpline.email)}</bdi>'
    else:
        address = helpline.url or helpline.chat
    shown = escape(helpline.abroad if key.part == "abroad" else helpline.contact)
    return f'<bdi dir="ltr"><a href="{escape(address)}">{shown}</a></bdi>'


def _html_word(term: Term, key: Key) -> str:
    return f'<bdi lang="nb">{escape(term.shown_as(key.key))}</bdi>'


def _linked_term(term: Term, key: Key, address: str, explanation: str) -> str:
    explained = f' data-explained="{escape(explanation)}"' if explanation else ""
    return f'<a class="term" href="{escape(address)}"{explained}>{_html_word(term, key)}</a>'


def _titled_term(term: Term, key: Key, lang: str) -> str:
    explanation = term.explanation(lang)
    title = f' title="{escape(explanation)}"' if explanation else ""
    return f'<span class="term"{title}>{_html_word(term, key)}</span>'
