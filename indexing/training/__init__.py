"""Train the bundled embedding model and the language identifier, and measure them.

Training needs the extra `models` (torch), which is loaded when it begins and not before;
measuring needs nothing beside the serving packages. Nothing that serves a request imports
this package.
"""

from indexing.training.corpora import CorporaMissing, HeldOutText
from indexing.training.pairs import ExtraPair
from indexing.training.recipe import Recipe
from indexing.training.reporting import ModelReport, measure, write_report
from indexing.training.running import Progress, TrainingReport, train_model

__all__ = [
    "CorporaMissing",
    "ExtraPair",
    "HeldOutText",
    "ModelReport",
    "Progress",
    "Recipe",
    "TrainingReport",
    "measure",
    "train_model",
    "write_report",
]
