"""How good the answers are, measured on questions written for it, language by language."""

from indexing.evaluation.ablation import Row, ablate
from indexing.evaluation.baselines import compare
from indexing.evaluation.metrics import Figure, Figures, Outcome, measure
from indexing.evaluation.questions import (
    TestMessage,
    TestQuestion,
    TestRequest,
    read_messages,
    read_questions,
    read_requests,
)
from indexing.evaluation.report import (
    falls,
    format_ablation,
    format_report,
    format_table,
    read_report,
    write_report,
)
from indexing.evaluation.running import (
    Exam,
    Results,
    evaluate,
    find_spots,
    list_outcomes,
    read_exam,
)

__all__ = [
    "Exam",
    "Figure",
    "Figures",
    "Outcome",
    "Results",
    "Row",
    "TestMessage",
    "TestQuestion",
    "TestRequest",
    "ablate",
    "compare",
    "evaluate",
    "falls",
    "find_spots",
    "format_ablation",
    "format_report",
    "format_table",
    "list_outcomes",
    "measure",
    "read_exam",
    "read_messages",
    "read_questions",
    "read_report",
    "read_requests",
    "write_report",
]
