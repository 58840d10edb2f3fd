"""Danger is found in twelve languages, and only there; the sentences stand in tests/data/danger.

The files beside it were looked at while the rules were written. Those in heldout/ were written
first; since then the rules were widened for them and the model has learnt from them. So these tests
show that nothing breaks; how good it is, indexing.evaluation tells (indexing/safety/README.md).
"""

import random
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.safety import find_danger, find_signals
from indexing.safety.lines import all_lines, known_tags
from indexing.safety.machine import machine
from indexing.safety.rules import RuleFault, read_rules, rule_langs
from indexing.values import Danger
from knowledge.languages import languages
from knowledge.loading import Knowledge
from tests.pace import least_s, pace

DATA = Path(__file__).parents[1] / "data" / "danger"
LANGS = sorted(path.stem for path in DATA.glob("*.tsv"))


class Case(NamedTuple):
    text: str
    kinds: tuple[str, ...]
    level: str


def read_cases(lang: str, folder: Path = DATA) -> list[Case]:
    rows = (folder / f"{lang}.tsv").read_text("utf-8").splitlines()
    cut = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return [Case(text, tuple(kinds.split("|")), level) for text, kinds, level in cut]


def triggers(lang: str, folder: Path = DATA) -> list[Case]:
    return [case for case in read_cases(lang, folder) if case.kinds != ("none",)]


def look_alikes(lang: str, folder: Path = DATA) -> list[Case]:
    return [case for case in read_cases(lang, folder) if case.kinds == ("none",)]


# Nynorsk stands in the held-out sentences only: its rules are those of Bokmål.
EVERY_FILE = pytest.mark.parametrize(
    ("lang", "folder"),
    [
        pytest.param(path.stem, path.parent, id=f"{path.parent.name}-{path.stem}")
        for path in sorted([*DATA.glob("*.tsv"), *(DATA / "heldout").glob("*.tsv")])
        if path.stem in languages()
    ],
)


def test_every_language_of_the_portal_has_sentences() -> None:
    held_out = {path.stem for path in (DATA / "heldout").glob("*.tsv")}
    assert held_out == set(languages())
    assert {*LANGS, "nn"} == set(languages())


@EVERY_FILE
def test_danger_is_found_at_its_level_or_higher_with_a_fitting_kind(
    lang: str, folder: Path
) -> None:
    missed, faint, other = [], [], []
    cases = triggers(lang, folder)
    for case in cases:
        danger = find_danger(case.text)
        if danger is None:
            missed.append(case.text)
        elif case.level == "red" and danger.level != "red":
            faint.append(case.text)
        elif danger.kind not in case.kinds:
            other.append((case.text, danger.kind))
    assert len(missed) <= 0.02 * len(cases), missed
    assert len(faint) <= 0.06 * len(cases), faint
    assert len(other) <= 0.06 * len(cases), other


@EVERY_FILE
def test_look_alikes_and_ordinary_questions_are_left_alone(lang: str, folder: Path) -> None:
    found = [(c.text, find_danger(c.text)) for c in look_alikes(lang, folder)]
    assert [pair for pair in found if pair[1] is not None] == []


@pytest.mark.parametrize(
    "table", [{"æ": "ae", "ø": "oe", "å": "aa"}, {"æ": "a", "ø": "o", "å": "a"}]
)
def test_norwegian_without_its_letters_is_understood(table: dict[str, str]) -> None:
    plain = [c.text.translate(str.maketrans(table)) for c in triggers("nb")]
    assert [text for text in plain if find_danger(text) is None] == []


@pytest.mark.parametrize("lang", ["nb", "en", "pl", "ru", "uk", "lt", "so"])
def test_three_misspelt_words_hide_few_dangers_and_make_few(lang: str) -> None:
    rng = random.Random(7)
    found = [find_danger(misspell(case.text, rng)) is not None for case in triggers(lang)]
    assert sum(found) / len(found) >= 0.80
    alarms = [find_danger(misspell(case.text, rng)) is not None for case in look_alikes(lang)]
    assert sum(alarms) / len(alarms) <= 0.12


def misspell(text: str, rng: random.Random) -> str:
    """Put one slip into each of up to three words: swapped, lost, doubled or wrong letters."""
    words = text.split()
    long = [at for at, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    for at in rng.sample(long, min(3, len(long))):
        word, i = words[at], rng.randrange(1, len(words[at]) - 1)
        slips = (
            word[:i] + word[i + 1] + word[i] + word[i + 2 :],
            word[:i] + word[i + 1 :],
            word[:i] + word[i] + word[i:],
            word[:i] + rng.choice(word) + word[i + 1 :],
        )
        words[at] = rng.choice(slips)
    return " ".join(words)


@pytest.mark.parametrize(
    ("typed", "variant"),
    [
        ("jeg vil dø", "JEG VIL DØØØØ!!!"),
        ("jeg vil dø", "jeg vil do\u0308".replace("o\u0308", "ø")),
        ("می‌خواهم بمیرم", "میخواهم بمیرم"),
        ("می‌خواهم بمیرم", "می خواهم بمیرم"),
        ("زوجي يضربني", "زَوْجي يَضْرِبُنـي"),
        ("أريد أن أموت", "اريد ان اموت"),
        ("ርእሰይ ክቐትል እየ", "ርዕሰይ ክቀትል እየ"),
        ("i can't breathe", "i cant breathe"),
        ("i can't breathe", "I can’t breathe"),
    ],
)
def test_spelling_variants_say_the_same(typed: str, variant: str) -> None:
    danger = find_danger(typed)
    assert danger is not None
    assert find_danger(variant) == danger


def test_two_kinds_share_one_card_with_the_more_urgent_first() -> None:
    danger = find_danger("if they make me marry him I will kill myself")
    assert danger == Danger(
        "suicide",
        "red",
        ("ambulance-113", "police-112", "mh-116123", "redcross-control", "alarm-116111"),
    )


def test_suicide_now_shows_the_lines_in_their_order() -> None:
    danger = find_danger("I have the pills in front of me")
    assert danger == Danger(
        "suicide",
        "red",
        ("ambulance-113", "doctor-116117", "mh-116123", "kirkens-sos", "alarm-116111"),
    )


def test_swallowed_poison_shows_the_ambulance_and_the_poison_line() -> None:
    danger = find_danger("lillebror har drukket lampeolje")
    assert danger == Danger(
        "medical_emergency", "red", ("ambulance-113", "poison", "doctor-116117")
    )


def test_whoever_is_held_abroad_is_shown_the_foreign_ministry_first() -> None:
    danger = find_danger("they left me here with my uncle and flew home")
    assert danger is not None
    assert danger.helplines[0] == "udops"


def test_violence_shows_the_line_for_children_beside_the_one_for_adults() -> None:
    danger = find_danger("my boyfriend hits me when he is angry")
    assert danger is not None
    assert danger.helplines[:2] == ("alarm-116111", "vo-116006")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("my father beats me", "amber"),
        ("my father is beating me right now", "red"),
        ("pappa slår meg", "amber"),
        ("pappa slår meg nå", "red"),
        ("I don't want to die, I just want sleep", "amber"),
        ("I used to think about suicide", "amber"),
    ],
)
def test_now_makes_red_and_the_past_or_a_negation_does_not(text: str, level: str) -> None:
    danger = find_danger(text)
    assert danger is not None
    assert danger.level == level


def test_what_a_negation_denies_is_no_violence() -> None:
    assert find_danger("he has not hit me") is None
    assert find_danger("han har ikke slått meg") is None


def test_fiction_is_no_danger_until_the_writer_speaks_of_herself() -> None:
    assert find_danger("In my story the girl wants to die") is None
    danger = find_danger("In my story the girl wants to die and I feel like her")
    assert danger is not None
    assert danger.level == "amber"


def test_red_stays_in_sight_as_amber_after_other_questions() -> None:
    earlier = ["I have the pills in front of me", "ok"]
    after = find_danger("how do I apply for housing?", history=earlier)
    assert after is not None
    assert (after.kind, after.level) == ("suicide", "amber")
    assert after.helplines[0] == "mh-116123"
    assert find_danger("how do I apply for housing?", history=["I cut myself"]) is None


def test_now_after_an_amber_sign_makes_it_red() -> None:
    danger = find_danger("it happens tonight", history=["I think about dying every day"])
    assert danger is not None
    assert (danger.kind, danger.level) == ("suicide", "red")


def test_every_helpline_that_can_be_shown_is_in_the_facts(all_knowledge: Knowledge) -> None:
    assert all_lines() <= set(all_knowledge.facts.helplines)


def test_every_language_file_can_be_read_and_carries_known_tags() -> None:
    for lang in rule_langs():
        rules = read_rules(lang)
        assert {"ME", "NOW", "PAST", "NEG"} <= set(rules.sets), lang
        assert {tag for rule in rules.rules for tag in rule.tags} <= known_tags(), lang
        kinds = {rule.kind for rule in rules.rules}
        assert len(kinds) == 10, (lang, kinds)


def test_a_fault_in_a_rule_names_file_and_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "patterns.tsv").write_text("", "utf-8")
    (folder / "xx.tsv").write_text("# one\nsuicide\tpurple\tdie\n", "utf-8")
    monkeypatch.setattr("indexing.safety.rules.resources.files", lambda _package: tmp_path)
    with pytest.raises(RuleFault, match=r"rules/xx\.tsv, line 2: not one of the sorts of line"):
        read_rules("xx")


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_text_has_an_answer_and_normal_forms_share_it(text: str) -> None:
    danger = find_danger(text)
    assert danger is None or danger.helplines


def test_long_messages_stay_within_their_time() -> None:
    texts = [" ".join(case.text for case in triggers(lang))[:1000] for lang in LANGS]
    texts += ["jeg " * 250, "a" * 1000, "لا " * 300, "drepe meg nå " * 80]
    machine()
    times = [least_s(partial(find_signals, text)) for text in texts]
    # The promise is 20 ms at the 99th percentile for a question; these are the longest there are.
    assert max(times) < 0.060 * pace(), max(times)


def test_questions_of_every_day_raise_hardly_an_alarm() -> None:
    path = DATA.parent / "everyday-questions.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    # Two of the rows tell of danger in every language; all others are ordinary questions.
    alarms = [[find_danger(text) is not None for text in row] for row in rows]
    dangers = [row for row in alarms if sum(row) > len(row) / 2]
    ordinary = [found for row in alarms if row not in dangers for found in row]
    assert [all(row) for row in dangers] == [True, True]
    # What frightens most ("I sleep badly and am afraid", "my son has fever at night") is close.
    assert sum(ordinary) <= 0.06 * len(ordinary)


def test_a_denial_hushes_itself_and_not_what_stands_beside_it() -> None:
    assert find_danger("he has not hit me") is None
    assert find_danger("he never hit me. He throws plates") is not None


@pytest.mark.parametrize(
    "goodbye", ["Ha det", "hade", "Goodbye", "bye", "farvel", "nabad gelyo", "مع السلامة"]
)
def test_a_goodbye_alone_is_no_alarm_and_after_one_it_changes_nothing(goodbye: str) -> None:
    assert find_danger(goodbye) is None
    after = find_danger(goodbye, history=["I will kill myself tonight"])
    assert after is not None
    assert after.level == "amber"


def test_a_goodbye_that_says_more_is_read_as_before() -> None:
    assert find_danger("goodbye everyone, I am sorry") is not None
