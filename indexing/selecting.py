"""Say how likely each sentence of a page answers a question: a small model, fitted on people.

A page is a sequence of units in reading order: sentences, lines, headings. Each is described by
some sixty numbers (how near it is to the question by meaning and by words, how near its neighbours,
its heading and the page are, where it stands, what it looks like, whether it has what this kind
of question asks for), and a logistic regression turns them into a probability. Its coefficients
stand in selecting.json; indexing.training.selection fits them on OMoS-QA, in which people marked
the sentences that answer. Which sentences are quoted in the end is indexing.composing's choice.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.asking import KINDS, kinds_of
from indexing.embedding import Embedder
from indexing.errors import IndexDamaged
from indexing.normalising import fold
from indexing.terms import cut_terms, is_word

SELECTING_FILE = Path(__file__).with_name("selecting.json")
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_TRAITS = {
    "number": re.compile(r"\d"),
    "money": re.compile(r"€|\beuro?s?\b|євро|евро|يورو|\bkr\b|\bnok\b|%|prosent|percent|per cent"),
    "time": re.compile(r"\d{1,2}[:.]\d\d|\d ?(?:uhr|am|pm|h)\b"),
    "phone": re.compile(
        r"(?:\+|\b0|\()\d[\d ()/–-]{5,}|\b\d{3} \d{2} \d{3}\b|\b\d{2}(?: \d{2}){3}"
    ),
    "link": re.compile(r"https?://|www\.|@|\b[a-z0-9-]+\.(?:de|com|org|net|eu|no)\b"),
    "address": re.compile(r"(?:str\.|stra(?:ß|ss)e|platz|street|square|gate|vei|rue|вул)\S*\s+\d"),
    "leads": re.compile(r":\s*$"),
    "asks": re.compile(r"[?؟፧]\s*$"),
    "ends": re.compile(r"[.!?؟…።][\"'»”’)]*\s*$"),
    "item": re.compile(r"^\s*(?:[-•*–·]|\d+[.)])\s"),
}
_OF_DIGITS = ("time", "phone", "address")
_LONG, _HEADING_CHARS = 200, 60
_FURTHEST_LEAD = 8  # units from the line that announces a list
_FURTHEST_HEADING = 10
_WINDOW = 4  # units before, and after, that are looked at together
_CLIP = 4.0  # standard deviations: no single number decides

_UNIT_TRAITS = (*_TRAITS, "length", "long", "heading", "small")
_NEXT_TO = ("heading", "leads", "item")
# Which trait a kind of question may want of the unit that answers it.
_WANTED = (
    ("amount", "number"),
    ("amount", "money"),
    ("time", "number"),
    ("time", "time"),
    ("place", "address"),
    ("place", "link"),
    ("place", "phone"),
    ("way", "link"),
    ("way", "item"),
    ("papers", "item"),
)
FEATURES = (
    *("cosine", "cosine_scaled", "cosine_below_best", "cosine_rank"),
    *("words", "groups", "terms", "groups_scaled", "best_groups", "match", "match_rank"),
    *(f"match_{step}" for step in ("1_before", "2_before", "3_before")),
    *(f"match_{step}" for step in ("1_after", "2_after", "3_after")),
    *("window_3", "window_5", "before", "after"),
    *("page_cosine", "unit_page", "title_cosine", "unit_title"),
    *("heading_cosine", "heading_match", "heading_distance", "lead_nearness", "lead_match"),
    *("place", "first", "second", "third", "place_log", "units_log", "to_end"),
    *_UNIT_TRAITS,
    *(f"{trait}_before" for trait in _NEXT_TO),
    *(f"{trait}_after" for trait in _NEXT_TO),
    "question_length",
    *(f"asks_{kind}" for kind in KINDS),
    *(f"{kind}_{trait}" for kind, trait in _WANTED),
)


@dataclass(frozen=True, slots=True)
class Selector:
    """Weights of the standardised features; from `threshold` on a unit counts as an answer."""

    means: Floats
    scales: Floats
    weights: Floats
    bias: float
    threshold: float
    fitted_on: str = ""

    def judge(self, features: Floats) -> Floats:
        """Return the log-odds that each unit answers: (n,), from features (n, len(FEATURES))."""
        standard = np.clip((features - self.means) / self.scales, -_CLIP, _CLIP)
        odds: Floats = standard @ self.weights + self.bias
        return odds

    def select(self, features: Floats) -> Flags:
        """Return which units answer, as people who mark sentences would: (n,)."""
        chosen: Flags = self.judge(features) >= np.log(self.threshold / (1 - self.threshold))
        return chosen


@cache
def selector() -> Selector:
    """Return the fitted model.

    :raises IndexDamaged: if the file does not fit this version of the features.
    """
    data = json.loads(SELECTING_FILE.read_text("utf-8"))
    if tuple(data["features"]) != FEATURES:
        raise IndexDamaged(
            f"indexing/{SELECTING_FILE.name} was fitted for other features. "
            "Run `python -m indexing.training.selection`."
        )
    return Selector(
        means=np.array(data["means"]),
        scales=np.array(data["scales"]),
        weights=np.array(data["weights"]),
        bias=data["bias"],
        threshold=data["threshold"],
        fitted_on=data["fitted_on"],
    )


@dataclass(frozen=True, slots=True)
class Page:
    """What is read of a page: the units in reading order, and their vectors (n, dim).

    The first unit is the title. `headings` says which units are headings; where that is not
    known it is guessed from their looks. At least one unit is needed.
    """

    units: Sequence[str]
    vectors: NDArray[np.float32]
    lang: str
    headings: Flags | None = None


def measure_units(question: str, page: Page, embedder: Embedder) -> Floats:
    """Return the features of each unit of a page: (n, len(FEATURES))."""
    n = len(page.units)
    asked = embedder.embed_queries([question])[0]
    vectors = page.vectors
    cosine = (vectors @ asked).astype(np.float64)
    words, groups, terms = share_of_terms(question, page.units)
    traits = np.array([_traits(unit) for unit in page.units])
    heading_at = _UNIT_TRAITS.index("heading")
    if page.headings is not None:
        traits[:, heading_at] = page.headings
    heading, leads = traits[:, heading_at] > 0, traits[:, _UNIT_TRAITS.index("leads")] > 0
    scaled, groups_scaled = _scale(cosine), _scale(groups)
    match = scaled + groups_scaled
    at = np.arange(n)
    section = np.maximum.accumulate(np.where(heading | (at == 0), at, 0))
    lead = _before(np.maximum.accumulate(np.where(leads, at, -1)), 1, -1.0).astype(np.int64)
    is_led = (lead >= 0) & (at - lead <= _FURTHEST_LEAD)
    whole = vectors.sum(axis=0)
    whole /= max(float(np.linalg.norm(whole)), 1e-6)
    kinds = kinds_of(question, page.lang)
    columns: list[Floats | float] = [
        *(cosine, scaled, cosine - cosine.max(), _rank(cosine)),
        *(words, groups, terms, groups_scaled, groups.max(), match, _rank(groups)),
        *(_before(match, step) for step in (1, 2, 3)),
        *(_before(match, -step) for step in (1, 2, 3)),
        *_near(vectors, asked),
        *(float(whole @ asked), vectors @ whole, cosine[0], vectors @ vectors[0]),
        *(cosine[section], match[section], np.minimum(at - section, _FURTHEST_HEADING)),
        *(np.where(is_led, 1 / np.maximum(at - lead, 1), 0), np.where(is_led, match[lead], 0)),
        *(at / n, at == 0, at == 1, at == 2, np.log1p(at), np.log(n), np.minimum(n - 1 - at, 5)),
        *traits.T,
        *(_before(traits[:, _UNIT_TRAITS.index(trait)], 1) for trait in _NEXT_TO),
        *(_before(traits[:, _UNIT_TRAITS.index(trait)], -1) for trait in _NEXT_TO),
        np.log1p(len(question)),
        *kinds,
        *(
            kinds[KINDS.index(kind)] * traits[:, _UNIT_TRAITS.index(trait)]
            for kind, trait in _WANTED
        ),
    ]
    features = np.empty((n, len(columns)))
    for number, column in enumerate(columns):
        features[:, number] = column
    return features


def share_of_terms(question: str, texts: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    """Return how much of a question stands in each text: three arrays (len(texts),), 0 to 1.

    The share of its words and of its letter groups, a term that many texts have counting less,
    and of all its terms, each counting the same.
    """
    cut = cut_terms([fold(question), *map(_folded, texts)])
    asked = np.unique(cut.hashes[cut.texts == 0])
    none = np.zeros(len(texts))
    if not len(asked):
        return none, none, none
    place = np.minimum(np.searchsorted(asked, cut.hashes), len(asked) - 1)
    known = asked[place] == cut.hashes
    has = np.zeros((len(texts) + 1, len(asked)))
    has[cut.texts[known], place[known]] = 1.0
    has = has[1:]
    rarity = np.log((len(texts) + 1) / (has.sum(axis=0) + 0.5))
    whole = is_word(asked)
    shares = [
        has[:, of] @ rarity[of] / max(float(rarity[of].sum()), 1e-9) if of.any() else none
        for of in (whole, ~whole)
    ]
    return shares[0], shares[1], has.mean(axis=1)


# A few thousand units are remembered, as few are quoted often.
@lru_cache(maxsize=4096)
def _folded(unit: str) -> str:
    return fold(unit)


@lru_cache(maxsize=4096)
def _traits(unit: str) -> tuple[float, ...]:
    lower = unit.lower()
    has_number = bool(_TRAITS["number"].search(lower))
    # Half of the rules need a digit, and most units have none.
    found = {
        name: float((has_number or name not in _OF_DIGITS) and bool(rule.search(lower)))
        for name, rule in _TRAITS.items()
    }
    is_heading = len(unit) < _HEADING_CHARS and not (found["ends"] or found["leads"])
    return (
        *found.values(),
        float(np.log1p(len(unit))),
        float(len(unit) > _LONG),
        float(is_heading),
        float(unit[:1].islower()),
    )


def _near(vectors: NDArray[np.float32], asked: NDArray[np.float32]) -> Floats:
    """Return how near the question the units around each one are, taken together: three and
    five in a row, the few before, the few after; (4, n)."""
    n, dim = vectors.shape
    sums = np.concatenate([np.zeros((1, dim), np.float32), np.cumsum(vectors, axis=0)])
    at = np.arange(n)
    first = np.array([-1, -2, -_WINDOW, 1])[:, None] + at
    end = np.array([2, 3, 0, 1 + _WINDOW])[:, None] + at
    windows = sums[np.minimum(end.clip(0), n)] - sums[np.minimum(first.clip(0), n)]
    lengths = np.sqrt(np.einsum("wnd,wnd->wn", windows, windows))
    near: Floats = (windows @ asked) / np.maximum(lengths, 1e-3)
    return near


def _scale(values: Floats) -> Floats:
    scaled: Floats = (values - values.mean()) / max(float(values.std()), 1e-3)
    return scaled


def _rank(values: Floats) -> Floats:
    """Return the place of each value among all, the largest first, as a share of them."""
    ranks = np.empty(len(values))
    ranks[np.argsort(-values, kind="stable")] = np.arange(len(values)) / len(values)
    return ranks


def _before(values: NDArray[np.generic], steps: int, fill: float = 0.0) -> Floats:
    """Return for each place the value so many steps before it (after it, if negative)."""
    shifted = np.full(len(values), fill)
    if abs(steps) >= len(values):
        return shifted
    if steps > 0:
        shifted[steps:] = values[:-steps]
    else:
        shifted[:steps] = values[-steps:]
    return shifted
