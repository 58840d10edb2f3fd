"""Say which sections of an article answer a question best, once the article was found.

Retrieval weighs passages to find the article; which of its sections answers is another question.
"What does it cost?" is answered under the heading on costs, though the section on how to apply may
share more words with it. A softmax over the found passages of one article gives each the
probability that it is the one to quote: from how they were found, how near the heading is, how
long the passage is, and whether its kind of section suits the kind of question. The coefficients
stand in sections.json, fitted by `python -m indexing.evaluation.quoting fit`.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.asking import KINDS, SECTIONS, answers, kinds_of, section_of
from indexing.errors import IndexDamaged
from indexing.values import Hit

SECTIONS_FILE = Path(__file__).with_name("sections.json")
FEATURES = (
    *("score", "lexical", "heading", "length", "number", "suits", "number_wanted"),
    *(f"is_{section}" for section in SECTIONS),
)
_WANT_NUMBERS = (KINDS.index("amount"), KINDS.index("time"))
_DIGIT = re.compile(r"\d")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SectionWeights:
    """Weights of the standardised features: three arrays (len(FEATURES),)."""

    means: Floats
    scales: Floats
    weights: Floats
    fitted_on: str = ""

    def chances(self, features: Floats) -> Floats:
        """Return the probability that each of some sections of one article answers best: (n,)."""
        worth = ((features - self.means) / self.scales) @ self.weights
        raised: Floats = np.exp(worth - worth.max())
        chances: Floats = raised / raised.sum()
        return chances


def measure_sections(question: str, hits: Sequence[Hit], nearness: Floats) -> Floats:
    """Return the features of passages of one article: (len(hits), len(FEATURES)).

    :param hits: at least one, all of one article in one language.
    :param nearness: (len(hits),) cosine of the question and the heading of each.
    """
    scores = np.array([hit.score for hit in hits])
    lexical = np.array([hit.lexical for hit in hits])
    kinds = kinds_of(question, hits[0].passage.lang)
    sections = [section_of(hit.passage.anchor) for hit in hits]
    has_number = np.array([float(bool(_DIGIT.search(hit.passage.text))) for hit in hits])
    features = np.zeros((len(hits), len(FEATURES)))
    features[:, 0] = scores - scores.max()
    features[:, 1] = lexical - lexical.max()
    features[:, 2] = nearness
    features[:, 3] = np.log([len(hit.passage.text) + 1 for hit in hits])
    features[:, 4] = has_number
    features[:, 5] = (kinds @ answers())[sections]
    features[:, 6] = has_number * kinds[list(_WANT_NUMBERS)].max()
    features[np.arange(len(hits)), len(FEATURES) - len(SECTIONS) + np.array(sections)] = 1.0
    return features


@cache
def section_weights() -> SectionWeights:
    """Return the fitted coefficients.

    :raises IndexDamaged: if the file does not fit this version of the features.
    """
    data = json.loads(SECTIONS_FILE.read_text("utf-8"))
    if tuple(data["features"]) != FEATURES:
        raise IndexDamaged(
            f"indexing/{SECTIONS_FILE.name} was fitted for other features. "
            "Run `python -m indexing.evaluation.quoting fit`."
        )
    return SectionWeights(
        means=np.array(data["means"]),
        scales=np.array(data["scales"]),
        weights=np.array(data["weights"]),
        fitted_on=data["fitted_on"],
    )
