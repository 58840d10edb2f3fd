"""Who asks for an interpreter, and which: measured on invented sentences in twelve languages."""

import csv
from collections import Counter
from functools import partial
from pathlib import Path
from statistics import median

import pytest

from indexing.slots import find_interpreter_request
from indexing.values import InterpreterRequest, Question
from knowledge.languages import languages
from tests.pace import least_s, pace

DATA = Path(__file__).parents[1] / "data" / "slots"
SLOTS = ("spoken", "place", "county", "gender", "mode", "min_category")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


# modes.tsv: a phone, a screen, either, neither; and phones that are to be called.
ROWS = rows("requests.tsv") + rows("harder.tsv") + rows("modes.tsv")
# Written without looking at the word lists, to see how they do on what others write.
VARIED = rows("varied.tsv")


def expected_of(row: dict[str, str]) -> dict[str, str] | None:
    if row["expected"] == "none":
        return None
    slots = dict(slot.split("=") for slot in row["expected"].split() if slot != "-")
    return {
        name: value if name == "mode" else value.replace("_", " ") for name, value in slots.items()
    }


def slots_of(request: InterpreterRequest | None, expected: dict[str, str]) -> dict[str, str]:
    told = {slot: getattr(request, slot, None) for slot in SLOTS}
    if "place" in expected:
        told.pop("county")
    return {slot: value for slot, value in told.items() if value is not None}


@pytest.mark.parametrize("lang", list(languages()))
def test_requests_are_told_from_questions_about_interpreters(lang: str) -> None:
    wrong = [
        row["text"]
        for row in ROWS
        if row["lang"] == lang
        and (find_interpreter_request(Question(row["text"]), lang) is None)
        != (expected_of(row) is None)
    ]
    assert wrong == []


@pytest.mark.parametrize("lang", list(languages()))
def test_slots_are_read_as_they_were_meant(lang: str) -> None:
    wrong = []
    for row in ROWS:
        expected = expected_of(row)
        if row["lang"] == lang and expected is not None:
            request = find_interpreter_request(Question(row["text"]), lang)
            if slots_of(request, expected) != expected:
                wrong.append((row["text"], expected, request))
    assert wrong == []


@pytest.mark.parametrize("lang", list(languages()))
def test_nearly_everything_is_right_in_sentences_of_many_kinds(lang: str) -> None:
    own = [row for row in VARIED if row["lang"] == lang]
    wrong = []
    for row in own:
        expected = expected_of(row)
        request = find_interpreter_request(Question(row["text"]), lang)
        if (None if request is None else slots_of(request, expected or {})) != expected:
            wrong.append((row["text"], expected, request))
    assert len(wrong) <= 0.05 * len(own), wrong


@pytest.mark.parametrize("lang", list(languages()))
def test_no_question_about_interpreters_is_taken_for_a_request(lang: str) -> None:
    wrong = [
        row["text"]
        for row in VARIED
        if row["lang"] == lang
        and row["expected"] == "none"
        and find_interpreter_request(Question(row["text"]), lang) is not None
    ]
    assert wrong == []


def test_every_language_has_twenty_requests_and_ten_others() -> None:
    counts = Counter((row["lang"], row["expected"] == "none") for row in rows("requests.tsv"))
    for lang in languages():
        assert counts[lang, False] >= 20
        assert counts[lang, True] >= 10


def ask(text: str, lang: str, *history: str) -> InterpreterRequest | None:
    return find_interpreter_request(Question(text, history=history), lang)


def test_language_that_somebody_does_not_speak_is_not_asked_for() -> None:
    assert ask("I do not speak English, I need an interpreter", "en") == InterpreterRequest()
    assert ask("Jeg snakker ikke engelsk. Trenger tolk på dari", "nb") == InterpreterRequest("prs")


def test_language_of_the_sentence_is_not_the_language_asked_for() -> None:
    assert ask("Я говорю по-украински, нужен переводчик", "ru") == InterpreterRequest("uk")


def test_gender_of_the_patient_is_not_that_of_the_interpreter() -> None:
    request = ask("Trenger tolk på somali til en kvinne på sykehuset", "nb")
    assert request == InterpreterRequest("so")


def test_ordinary_words_are_no_places() -> None:
    assert ask("Trenger tolk på dari i morgen, time kl 10", "nb") == InterpreterRequest("prs")
    request = ask("Trenger tolk på dari på Time helsestasjon", "nb")
    assert request == InterpreterRequest("prs", "Time", "Rogaland")


@pytest.mark.parametrize(
    ("wish", "category"),
    [("kategori B", "B"), ("minst kategori D", "D"), ("statsautorisert", "C"), ("kvalifisert", "E"),
     ("med bachelorgrad", "B")],
)  # fmt: skip
def test_wish_for_a_category_is_a_lower_bound(wish: str, category: str) -> None:
    request = ask(f"Vi trenger tolk i arabisk, {wish}", "nb")
    assert request is not None
    assert request.min_category == category


@pytest.mark.parametrize(
    ("text", "lang", "when"),
    [
        ("Trenger tolk på dari på torsdag kl 10", "nb", "på torsdag kl 10"),
        ("tolk somali 12. mai kl 0900", "nb", "12. mai kl 0900"),
        ("treng tolk i tigrinja i morgon tidleg", "nn", "i morgon tidleg"),
        ("need a dari interpreter tomorrow at 9:30", "en", "tomorrow at 9:30"),
        ("dari interpreter on the 3rd of June", "en", "on the 3rd of June"),
        ("tłumacz polskiego w czwartek o 12:30", "pl", "w czwartek o 12:30"),
        ("потрібен перекладач дарі на четвер на 10", "uk", "на четвер на 10"),
        ("нужен переводчик дари завтра утром", "ru", "завтра утром"),
        ("بدي مترجم دري يوم الثلاثاء الساعة ١٠", "ar", "يوم الثلاثاء الساعة ١٠"),
        ("turjumaan dari berri 10ka ayaan rabaa", "so", "berri 10ka"),
        ("ኣስተርጓሚ ዳሪ ንጽባሕ ሰዓት 9 የድልየኒ", "ti", "ንጽባሕ ሰዓት 9"),
        ("مترجم دری فردا ساعت ده میخواهم", "fa", "فردا ساعت ده"),
        ("salı günü saat 10da darice tercüman lazım", "tr", "salı günü saat 10da"),
        ("reikia dari kalbos vertėjo rytoj 10 val", "lt", "rytoj 10 val"),
        ("tolk dari fredag til møtet, helst kl 9", "nb", "fredag, kl 9"),
        ("Trenger tolk på dari i Bergen", "nb", None),
        ("trenger 2 tolker på dari", "nb", None),
    ],
)
def test_time_is_told_in_the_words_that_were_typed(text: str, lang: str, when: str | None) -> None:
    request = ask(text, lang)
    assert request is not None
    assert request.spoken == "prs" or lang in ("nb", "nn", "pl")
    assert request.when == when


def test_time_is_never_compared() -> None:
    assert InterpreterRequest("ti", when="i morgen") == InterpreterRequest("ti")


def test_language_without_an_interpreter_is_a_request_where_enough_is_told() -> None:
    request = ask("somali, skolen i Moss, i morgen kl 9", "nb")
    assert request == InterpreterRequest("so", "Moss", "Østfold")
    assert ask("fransk på video", "nb") == InterpreterRequest("fr", mode="video")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("finnes det norskkurs på arabisk i Oslo", "nb"),
        ("hvor finner jeg barnebøker på arabisk", "nb"),
        ("jeg er polsk og har mistet passet i Oslo", "nb"),
        ("there is no polish doctor in Bergen", "en"),
        ("türkçe konuşan psikolog", "tr"),
        ("есть ли в библиотеке книжки на русском", "ru"),
    ],
)
def test_other_things_in_a_language_are_no_interpreters(text: str, lang: str) -> None:
    assert ask(text, lang) is None


def test_the_nearer_of_two_ways_counts_and_a_denied_one_never() -> None:
    in_person = ask("trenger tolk på dari, ikke på telefon", "nb")
    assert in_person is not None
    assert in_person.mode == "in_person"
    phone = ask("треба перекладач дарі по телефону, пацієнт не може приїхати", "uk")
    assert phone is not None
    assert phone.mode == "phone"


def test_of_two_categories_the_lower_will_do() -> None:
    assert ask("tolk i dari, kategori A eller B", "nb") == InterpreterRequest(
        "prs", min_category="B"
    )


def test_follow_up_changes_the_request_before() -> None:
    before = "Trenger tolk på tigrinja i Bergen"
    assert ask("og i Oslo?", "nb", before) == InterpreterRequest("ti", "Oslo", "Oslo")
    assert ask("kvinnelig?", "nb", before) == InterpreterRequest("ti", "Bergen", "Vestland", "f")
    assert ask("hva koster det?", "nb", before) is None
    assert ask("og i Oslo?", "nb", "hvordan får jeg fastlege?") is None


def test_question_in_another_language_than_identified_is_still_understood() -> None:
    assert ask("tolk somali", "so") == InterpreterRequest("so")
    assert ask("I need tolk in Dari", "en") == InterpreterRequest("prs")


@pytest.mark.parametrize("text", ["", "?", "tolk", "🙂", "a" * 1000, "tolk " * 200, "'", "\u202e"])
def test_odd_input_gives_an_answer_and_no_error(text: str) -> None:
    for lang in (*languages(), "de"):
        find_interpreter_request(Question(text), lang)


def test_typical_question_is_read_in_a_third_of_a_millisecond() -> None:
    questions = [(Question(row["text"]), row["lang"]) for row in ROWS]
    times = [least_s(partial(find_interpreter_request, *question)) for question in questions]
    assert median(times) < 0.3e-3 * pace()
