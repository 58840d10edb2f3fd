"""Find out whether somebody wants an interpreter, and which.

"Trenger tolk på tigrinja i Bergen" asks for one; "hvem betaler for tolken?" asks about them and
is left to the guidance. Each sentence that names an interpreter is judged alone, by words that
indexing/slots.toml lists for each language; the slots are then read from the whole question. A
language without an interpreter is a request where enough else tells so ("soomaali, skolen i
Moss, i morgen kl 9"). What is not understood is no request: the guidance is then searched as for
any other question.

Which category a wish means: the letter that is named; C for "state-authorised", B for a
bachelor's degree (A and B-i have one; B-ii, which has none, comes along), E for "qualified",
since everybody in the register is. All are lower bounds, for the best come first anyway.
"""

from dataclasses import replace

from indexing.slot_filling import fill_slots
from indexing.slot_lexicon import known_languages
from indexing.slot_places import NamedPlace, find_places
from indexing.slot_reading import Reading, listed_words, read_question
from indexing.slot_times import find_when
from indexing.slot_words import split_words
from indexing.values import InterpreterRequest, Question
from knowledge.register.spoken import spoken_languages

_MAX_BARE_WORDS = 9  # "tolk bergen torsdag": a request without a verb or a language
_MAX_STAND_IN_WORDS = 12  # "a Ukrainian woman who can interpret at ..."
_MAX_SHORT_WORDS = 7  # "Turkish on zoom", "farsi, skien"
_MAX_NAMED_WORDS = 3  # "somali, please"
_MAX_FOLLOW_UP_WORDS = 6
_OTHER = 2  # how much a thing weighs that one may want in a language instead
_ENOUGH = 2  # things told beside a language that make it a request


def find_interpreter_request(question: Question, lang: str) -> InterpreterRequest | None:
    """Return what kind of interpreter is asked for, or None if none is.

    A short follow-up ("og i Oslo?") to an earlier question of the conversation that asked for
    one changes that request.

    :param lang: the language of the question, one of our codes; others give None.
    """
    request = _read_request(question.text, lang)
    if request is None and question.history:
        return _follow_up(question, lang)
    return request


def _read_request(text: str, lang: str) -> InterpreterRequest | None:
    reading = read_question(text, lang)
    if reading is None or not _may_ask(reading):
        return None
    places = find_places(reading)
    request = replace(fill_slots(reading, places), when=find_when(reading, text))
    if reading.nouns:
        sentences = sorted({reading.words[noun].sentence for noun in reading.nouns})
        asked = any(_asks(reading, request, sentence) for sentence in sentences)
    else:
        asked = _implies(reading, request, places)
    return request if asked else None


def _may_ask(reading: Reading) -> bool:
    """Say whether it is worth reading on: most questions are about something else."""
    if reading.nouns:
        return True
    if reading.has("whether") and not reading.has("someone"):
        return False
    return bool(reading.spoken) and not any(
        reading.has(group) for group in ("about", "ask", "where", "how", "acting")
    )


def _asks(reading: Reading, request: InterpreterRequest, sentence: int) -> bool:
    """Say whether this sentence, which names an interpreter, asks for one."""
    if _is_about(reading, request, sentence):
        return False
    wants = reading.has("want", sentence)
    asks = reading.has("where", sentence) or reading.has("weak", sentence)
    beside = _told_beside(request)
    if reading.has("how", sentence):
        wished = wants and _wants_apart_from_how(reading, sentence)
        told = request.spoken or request.place or request.county or request.gender
        return not _is_sign(request) and (wished or (bool(told) and (wants or asks)))
    if reading.stand_in and request.spoken is None:
        return wants and (beside > 0 or reading.has("setting", sentence))
    if wants:
        return True
    if asks:
        return beside > 0 or (request.spoken is not None and not _is_sign(request))
    return _is_bare_request(reading, request, sentence)


def _is_about(reading: Reading, request: InterpreterRequest, sentence: int) -> bool:
    """Say whether this sentence asks about interpreters: what they do, cost, or must."""
    spoken = request.spoken is not None
    asks = reading.has("weak", sentence)
    somebody_else = reading.has("family", sentence) and reading.has("act", sentence)
    return (
        reading.has("about", sentence)
        or reading.has("ask", sentence)
        or (
            reading.has("whether", sentence)
            and not (spoken and (asks or _told_beside(replace(request, min_category=None)) > 0))
        )
        or (reading.has("where", sentence) and (not spoken or _is_sign(request)))
        or (somebody_else and not reading.stand_in)
        or (reading.has("acting", sentence) and not spoken and not reading.stand_in)
        or (reading.is_question(sentence) and not spoken and not asks)  # "does he need one?"
    )


def _is_bare_request(reading: Reading, request: InterpreterRequest, sentence: int) -> bool:
    """Say whether a sentence without a verb names what is wanted: "tolk somali, tirsdag"."""
    length = sum(word.sentence == sentence for word in reading.words)
    if reading.stand_in:
        return length <= _MAX_STAND_IN_WORDS
    if reading.has("acting", sentence) or reading.is_definite(sentence):
        return False
    if request.spoken is not None:
        return not _is_sign(request) or _told_beside(request) > 0
    return length <= _MAX_BARE_WORDS and bool(request.place or request.gender)


def _wants_apart_from_how(reading: Reading, sentence: int) -> bool:
    """Say whether a wish stands in another clause than "how": with the noun, or behind it."""
    words = reading.words
    ways = {words[hit.start].clause for hit in reading.found["how"]}
    named = {words[i].clause for i in reading.nouns if words[i].sentence == sentence}
    wishes = {
        words[hit.start].clause
        for hit in reading.found["want"]
        if words[hit.start].sentence == sentence
    }
    return any(clause not in ways and (clause in named or clause > max(ways)) for clause in wishes)


def _implies(reading: Reading, request: InterpreterRequest, places: list[NamedPlace]) -> bool:
    """Say whether a message that names a language, but no interpreter, is a request.

    It is if enough else of what people tell is there; the shorter the message, the less.
    """
    if request.spoken is None:
        return False
    somewhere = any(one.is_sure for one in places)
    someone = reading.has("someone") or reading.has("speaker")
    wishes = reading.has("want") or reading.has("weak")
    chosen = bool(request.gender or request.mode or request.min_category)
    if _is_sign(request):
        return somewhere or chosen
    told = (
        somewhere,
        request.gender is not None,
        request.mode is not None,
        request.mode == "in_person" or reading.has("act"),
        request.min_category is not None,
        request.min_category is not None,
        request.when is not None,
        someone,
        wishes,
        reading.has("setting"),
        reading.has("person"),
    )
    length = len(reading.words)
    is_short = length <= _MAX_SHORT_WORDS and (
        somewhere or request.mode is not None or request.min_category is not None
    )
    is_short = is_short or length <= _MAX_NAMED_WORDS
    if sum(told) + is_short - _OTHER * reading.has("other") < _ENOUGH:
        return False
    if length <= _MAX_NAMED_WORDS:
        return wishes or chosen or somewhere
    meets, whom = reading.has("setting"), reading.has("person")
    note = meets and whom and length <= _MAX_BARE_WORDS
    return chosen or somewhere or note or (wishes and (someone or meets or whom))


def _is_sign(request: InterpreterRequest) -> bool:
    """Say whether signs or writing are wanted, which the guidance tells how to get."""
    code = request.spoken
    return code is not None and spoken_languages()[code].kind != "spoken"


def _told_beside(request: InterpreterRequest) -> int:
    """Return how many things are told beside the language."""
    where = request.place or request.county
    told = (where, request.gender, request.mode, request.min_category, request.when)
    return sum(value is not None for value in told)


def _follow_up(question: Question, lang: str) -> InterpreterRequest | None:
    """Return the request of the question before, with what a short follow-up changes in it."""
    words = split_words(question.text)
    if len(words) > _MAX_FOLLOW_UP_WORDS or lang not in known_languages():
        return None
    before = _read_request(question.history[-1], lang)
    if before is None:
        return None
    found = listed_words(words, {lang})
    if any(found[group] for group in ("about", "how")):
        return None
    reading = Reading(words, found, tuple(range(len(words))), lang)
    changes = fill_slots(reading, find_places(reading))
    changes = replace(changes, when=find_when(reading, question.text))
    changed = {
        name: value
        for name in ("spoken", "gender", "mode", "min_category", "when")
        if (value := getattr(changes, name)) is not None
    }
    if changes.county:
        changed |= {"place": changes.place, "county": changes.county}
    return replace(before, **changed) if changed else None
