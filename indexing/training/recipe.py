"""The settings of a training; the defaults are those of the bundled model."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Recipe:
    """What was measured to work; indexing/models/veiviser-static/README.md has the figures."""

    vocabulary: int = 100_000
    dim: int = 256
    epochs: int = 6
    seed: int = 13
    learning_rate: float = 0.35
    warm_up: float = 0.05  # share of the steps
    translation_scale: float = 12.0
    question_scale: float = 20.0
    # The vector of a token is one of its own plus the mean of those of its pieces in a smaller
    # vocabulary: what a rare word shares with others is learnt from them. Added up at the end.
    shared_pieces: int = 20_000
    shared_spread: float = 0.1  # of the random numbers that training starts from
    own_spread: float = 0.02
    question_weight: float = 2.0  # how often questions are seen, beside their own weights
    sif: float = 6e-3

    def but(self, **changes: Any) -> Self:  # noqa: ANN401 - the fields above
        """Return the recipe with some settings changed."""
        return replace(self, **changes)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
