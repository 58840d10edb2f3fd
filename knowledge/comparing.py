"""Compare a translation with its source: the same facts, links and steps in the same sections.

Words differ between languages; figures, phone numbers, Norwegian terms, links and the number of
steps must not. What is compared is what a machine or a tired translator loses.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.articles import Article, Section
from knowledge.markdown import keys_in, links_in, parse_markdown


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, in words, and the anchor of the section it differs in ("" for the article)."""

    anchor: str
    fault: str
    remedy: str


def compare(translation: Article, source: Article) -> Iterator[Difference]:
    """Yield every difference that a reader of the translation would suffer from."""
    ours = [(s.anchor, s.level) for s in translation.sections]
    theirs = [(s.anchor, s.level) for s in source.sections]
    if ours != theirs and not translation.is_outline:
        missing = [anchor for anchor, _ in theirs if anchor not in dict(ours)]
        extra = [anchor for anchor, _ in ours if anchor not in dict(theirs)]
        said = "; ".join(
            f"{what} {', '.join(names)}"
            for what, names in (("lacks", missing), ("has besides", extra))
            if names
        )
        yield Difference(
            "",
            f"the sections are not those of {source.lang}: {said or 'another order or level'}",
            "Give it the same anchors, in the same order and at the same level.",
        )
    if translation.related != source.related:
        yield Difference("", f"related is not as in {source.lang}", "Copy the list.")
    if {s.url for s in translation.sources} != {s.url for s in source.sources}:
        yield Difference("", f"the sources are not those of {source.lang}", "Name the same ones.")
    sections = {section.anchor: section for section in source.sections}
    for section in translation.sections:
        if section.anchor in sections:
            yield from _compare_section(section, sections[section.anchor], source.lang)


def changed_parts(translation: Article, source: Article) -> tuple[str, ...]:
    """The parts of the source that are not as they were when this translation was made.

    Sections are named by their anchors. A section that is gone cannot be named, only told of.
    """
    if translation.translation.fingerprint is None:
        return ("everything",)
    then = translation.translation.fingerprint.split()
    now = source.fingerprint_for(translation).split()
    parts = ("title and summary", *(section.anchor for section in source.sections))
    changed = [part for part, mark in zip(parts, now, strict=False) if mark not in then]
    if not changed and then != now:
        changed.append("the order, or a section that is gone")
    return tuple(changed)


def _compare_section(ours: Section, theirs: Section, lang: str) -> Iterator[Difference]:
    for kind in ("figure", "helpline", "term"):
        yield from _compare_sets(
            ours.anchor,
            _named(ours.markdown, kind),
            _named(theirs.markdown, kind),
            f"{kind}s",
            lang,
        )
    yield from _compare_sets(
        ours.anchor, set(links_in(ours.markdown)), set(links_in(theirs.markdown)), "links", lang
    )
    steps = [_count_items(section.markdown) for section in (ours, theirs)]
    if steps[0] != steps[1]:
        yield Difference(
            ours.anchor,
            f"{steps[0]} steps and points in section {ours.anchor!r}, but {steps[1]} in {lang}",
            "Make the lists agree item by item.",
        )


def _named(markdown: str, kind: str) -> set[str]:
    """The keys of a kind; a number without its unit is the same figure, and a word with a capital
    the same word, but a number for people abroad is another number."""
    return {
        f"{key.key}|{key.part}" if key.part == "abroad" else key.key.casefold()
        for key in keys_in(markdown)
        if key.kind == kind
    }


def _compare_sets(
    anchor: str, ours: set[str], theirs: set[str], what: str, lang: str
) -> Iterator[Difference]:
    missing, extra = sorted(theirs - ours), sorted(ours - theirs)
    for names, fault in (
        (missing, f"lacks {what} that {lang} has"),
        (extra, f"has {what} that {lang} lacks"),
    ):
        if names:
            yield Difference(
                anchor,
                f"section {anchor!r} {fault}: {', '.join(names)}",
                "Make both name the same.",
            )


@lru_cache(maxsize=512)
def _count_items(markdown: str) -> int:
    return sum(token.type == "list_item_open" for token in parse_markdown(markdown))
