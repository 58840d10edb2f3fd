"""Look for what makes a true text hard to use: too long, too hard, or not to be quoted alone.

knowledge.checks finds what is wrong; here stands what an editor should look at, so everything is
a warning. Readability is measured in Bokmål; lengths and verbs in Bokmål and English, the two
languages that others are made from.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.articles import Article, Section
from knowledge.expanding import expand_plain
from knowledge.facts import Facts
from knowledge.languages import SOURCE_LANG
from knowledge.loading import ArticleKey, Knowledge
from knowledge.markdown import inline_tokens, keys_in
from knowledge.problems import Problem, key_line, line_of

MAX_SUMMARY_CHARS = 300
LONG_WORD = 7  # letters from which LIX calls a word long
_WORD_LIST = "words"  # the section of Norwegian words repeats what others say: it is not counted
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+")
_SENTENCE = re.compile(r"[.!?:…؟።]+[\s»\"”]+|\n+")
_UNITS = (
    r"kroner|prosent|dag(?:er)?|uker?|måned(?:er)?|år|timer?|minutt(?:er)?"
    r"|percent|days?|weeks?|months?|years?|hours?|minutes?"
)
_BARE_FIGURE = re.compile(
    rf"(?:kr|NOK)\s?\d[\d\s.,]*|\d[\d.,]*\s?(?:%|(?:{_UNITS})\b)|\b(?:19|20)\d\d\b"
    r"|(?<!\d)\d{2,3} \d{2,3} \d{2,3}(?!\d)|(?<!\d)\d{5,}(?!\d)",
    re.IGNORECASE,
)


def _plain_words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


# Words that nearly every whole sentence of guidance holds one of. A text without any is a label.
_VERBS: Mapping[str, frozenset[str]] = {
    "nb": frozenset(
        _plain_words("""
        er var har hadde kan kunne skal skulle må måtte vil ville bør får fikk blir ble gjør går
        gir finnes finner betyr gjelder trenger betaler bor jobber mister melder ring ringer søk
        søker søke gå be si sier send sender snakk snakker ta tar les finn velg velger spør vis
        hjelper bestemmer heter koster kommer mener spør skriv kjenner hører ser vet vent husk
        lever står starter dekker bruker bruk lager møter""")
    ),
    "en": frozenset(
        _plain_words("""
        is are was were be has have had can could shall should must may might will would do does
        did get gets go goes give gives need needs pay pays live lives work works mean means apply
        applies call calls ask say says send talk tell tells take takes read find choose show help
        helps decide decides cost costs come comes write know hear see wait remember begin start
        covers use uses make makes meet keep bring""")
    ),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Least and most words of a text in Bokmål, and the hardest LIX that its readers manage."""

    least_words: int = 250
    most_words: int = 600
    most_lix: float = 37


_STORY = Limits(350, 700)
_PROFESSIONAL = Limits(most_lix=48)
# Others take several words, or two sentences, where Norwegian has one compound or one clause.
_GROWTH = 1.3


def check_style(knowledge: Knowledge) -> list[Problem]:
    """Find what an editor should look at in our own collections, by file."""
    categories = {(t.collection, t.slug): t.category for t in knowledge.topics}
    found: list[Problem] = []
    for key, article in knowledge.articles.items():
        category = categories.get(key[:2])
        if category is None:
            continue
        path = knowledge.paths.get(key, Path(*key[:2], f"{key[2]}.md"))
        text = path.read_text("utf-8") if path.exists() else ""
        for pattern, fault, remedy in _faults(article, knowledge.facts, limits(key[0], category)):
            found.append(Problem(path, line_of(text, pattern), fault, remedy, "warning"))
    found += _unused_figures(knowledge)
    found += _shared_questions(knowledge, set(categories))
    return sorted(found, key=lambda problem: (str(problem.path), problem.line or 0))


def limits(collection: str, category: str) -> Limits:
    """What a text of this kind is held to: people at work can read harder texts than others."""
    if category == "stories":
        return _STORY
    if collection == "tolk" or category == "staff":
        return _PROFESSIONAL
    return Limits()


def count_words(article: Article, facts: Facts) -> int:
    """The words of the sections, without the list of Norwegian words."""
    return len(_WORD.findall(_body(article, facts)))


def lix(text: str) -> float:
    """The readability index LIX: words a sentence, plus long words in a hundred.

    About 25 is a children's book, 35 fiction, 45 a newspaper, 55 officialese. A line of a list
    is a sentence. A text without words has 0.

    >>> lix("Du har rett til tolk. Tolken er gratis.")
    4.0

    Source: Björnsson, "Läsbarhet", 1968.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    long = sum(len(word) >= LONG_WORD for word in words)
    return round(len(words) / count_sentences(text) + 100 * long / len(words), 1)


def count_sentences(text: str) -> int:
    """Sentences, and lines of lists; a colon ends one, as LIX counts."""
    return sum(bool(_WORD.search(part)) for part in _SENTENCE.split(text))


def _body(article: Article, facts: Facts) -> str:
    return "\n".join(
        expand_plain(section.markdown, article.lang, facts)
        for section in article.sections
        if section.anchor != _WORD_LIST
    )


def _faults(article: Article, facts: Facts, held_to: Limits) -> Iterator[tuple[str, str, str]]:
    """What to look at: the pattern of its line, the fault, the remedy."""
    words, most = count_words(article, facts), held_to.most_words
    if article.lang != SOURCE_LANG:
        most = int(most * _GROWTH)
    if article.lang in _VERBS and not held_to.least_words <= words <= most:
        wanted = f"{held_to.least_words} to {most} are wanted"
        yield r"^title", f"{words} words, {wanted}", "Cut what nobody asks, or say what is missing."
    if article.lang == SOURCE_LANG and (hardness := lix(_body(article, facts))) > held_to.most_lix:
        yield (
            r"^title",
            f"LIX {hardness}, at most {held_to.most_lix:g} is wanted",
            "Use shorter sentences and shorter words.",
        )
    growth, sentences = (1.0, 3) if article.lang == SOURCE_LANG else (_GROWTH, 4)
    long = len(article.summary) > growth * MAX_SUMMARY_CHARS
    if long or count_sentences(article.summary) > sentences:
        yield r"^summary", "the summary is long", "Answer the main question in two sentences."
    headings = {_plain_words(section.heading) for section in article.sections}
    for question in article.questions:
        if _plain_words(question) in headings:
            said = f"the question {question!r} only repeats a heading"
            yield r"^questions", said, "Ask as people do."
    for section in article.sections:
        line = re.escape(f"{{#{section.anchor}}}")
        for fault, remedy in _section_faults(section, article.lang, facts):
            yield line, f"section {section.anchor!r}: {fault}", remedy


def _section_faults(section: Section, lang: str, facts: Facts) -> Iterator[tuple[str, str]]:
    text = expand_plain(section.markdown, lang, facts)
    if not text:
        return  # an empty section is an error, or has parts
    if count_sentences(text) < 2:
        yield "one line only", "Say enough to be quoted alone, or join it to another section."
    verbs = _VERBS.get(lang)
    if verbs and not verbs.intersection(word.casefold() for word in _WORD.findall(text)):
        yield "no verb", "Write a sentence: labels cannot be quoted as an answer."
    for token in inline_tokens(section.markdown):
        if token.type == "text" and (bare := _BARE_FIGURE.search(token.content)):
            said = f"{bare[0].strip()!r} stands in the text"
            yield (
                said,
                "Name a figure or a helpline by its key, so that it can change in one place.",
            )


def _unused_figures(knowledge: Knowledge) -> Iterator[Problem]:
    """Figures that no text names any more: nobody would notice that they have grown old."""
    named = {
        key.key
        for article in knowledge.articles.values()
        for section in article.sections
        for key in keys_in(section.markdown)
        if key.kind == "figure"
    }
    path = knowledge.data_dir / "figures.toml"
    for key in knowledge.facts.figures.keys() - named:
        said = f"no text names figure {key!r}"
        yield Problem(path, key_line(path, key), said, "Name it, or remove it.", "warning")


def _shared_questions(knowledge: Knowledge, ours: set[tuple[str, str]]) -> Iterator[Problem]:
    """Questions that two topics claim in one language: an answer can come from one only."""
    askers: dict[tuple[str, tuple[str, ...]], list[ArticleKey]] = defaultdict(list)
    for key, article in knowledge.articles.items():
        if key[:2] in ours:
            for question in dict.fromkeys(_plain_words(each) for each in article.questions):
                askers[key[2], question].append(key)
    for (_, question), keys in askers.items():
        for key in keys[1:]:
            yield Problem(
                knowledge.paths.get(key, Path(*key[:2], f"{key[2]}.md")),
                None,
                f"the question {' '.join(question)!r} is also asked of {keys[0][1]!r}",
                "Say in it what makes it this topic's.",
                "warning",
            )
