"""What is asked about another country, one's own case or something else is told apart."""

import csv
from pathlib import Path

import pytest

from indexing.scope import judge_scope
from indexing.training import danger, scope
from knowledge.languages import languages

TRAINING = Path(scope.__file__).parent


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hvordan får jeg fastlege", "inside"),
        ("minimum wage in Denmark", "elsewhere"),
        ("why was my application refused, i sent everything", "own_case"),
        ("what is the weather in Bergen tomorrow", "off"),
        ("przepis na pierogi", "off"),
    ],
)
def test_plain_questions_of_each_kind_are_told_apart(text: str, kind: str) -> None:
    judged = judge_scope(text)
    chances = {name: getattr(judged, name) for name in ("inside", "elsewhere", "own_case", "off")}
    assert max(chances, key=chances.__getitem__) == kind
    assert sum(chances.values()) == pytest.approx(1.0)


@pytest.mark.parametrize("text", ["", "?", "🙂", "a" * 1000, "\u202e"])
def test_odd_input_has_a_scope_too(text: str) -> None:
    assert 0.0 <= judge_scope(text).inside <= 1.0


@pytest.mark.parametrize("folder", ["scope", "danger"])
def test_no_example_stands_in_the_exam(folder: str) -> None:
    exam_dir = TRAINING.parent / "evaluation"
    for lang in languages():
        asked = set()
        for what, column in (("questions", "question"), ("danger", "message")):
            with (exam_dir / what / f"{lang}.tsv").open(encoding="utf-8") as lines:
                rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
                asked |= {row[column].casefold() for row in rows}
        name = "question" if folder == "scope" else "message"
        with (TRAINING / folder / f"{lang}.tsv").open(encoding="utf-8") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            learnt = [row[name].casefold() for row in rows]
        assert len(learnt) >= 100
        assert asked.isdisjoint(learnt), asked & set(learnt)


def test_examples_have_all_kinds_in_every_language() -> None:
    told = list(scope.read_examples(listed=False))
    assert {kind for kind, _, _ in told} == {"inside", "elsewhere", "own_case", "off"}
    classes = {kind for kind, _, _ in danger.read_examples()}
    assert len(classes) == 21  # ten kinds at two levels, and none
