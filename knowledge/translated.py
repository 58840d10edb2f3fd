"""Look for what slips through a translation: another script, a sentence left as it was, a gap.

knowledge.comparing holds a translation to the facts of its source; here stands what shows that
somebody stopped half-way. Everything is a warning, for each sign has an innocent cause now and
then. Nothing here knows what a sentence means: that takes a reader.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from knowledge.articles import Article
from knowledge.languages import SOURCE_LANG, language
from knowledge.loading import Knowledge
from knowledge.markdown import parse_markdown
from knowledge.problems import Problem, line_of

LEAST_SHARE_OF_SCRIPT = 0.6  # of the letters of a section; names of services are in Latin script
LEAST_RUN = 8  # words in a row that a text shares with its source only if they were left over
MOST_SAME = 0.25  # of the sentences of a text in a language close to its source
LENGTHS = (0.45, 2.3)  # characters of a section for each one of the source
_LEAST_COMPARED = 200  # characters from which the length of a section says something
_LEAST_SENTENCES = 8  # of four words or more, from which a share says something
_LOOKALIKES = frozenset({"LATIN", "CYRILLIC", "GREEK"})
_CLOSE_TO_SOURCE = frozenset({"nn"})
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|‘[^’]*’|„[^”“]*[”“]")
_DIGITS = re.compile(r"\d+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
# Words of Bokmål that Nynorsk does not have.
_BOKMAL = re.compile(
    r"(?<![\w-])(?:ikke|jeg|hva|hvem|hvordan|hvorfor|hvis|noe|noen|mye|fra|være|gjøre|gjør|mer|bare|selv"
    r"|uke|uker|uken|siden|en|dere|deres|hun|flere|høre|kommer|vet)\b",
    re.IGNORECASE,
)


def check_translated(knowledge: Knowledge, *, lang: str | None = None) -> Iterator[Problem]:
    """Yield a warning for each sign of an unfinished translation in our own collections.

    :param lang: look at the texts of this language only; at all if None.
    """
    ours = {(topic.collection, topic.slug) for topic in knowledge.topics}
    for key, article in knowledge.articles.items():
        source = knowledge.article(*key[:2], SOURCE_LANG)
        translated = article.translation.state != "source" and key[:2] in ours
        if source is None or not translated or (lang and article.lang != lang):
            continue
        path = knowledge.paths.get(key, Path(*key[:2], f"{key[2]}.md"))
        text = path.read_text("utf-8") if path.exists() else ""
        for anchor, fault, remedy in _faults(article, source):
            line = line_of(text, re.escape(f"{{#{anchor}}}")) if anchor else 1
            where = f"section {anchor!r}: " if anchor else ""
            yield Problem(path, line, where + fault, remedy, "warning")


def bare_text(markdown: str) -> str:
    """The words of a section without what its keys stand for: what a translator wrote."""
    blocks = (token.children or [] for token in parse_markdown(markdown) if token.children)
    return "\n".join(
        "".join(" " if token.type in ("fact", "softbreak") else token.content for token in block)
        for block in blocks
    )


def _faults(article: Article, source: Article) -> Iterator[tuple[str, str, str]]:
    """The anchor of the section ("" for the whole), the fault, the remedy."""
    parts = [("", f"{article.title}\n{article.summary}", f"{source.title}\n{source.summary}")]
    sources = {section.anchor: section for section in source.sections}
    for section in article.sections:
        if section.anchor in sources:
            original = sources[section.anchor]
            blocks, wanted = map(_count_blocks, (section.markdown, original.markdown))
            if blocks != wanted:
                fault = f"{blocks} paragraphs and lists, {wanted} in the source"
                yield section.anchor, fault, "Look for the one that is missing or added."
            parts.append(
                (
                    section.anchor,
                    f"{section.heading}\n{bare_text(section.markdown)}",
                    f"{original.heading}\n{bare_text(original.markdown)}",
                )
            )
    for anchor, text, original_text in parts:
        for fault, remedy in _part_faults(text, original_text, article.lang):
            yield anchor, fault, remedy
    if article.lang in _CLOSE_TO_SOURCE:
        said = _sentences("\n".join(text for _, text, _ in parts))
        same = said & _sentences("\n".join(original for _, _, original in parts))
        if len(said) >= _LEAST_SENTENCES and len(same) > MOST_SAME * len(said):
            fault = f"{len(same)} of {len(said)} sentences are those of the source"
            yield "", fault, "Translate them."
    for question in article.questions:
        if question in source.questions and article.lang not in _CLOSE_TO_SOURCE:
            yield "", f"the question {question!r} is the source's", "Ask in this language."


@lru_cache(maxsize=512)
def _count_blocks(markdown: str) -> int:
    return sum(
        token.level == 0 and token.type.endswith("_open") for token in parse_markdown(markdown)
    )


def _part_faults(text: str, original: str, lang: str) -> Iterator[tuple[str, str]]:
    script = _script(language(lang).endonym[0])
    letters = [_script(letter) for letter in text if letter.isalpha()]
    if letters and letters.count(script) < LEAST_SHARE_OF_SCRIPT * len(letters):
        share = f"{letters.count(script) / len(letters):.0%}"
        yield f"only {share} of the letters are {script.title()}", "Translate what is left."
    for word in _WORD.findall(text):
        # Of other scripts, an ending after a Latin name is seen at once, and is good spelling.
        if len(_LOOKALIKES.intersection(map(_script, word))) > 1:
            yield f"the word {word!r} mixes scripts", "Write it in one."
    if lang in _CLOSE_TO_SOURCE:
        if found := _BOKMAL.search(text):
            yield f"{found[0]!r} is Bokmål", "Write it in Nynorsk."
    elif run := _shared_run(text, original):
        yield f"{run!r} is left from the source", "Translate it."
    ours, theirs = (" ".join(sorted(set(_numbers(each)))) or "none" for each in (text, original))
    if ours != theirs:
        yield f"the digits are {ours}, in the source {theirs}", "Write the same, as digits."
    shortest, longest = LENGTHS
    if len(original) >= _LEAST_COMPARED:
        ratio = len(text) / len(original)
        if not shortest <= ratio <= longest:
            yield f"{ratio:.1f} times as long as the source", "Look for what is missing or added."


def _numbers(text: str) -> Iterator[str]:
    """Numbers in digits of any script, as ordinary ones; the minutes of 8:00 say nothing."""
    yield from (str(number) for match in _DIGITS.finditer(text) if (number := int(match[0])))


def _sentences(text: str) -> set[str]:
    return {each for each in _SENTENCE.split(text) if len(_WORD.findall(each)) >= 4}


def _shared_run(text: str, original: str) -> str:
    """The first run of words that stands in both, "" if none is long enough.

    A list of names is the same in many languages, and Norwegian in quotation marks, such as a
    sentence to practise, is meant to stay.
    """
    theirs = _runs(original)
    return next((" ".join(run) for run in _runs(_QUOTED.sub(" ", text)) if run in theirs), "")


def _runs(text: str) -> dict[tuple[str, ...], None]:
    words = _WORD.findall(text)
    runs = (words[start : start + LEAST_RUN] for start in range(len(words) - LEAST_RUN + 1))
    return dict.fromkeys(
        tuple(word.casefold() for word in run)
        for run in runs
        if sum(word[0].isupper() for word in run) <= LEAST_RUN // 2
    )


@cache
def _script(letter: str) -> str:
    """The first word of a letter's Unicode name, which for letters is their script."""
    return unicodedata.name(letter, "?").split()[0]
