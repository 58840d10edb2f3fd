"""Fixed answers of each new kind over the real guidance, for a browser to look at.

What the road answers changes with its models; what a page looks like must not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from indexing.safety import find_danger
from indexing.values import Answer, Identified, InterpreterRequest, Quote, Smalltalk, TopicHit
from knowledge.languages import language, languages
from knowledge.register.interpreters import Interpreter, Qualification
from portal.services import Library
from portal.twins import KnownAnswers

# In the order of Asked.
_WORDS = {
    "en": (
        "permit",
        "Will my application be granted?",
        "How do I renew my residence permit?",
        "How much does it cost?",
        "Tigrinya interpreter on Thursday at 10",
        "Thank you!",
        "Goodbye",
    ),
    "ar": (
        "تصريح",
        "هل سيتم قبول طلبي؟",
        "كيف أجدد تصريح إقامتي؟",
        "كم يكلف ذلك؟",
        "مترجم تغرينية يوم الخميس الساعة 10",
        "شكرًا!",
        "مع السلامة",
    ),
    "fa": (
        "اجازه",
        "آیا درخواست من قبول می‌شود؟",
        "چطور اجازهٔ اقامتم را تمدید کنم؟",
        "هزینه‌اش چقدر است؟",
        "مترجم تیگرینیا پنجشنبه ساعت ۱۰",
        "متشکرم!",
        "خداحافظ",
    ),
}
_WHEN = {"en": "Thursday at 10", "ar": "الخميس الساعة 10", "fa": "پنجشنبه ساعت ۱۰"}
_PLACES = (
    ("ny-i-norge", "residence-permit-renewal"),
    ("ny-i-norge", "work-permit"),
    ("ny-i-norge", "family-immigration"),
)
LANGS = tuple(_WORDS)
# What `question` can ask for.
KINDS = ("answer", "choose", "danger", "interpreters", "no_answer", "own_case", "smalltalk")
# Invented people; enough of them for several pages of Somali interpreters.
PEOPLE = (
    Interpreter(
        "SAMPLE-AB",
        "Selam",
        "Prøvesen",
        (Qualification("ti", "C", "C"), Qualification("am", "E", "E-i")),
        "f",
        "Bergen",
        "Vestland",
        "full_time",
        ("in_person", "phone"),
        phone="+47 000 12345",
        email="selam@example.org",
        address="Oppdiktet vei 1, 5003 Bergen",
        address_consent=True,
        card_valid_to=date(2027, 1, 31),
    ),
    *(
        Interpreter(f"SAMPLE-N{n}", f"Nummer{n}", "Mange", (Qualification("so", "E"),))
        for n in range(45)
    ),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked in one language, by the kind of answer that it gets."""

    unclear: str
    own_case: str
    first: str
    follow_up: str
    interpreter: str
    thanks: str
    goodbye: str


@dataclass(frozen=True, slots=True)
class _Timed(InterpreterRequest):
    when: str | None = None


ASKED: Mapping[str, Asked] = {lang: Asked(*words) for lang, words in _WORDS.items()}


def road_of_known_answers(library: Library) -> KnownAnswers:
    """Return a road that answers what stands in ASKED, and every kind of question in QUESTIONS."""
    answers: dict[str, Answer] = {}
    for lang, asked in ASKED.items():
        identified = Identified(lang, 0.9, lang, language(lang).script)
        topics = tuple(_topic(library, *place, lang) for place in _PLACES)
        answer = Answer("answer", identified, quotes=(_quote(library, lang),), topics=topics)
        said: dict[str, Smalltalk] = {asked.thanks: "thanks", asked.goodbye: "goodbye"}
        answers |= {
            asked.unclear: Answer("choose", identified, topics=topics, choices=topics),
            asked.own_case: Answer("own_case", identified, topics=topics),
            asked.first: answer,
            asked.follow_up: answer,
            asked.interpreter: Answer(
                "interpreters", identified, interpreter_search=_Timed("ti", when=_WHEN[lang])
            ),
        }
        answers |= {
            text: Answer("smalltalk", identified, smalltalk=kind) for text, kind in said.items()
        }
    for lang in languages():
        answers |= _one_of_each_kind(library, lang)
    return KnownAnswers(answers, leaning=frozenset(asked.follow_up for asked in ASKED.values()))


def question(kind: str, lang: str) -> str:
    """Return what to ask for an answer of this kind (one of KINDS) in this language."""
    return f"Give the guidance page of kind {kind} for {lang}"


def _one_of_each_kind(library: Library, lang: str) -> dict[str, Answer]:
    identified = Identified(lang, 0.9, lang, language(lang).script)
    topics = tuple(_topic(library, *place, lang) for place in _PLACES)
    quotes = (_quote(library, lang),)
    danger = find_danger("broren min truer med å drepe meg")
    assert danger is not None
    assert not any(find_danger(question(kind, lang)) for kind in KINDS)
    found = {
        "answer": Answer("answer", identified, quotes=quotes, topics=topics),
        "choose": Answer("choose", identified, topics=topics, choices=topics),
        "danger": Answer("answer", identified, danger=danger, quotes=quotes, topics=topics),
        "interpreters": Answer(
            "interpreters", identified, interpreter_search=InterpreterRequest("ti")
        ),
        "no_answer": Answer("no_answer", identified, topics=topics),
        "own_case": Answer("own_case", identified, topics=topics),
        "smalltalk": Answer("smalltalk", identified, smalltalk="who"),
    }
    assert tuple(found) == KINDS
    return {question(kind, lang): answer for kind, answer in found.items()}


def _topic(library: Library, collection: str, slug: str, lang: str) -> TopicHit:
    article = library.nearest(collection, slug, lang)
    assert article is not None
    return TopicHit(collection, slug, article.lang, article.title, 1.0)


def _quote(library: Library, lang: str) -> Quote:
    article = library.text(*_PLACES[0], lang)
    assert article is not None
    section = article.sections[0]
    return Quote(
        article.summary,
        *_PLACES[0],
        section.heading,
        section.anchor,
        article.lang,
        article.checked,
        article.translation.state,
    )
