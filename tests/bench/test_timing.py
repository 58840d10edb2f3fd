"""How `make bench` times its sides: every side answers every question."""

import time
from collections.abc import Callable

from tests.bench.timing import alternate

QUESTIONS = [f"question {number}" for number in range(7)]


def test_each_side_gives_its_own_answer_to_each_question_in_order() -> None:
    sides: dict[str, Callable[[str], str]] = {"loud": str.upper, "same": str.strip}
    runs = alternate(sides, QUESTIONS)
    assert runs["loud"].answers == [f"QUESTION {number}" for number in range(7)]
    assert runs["same"].answers == QUESTIONS


def test_a_slow_side_answers_each_question_once_and_a_quick_one_in_every_round() -> None:
    asked: dict[str, list[str]] = {"slow": [], "quick": []}

    def slow(text: str) -> str:
        time.sleep(0.002)
        asked["slow"].append(text)
        return text

    def quick(text: str) -> str:
        asked["quick"].append(text)
        return text

    runs = alternate({"slow": slow, "quick": quick}, QUESTIONS, rounds=3, slow_ms=1.5)
    warm_up = len(QUESTIONS)
    assert sorted(asked["slow"][warm_up:]) == QUESTIONS
    assert asked["quick"][warm_up:] == QUESTIONS * 3
    assert runs["slow"].answers == QUESTIONS
    assert runs["slow"].latency.p50_ms >= 2


def test_sides_take_turns_in_each_round() -> None:
    told: list[tuple[int, str]] = []
    sides: dict[str, Callable[[str], str]] = {"one": str.upper, "other": str.lower}
    alternate(sides, QUESTIONS, rounds=2, tell=lambda number, side: told.append((number, side)))
    assert told == [(1, "one"), (1, "other"), (2, "one"), (2, "other")]
