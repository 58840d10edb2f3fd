"""Who asks for an interpreter, and which: measured on invented sentences in twelve languages."""

import csv
import time
from collections import Counter
from pathlib import Path

import pytest

from indexing.slots import find_interpreter_request
from indexing.values import InterpreterRequest, Question
from knowledge.languages import languages

DATA = Path(__file__).parents[1] / "data" / "slots"
SLOTS = ("spoken", "place", "county", "gender", "mode", "min_category")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = rows("requests.tsv") + rows("harder.tsv")


def expected_of(row: dict[str, str]) -> dict[str, str] | None:
    if row["expected"] == "none":
        return None
    return dict(slot.split("=") for slot in row["expected"].split() if slot != "-")


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
    for question, lang in questions:
        find_interpreter_request(question, lang)
    times = []
    for question, lang in questions:
        start = time.perf_counter()
        find_interpreter_request(question, lang)
        times.append(time.perf_counter() - start)
    assert sorted(times)[len(times) // 2] < 0.0003
