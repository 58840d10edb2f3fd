"""Look for everything that is wrong with what we know, and report it all at once.

Problems that leave nothing to show were found when the files were read; here stand those in
what an article says, in how it agrees with its source, and in how old a fact has become. How
well a text reads is for knowledge.style.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, zip_longest
from pathlib import Path

from knowledge.articles import Article
from knowledge.characters import line_not_nfc, stray_characters
from knowledge.comparing import changed_parts, compare
from knowledge.facts import Facts
from knowledge.helplines import today_in_norway
from knowledge.languages import SOURCE_LANG
from knowledge.loading import ArticleKey, Knowledge
from knowledge.markdown import inline_tokens, keys_in
from knowledge.problems import Problem, key_line, line_of

__all__ = ["Problem", "check_knowledge"]

MAX_HELPLINE_AGE = timedelta(days=90)
_HTML_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_UNREAD_KEY = re.compile(r"\{\s*(?:figure|helpline|term|figur|begrep)\b[^{}]*\}?")
_HEADING_MARK = re.compile(r"^\s*(?:#{1,6}\s|={3,}\s*$)")
_ANCHOR = re.compile(r"\{#([a-z0-9-]+)\}")
_WORD = re.compile(r"\w+")
_MAX_STRAY = 20  # stray characters of a file that are told one by one
_LANG_WITH_ZWNJ = "fa"  # data files hold every language, Persian among them


def check_knowledge(knowledge: Knowledge, *, today: date | None = None) -> list[Problem]:
    """Find every problem, those of loading first, then by file and line.

    :param today: the day to measure age by; that in Norway if None.
    """
    today = today or today_in_norway()
    found = list(_check_facts(knowledge, today))
    for path in sorted(knowledge.data_dir.glob("*.t[os][mv]*")):
        text = path.read_text("utf-8", "replace")
        found += _check_characters(text, path, _LANG_WITH_ZWNJ)
    for key, article in knowledge.articles.items():
        found += _check_article(knowledge, key, article, today)
    found.sort(key=lambda problem: (str(problem.path), problem.line or 0))
    return [*knowledge.problems, *found]


def _check_facts(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    path = knowledge.data_dir / "helplines.toml"
    for helpline in knowledge.facts.helplines.values():
        named = f"helpline {helpline.id!r}"
        if helpline.checked > today:
            line = key_line(path, helpline.id)
            yield Problem(path, line, f"{named} was checked in the future", "Correct the date.")
        elif today - helpline.checked > MAX_HELPLINE_AGE:
            days = (today - helpline.checked).days
            yield Problem(
                path,
                key_line(path, helpline.id),
                f"{named} was checked {days} days ago",
                "Ring it, and put today's date.",
                "warning",
            )
    path = knowledge.data_dir / "figures.toml"
    for figure in knowledge.facts.figures.values():
        named = f"figure {figure.key!r}"
        if figure.checked > today:
            line = key_line(path, figure.key)
            yield Problem(path, line, f"{named} was checked in the future", "Correct the date.")
        if figure.next_change and figure.next_change <= today:
            yield Problem(
                path,
                key_line(path, figure.key),
                f"{named} may have changed on {figure.next_change}",
                "Read its source again and put the new value and dates.",
                "warning",
            )


def _check_article(
    knowledge: Knowledge, key: ArticleKey, article: Article, today: date
) -> Iterator[Problem]:
    path = knowledge.paths.get(key, Path(*key[:2], f"{key[2]}.md"))
    text = path.read_text("utf-8").replace("\r\n", "\n") if path.exists() else ""
    guidance = any(collection.id == article.collection for collection in knowledge.collections)
    yield from _check_characters(text, path, article.lang)
    yield from _check_dates(article, text, path, today)
    if guidance:
        yield from _check_parts(knowledge, article, text, path)
        yield from _check_sections(article, text, path, knowledge.facts)
    yield from _check_translation(knowledge, article, text, path)


def _check_characters(text: str, path: Path, lang: str) -> Iterator[Problem]:
    stray = stray_characters(text, lang)
    for line, name in islice(stray, _MAX_STRAY):
        yield Problem(path, line, f"the character {name}", "Remove it.")
    if more := sum(1 for _ in stray):
        yield Problem(path, None, f"{more} more such characters", "Remove them.")
    bad_line = line_not_nfc(text)
    if bad_line:
        yield Problem(
            path, bad_line, "text that is not in normal form C", "Save it as Unicode NFC."
        )


def _check_dates(article: Article, text: str, path: Path, today: date) -> Iterator[Problem]:
    days = [(article.checked, r"^checked"), (article.translation.reviewed, r"^reviewed")]
    days += [(source.checked, rf"^checked\s*=\s*{source.checked}") for source in article.sources]
    for day, pattern in dict.fromkeys(days):
        if day is not None and day > today:
            line = line_of(text, pattern)
            yield Problem(path, line, f"the date {day} lies in the future", "Correct it.")


def _check_parts(
    knowledge: Knowledge, article: Article, text: str, path: Path
) -> Iterator[Problem]:
    for source in article.sources:
        if not source.url:
            line = line_of(text, re.escape(source.title))
            yield Problem(path, line, f"source {source.title!r} has no url", "Add  url = https://…")
    slugs = {topic.slug for topic in knowledge.topics if topic.collection == article.collection}
    line = line_of(text, r"^related\s*=")
    for slug in article.related:
        if slug not in slugs:
            yield Problem(
                path, line, f"related {slug!r} is no topic of {article.collection}", "Correct it."
            )
        if slug == article.slug:
            yield Problem(path, line, "the article is related to itself", "Remove it.")
    core = any(
        topic.core and (topic.collection, topic.slug) == (article.collection, article.slug)
        for topic in knowledge.topics
    )
    least = _least_questions(article, core=core)
    line = line_of(text, r"^questions\s*=") or 1
    given = len({_words(question) for question in article.questions})
    if given < least:
        yield Problem(
            path, line, f"{given} different questions, {least} are wanted", "Add what people ask."
        )
    for question in article.questions:
        if _words(question) == _words(article.title):
            yield Problem(
                path, line, f"the question {question!r} only repeats the title", "Ask as people do."
            )


def _least_questions(article: Article, *, core: bool) -> int:
    if article.is_outline:
        return 4
    if core:
        return 8 if article.lang in (SOURCE_LANG, "en") else 6
    return 5


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _check_sections(article: Article, text: str, path: Path, facts: Facts) -> Iterator[Problem]:
    previous = 2
    lines = _anchor_lines(text)
    for section, following in zip_longest(article.sections, article.sections[1:]):
        line = lines.get(section.anchor)
        if section is article.sections[0] and section.level != 2:
            yield Problem(path, line, "the first heading is of level 3", "Begin with ## .")
        elif section.level > previous + 1:
            yield Problem(path, line, "a heading skips a level", "Use ## .")
        previous = section.level
        has_part = following is not None and following.level > section.level
        if not section.markdown and not has_part:
            yield Problem(
                path, line, f"section {section.heading!r} is empty", "Write it, or remove it."
            )
        faults = (*_text_faults(section.markdown), *_key_faults(section.markdown, facts))
        for fault, remedy in faults:
            yield Problem(path, line, f"section {section.anchor!r}: {fault}", remedy)
    for field in ("title", "summary"):
        shown = getattr(article, field)
        if _HTML_TAG.search(shown) or "{" in shown:
            yield Problem(
                path,
                line_of(text, rf"^{field}\s*="),
                f"{field} holds HTML or a key",
                "Write plain words: keys are put in only in sections.",
            )


def _anchor_lines(text: str) -> dict[str, int]:
    """The line on which each anchor stands first, from 1."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        for match in _ANCHOR.finditer(line):
            lines.setdefault(match[1], number)
    return lines


def _text_faults(markdown: str) -> Iterator[tuple[str, str]]:
    """What readers would see as marks rather than as text."""
    for token in inline_tokens(markdown):
        if token.type != "text":
            continue
        if tag := _HTML_TAG.search(token.content):
            yield f"raw HTML {tag[0]!r}", "Write Markdown: HTML is shown as it stands."
        if key := _UNREAD_KEY.search(token.content):
            yield f"{key[0]!r} is not a key", "Write {figure:key}, {helpline:id} or {term:word}."
        if "](" in token.content:
            yield "a link that is none", "Link only to https://… , as [words](https://…)."
        if _HEADING_MARK.search(token.content):
            yield "a heading inside a section", "Use ## or ### with an anchor."


def _key_faults(markdown: str, facts: Facts) -> Iterator[tuple[str, str]]:
    """Keys that ask for a part which their fact has not."""
    for key in keys_in(markdown):
        if key.part == "number" and key.kind != "figure":
            yield f"|number with a {key.kind}", "Only a figure has a unit to leave out."
        elif key.part == "abroad" and key.kind != "helpline":
            yield f"|abroad with a {key.kind}", "Only a helpline has a number for people abroad."
        elif key.part == "abroad" and not facts.helpline(key.key).abroad:
            yield (
                f"helpline {key.key!r} has no number for people abroad",
                "Name it without |abroad, or add  abroad = …  to helplines.toml.",
            )


def _check_translation(
    knowledge: Knowledge, article: Article, text: str, path: Path
) -> Iterator[Problem]:
    translation = article.translation
    if translation.state == "source":
        if article.lang != SOURCE_LANG and knowledge.article(
            article.collection, article.slug, SOURCE_LANG
        ):
            yield Problem(
                path,
                line_of(text, r"^state\s*="),
                f'state is "source", but {SOURCE_LANG} has a text too',
                'Write  state = "machine"  or  "reviewed", from and fingerprint.',
            )
        return
    line = line_of(text, r"^\[translation\]")
    source_lang = translation.source_lang or ""
    source = knowledge.article(article.collection, article.slug, source_lang)
    if source is None or source_lang == article.lang:
        yield Problem(
            path,
            line,
            f"there is no text in {source_lang or 'its source language'!r} to translate from",
            f'Write  from = "{SOURCE_LANG}"  and see that this text is there and whole.',
        )
        return
    if knowledge.is_outdated(article):
        yield Problem(
            path,
            line_of(text, r"^fingerprint\s*=") or line,
            f"{source_lang} has changed since this was translated: "
            + ", ".join(changed_parts(article, source)),
            f"Bring it up to date, then run  veiviser content stamp --lang {article.lang}",
            "warning",
        )
    if translation.state == "reviewed" and not translation.reviewer:
        yield Problem(path, line, "nobody is named as reviewer", "Add the role: reviewer = …")
    for difference in compare(article, source):
        at = line_of(text, re.escape(f"{{#{difference.anchor}}}")) if difference.anchor else 1
        yield Problem(path, at, difference.fault, difference.remedy)
