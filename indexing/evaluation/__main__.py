"""`python -m indexing.evaluation`: measure the answers, or fit weights and confidence anew.

`fit` learns on the half `tune` what topics are weighed by, and then the confidence. `report`
prints the figures of a half, and beside those of `report` what simpler searches find; `--write`
writes the report that is committed. The index is the one in
VEIVISER_DATA_DIR (or --index), built with the bundled model.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from indexing.confidence import Judgement
from indexing.embedding import load_embedder
from indexing.errors import IndexingError
from indexing.evaluation.baselines import compare
from indexing.evaluation.fitting import fit, gather_features, write_calibration
from indexing.evaluation.questions import read_questions
from indexing.evaluation.ranking import find_ranked, fit_weights, share_first, write_weights
from indexing.evaluation.report import format_report, format_table, read_report, write_report
from indexing.evaluation.running import evaluate, find_spots, read_exam
from indexing.opening import IndexHandle
from indexing.road import Road, Steps
from indexing.scope import Scope
from indexing.weighing import WORDING_FEATURES, learnt_weights

_NOTHING = Judgement(0.0, 0.0, Scope(1.0, 0.0, 0.0, 0.0))


def main() -> int:
    """Run one of the commands; 1 if there is no index to run on."""
    parser = argparse.ArgumentParser(prog="python -m indexing.evaluation", description=__doc__)
    parser.add_argument("command", choices=("report", "fit"))
    parser.add_argument("--index", type=Path, default=Path("data/index"))
    parser.add_argument("--write", action="store_true", help="write the report to be committed")
    parser.add_argument("--half", choices=("report", "tune"), default="report")
    arguments = parser.parse_args()
    if arguments.write and arguments.half != "report":
        parser.error("only the half `report` is committed: what is fitted on is not reported")
    commands: dict[str, Callable[[IndexHandle, argparse.Namespace], str]] = {
        "report": _report,
        "fit": _fit,
    }
    try:
        handle = IndexHandle(arguments.index, load_embedder())
        sys.stdout.write(commands[arguments.command](handle, arguments))
    except IndexingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _report(handle: IndexHandle, arguments: argparse.Namespace) -> str:
    exam = read_exam(arguments.half)
    embedder, index = load_embedder(), handle.current()
    results = evaluate(Road(handle, embedder), exam, spots=find_spots(index))
    is_report = arguments.half == "report"
    table = format_report(results, read_report() if is_report else None)
    if not is_report:
        return table + "\n"
    baselines = compare(index, embedder, exam.questions)
    if arguments.write:
        write_report(results, baselines=baselines)
    return f"{table}\n\n{format_table(baselines)}\n"


def _fit(handle: IndexHandle, _arguments: argparse.Namespace) -> str:
    embedder = load_embedder()
    questions = [asked for asked in read_questions() if asked.half == "tune"]
    index = handle.current()
    first = fit_weights(list(find_ranked(index, embedder, questions, closely=False)))
    # What stands first decides what is read closely, so these weights are needed at once.
    write_weights(first, np.append(first, [0.0] * len(WORDING_FEATURES)))
    learnt_weights.cache_clear()
    ranked = list(find_ranked(index, embedder, questions))
    weights = fit_weights(ranked)
    write_weights(first, weights)
    learnt_weights.cache_clear()
    # The old coefficients may not fit the features, so they are not asked.
    blind = Steps(judge=lambda _question, _retrieved: _NOTHING, decide=lambda _judged: "no_answer")
    gathered = gather_features(Road(handle, embedder, steps=blind), questions)
    langs = Counter(asked.lang for asked in questions)
    told = (
        f"{len(questions)} questions of the half tune in {len(langs)} languages, "
        f"{int(gathered.answerable.sum())} with an answer, for {int(gathered.right.sum())} of "
        "which the best topic was a right one"
    )
    calibration = fit(gathered, fitted_on=told, collections=index.places.collections)
    write_calibration(calibration)
    at_once, three = (share_first(ranked, weights, within=k) for k in (1, 3))
    return (
        f"Fitted on {told} (first {at_once:.1%}, in three {three:.1%}); refused below "
        f"{calibration.answerable.threshold:.2f}, asked back below "
        f"{calibration.right.threshold:.2f}.\n"
    )


if __name__ == "__main__":
    sys.exit(main())
