"""`python -m indexing.evaluation`: measure the answers, or fit the confidence anew.

The index is the one in VEIVISER_DATA_DIR (or --index), built with the bundled model.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from indexing.embedding import load_embedder
from indexing.errors import IndexingError
from indexing.evaluation.fitting import fit, gather_features, write_calibration
from indexing.evaluation.questions import read_questions
from indexing.evaluation.report import format_report, read_report, write_report
from indexing.evaluation.running import evaluate
from indexing.opening import IndexHandle
from indexing.road import Road, Steps


def main() -> int:
    """Run one of the two commands; 1 if there is no index to run on."""
    parser = argparse.ArgumentParser(prog="python -m indexing.evaluation", description=__doc__)
    parser.add_argument("command", choices=("report", "fit"))
    parser.add_argument("--index", type=Path, default=Path("data/index"))
    parser.add_argument("--write", action="store_true", help="write the report to be committed")
    parser.add_argument("--half", choices=("report", "tune"), default="report")
    arguments = parser.parse_args()
    if arguments.write and arguments.half != "report":
        parser.error("only the half `report` is committed: what is fitted on is not reported")
    try:
        embedder = load_embedder()
        handle = IndexHandle(arguments.index, embedder)
        if arguments.command == "fit":
            # The old coefficients may not fit the features, so they are not asked.
            steps = Steps(judge=lambda _question, _retrieved: 0.0, is_enough=lambda _chance: False)
            sys.stdout.write(_fit(Road(handle, embedder, steps=steps)))
        else:
            sys.stdout.write(_report(Road(handle, embedder), arguments))
    except IndexingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _report(road: Road, arguments: argparse.Namespace) -> str:
    questions = [asked for asked in read_questions() if asked.half == arguments.half]
    figures = evaluate(road, questions)
    table = format_report(figures, read_report() if arguments.half == "report" else {})
    if arguments.write:
        write_report(figures)
    return table + "\n"


def _fit(road: Road) -> str:
    questions = [asked for asked in read_questions() if asked.half == "tune"]
    features, right, answerable = gather_features(road, questions)
    langs = Counter(asked.lang for asked in questions)
    told = (
        f"{len(questions)} questions of the half tune in {len(langs)} languages, "
        f"{int(answerable.sum())} with an answer, for {int(right.sum())} of which the best "
        "article was the right one"
    )
    calibration = fit(features, right, answerable, fitted_on=told)
    write_calibration(calibration)
    return f"Fitted on {told}; answered from {calibration.threshold:.2f} on.\n"


if __name__ == "__main__":
    sys.exit(main())
