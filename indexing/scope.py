"""Say what kind of question this is: about our subjects, another country's rules, one's own
case, or something else altogether.

Search alone cannot tell "minimum wage in Denmark" from "minimum wage", or "will I get it?" from
"who gets it?": they share nearly all their words. A small model has learnt the difference from
examples in twelve languages (indexing.training.scope); how much its word counts beside what was
found is decided in indexing.confidence.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indexing.classifying import Classifier, read_classifier
from indexing.embedding import bundled_model

SCOPE_FILE = Path(__file__).with_name("models") / "scope.npz"
INSIDE, ELSEWHERE, OWN_CASE, OFF = "inside", "elsewhere", "own_case", "off"
LABELS = (INSIDE, ELSEWHERE, OWN_CASE, OFF)


@dataclass(frozen=True, slots=True)
class Scope:
    """How likely a question is of each kind, 0 to 1; together they make 1.

    `inside`: about life in Norway, as the guidance is; `elsewhere`: the same in another country;
    `own_case`: what will become of the writer's own application; `off`: anything else.
    """

    inside: float
    elsewhere: float
    own_case: float
    off: float


def judge_scope(text: str) -> Scope:
    """Return how likely each kind is; most likely `inside` where there is nothing to go by.

    :param text: the question, cleaned.
    """
    # The examples were learnt with the bundled model, whichever one the index uses.
    chances = _model().chances(bundled_model().embed_queries([text])[0], text)
    return Scope(*(chances[label] for label in LABELS))


@cache
def _model() -> Classifier:
    return read_classifier(SCOPE_FILE)
