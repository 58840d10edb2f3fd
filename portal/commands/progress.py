"""A progress bar for work that tells its stages, where somebody sits at the terminal."""

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_LABEL_CHARS = 32


class StageBars:
    """One bar a stage; call it with the stage, how much is done, and of how much.

    Use it in a `with` block, so that the last bar is ended whatever happens.
    """

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._labels = labels
        self._stage = ""
        self._bar: ProgressBar[int] | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        if stage != self._stage or self._bar is None:
            self._end()
            self._stage = stage
            label = self._labels.get(stage, stage).ljust(_LABEL_CHARS)
            self._bar = click.progressbar(length=max(total, 1), label=label)
            self._bar.render_progress()
        self._bar.update(done - self._bar.pos)

    def __enter__(self) -> "StageBars":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._end()

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None
