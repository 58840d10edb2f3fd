"""`python -m indexing.training CORPORA OUT`: train, measure, and write the model card.

`veiviser model train` and `veiviser model evaluate` are the same for everyday use.
"""

import argparse
import sys
import time
from pathlib import Path

from indexing.errors import IndexingError
from indexing.training import measure, train_model, write_report
from indexing.training.articles import article_pairs, every_topic
from indexing.training.card import write_card
from knowledge.loading import load_knowledge

_BAR_WIDTH = 40


class _Bar:
    """One line on the terminal; elsewhere a line per stage."""

    def __init__(self) -> None:
        self._stage, self._began, self._shown = "", 0.0, 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began = stage, now
        elif done < total and now - self._shown < 0.5:
            return
        self._shown = now
        if not sys.stderr.isatty() and done < total:
            return
        filled = _BAR_WIDTH * done // max(total, 1)
        bar = "#" * filled + "." * (_BAR_WIDTH - filled)
        end = "\n" if done == total or not sys.stderr.isatty() else ""
        sys.stderr.write(f"\r{stage:10} {bar} {done}/{total} {now - self._began:5.0f} s{end}")
        sys.stderr.flush()


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 if all went well."""
    parser = argparse.ArgumentParser(prog="python -m indexing.training", description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder of aligned texts (*.tsv.gz)")
    parser.add_argument("out", type=Path, help="model folder to write")
    parser.add_argument("--qa", type=Path, help="folder of questions; default: qa beside corpora")
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--measure-only", action="store_true", help="only measure what is there")
    options = parser.parse_args(arguments)
    qa_dir = options.qa or options.corpora.parent / "qa"
    try:
        if not options.measure_only:
            knowledge = load_knowledge()
            trained = train_model(
                options.corpora,
                options.out,
                seed=options.seed,
                epochs=options.epochs,
                qa_dir=qa_dir,
                extra_pairs=article_pairs(knowledge, every_topic(knowledge)),
                knowledge=knowledge,
                progress=_Bar(),
            )
            sys.stdout.write(f"{trained}\n")
        report = measure(options.out, options.corpora, qa_dir)
        write_report(report, options.out)
        write_card(report, options.out)
    except IndexingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{report}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
