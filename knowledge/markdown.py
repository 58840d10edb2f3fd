"""The little Markdown that articles are written in, with the keys of facts as part of it.

Paragraphs, lists, **bold**, *italic*, [links](https://…) and simple tables; no raw HTML, no
images, and no headings, since a section is cut at them before it comes here. A key such as
{figure:gp-fee-day} becomes a token of its own, so that what it stands for is never read as
Markdown, and a backslash before the brace makes it plain text.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_KEY = re.compile(r"\{(figure|helpline|term):([^{}|\n]{1,80})(?:\|(number|abroad))?\}")
_MARK = re.compile(r"[*_\[\]\\{\n]")
_REMEMBERED = 512  # sections: a source is compared with eleven translations, one after the other
_RULES = ["list", "table", "emphasis", "link", "escape", "newline"]


@dataclass(frozen=True, slots=True)
class Key:
    """A fact that a text names: its kind, its key, and which part of it is wanted.

    `part` is "number" for a figure without its unit, "abroad" for the number that reaches a
    helpline from other countries, else "".
    """

    kind: str
    key: str
    part: str = ""


def parse_markdown(markdown: str) -> list[Token]:
    """Parse a section into tokens; a key is an inline token of type "fact" with its Key in meta."""
    return _parser().parse(markdown)


def may_name(markdown: str) -> set[tuple[str, str]]:
    """Kinds and keys that a section may name: quick, and too many rather than too few, since a
    key behind a backslash is counted as well. Most often all of them exist, and nothing more
    need be asked."""
    return {(match[1], match[2].strip()) for match in _KEY.finditer(markdown)}


@lru_cache(maxsize=_REMEMBERED)
def keys_in(markdown: str) -> tuple[Key, ...]:
    """The keys that a section names, in order, repeated ones repeated."""
    return tuple(token.meta["key"] for token in inline_tokens(markdown) if token.type == "fact")


@lru_cache(maxsize=_REMEMBERED)
def links_in(markdown: str) -> tuple[str, ...]:
    """The addresses that a section links to, in order."""
    return tuple(
        str(token.attrs["href"]) for token in inline_tokens(markdown) if token.type == "link_open"
    )


def inline_tokens(markdown: str) -> list[Token]:
    """Every token inside the paragraphs, items and cells of a section, in order."""
    return [child for token in parse_markdown(markdown) for child in token.children or []]


def render_tokens(tokens: list[Token]) -> str:
    """Write tokens as HTML; the content of a "fact" token is taken to be HTML already."""
    parser = _parser()
    html: str = parser.renderer.render(tokens, parser.options, {})
    return html


def _render_fact(_renderer: object, tokens: list[Token], index: int, *_rest: object) -> str:
    return tokens[index].content


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False}).enable(_RULES)
    parser.inline.ruler.push("fact", _read_key)
    parser.core.ruler.at("inline", _read_lines)
    parser.add_render_rule("fact", _render_fact)
    parser.validateLink = _is_web_address  # type: ignore[method-assign]
    return parser


def _is_web_address(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _read_lines(state: StateCore) -> None:
    """Read what stands in paragraphs, items and cells; most of it has no mark and is just text,
    which halves the time that a whole collection takes."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        if _MARK.search(token.content):
            children = token.children if token.children is not None else []
            state.md.inline.parse(token.content, state.md, state.env, children)
            token.children = children
        else:
            token.children = [Token("text", "", 0, content=token.content)]


def _read_key(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    match = _KEY.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("fact", "", 0)
        token.content = match[0]
        token.meta = {"key": Key(match[1], match[2].strip(), match[3] or "")}
    state.pos = match.end()
    return True
