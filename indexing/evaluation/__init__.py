"""How good the answers are, measured on questions written for it, language by language."""

from indexing.evaluation.metrics import Figures, Outcome, measure
from indexing.evaluation.questions import TestQuestion, read_questions
from indexing.evaluation.report import format_report, read_report, write_report
from indexing.evaluation.running import evaluate, list_outcomes

__all__ = [
    "Figures",
    "Outcome",
    "TestQuestion",
    "evaluate",
    "format_report",
    "list_outcomes",
    "measure",
    "read_questions",
    "read_report",
    "write_report",
]
