"""Measure a model folder, and set its figures beside the published ones.

The report is a file of the model folder: what a later training must not fall behind.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from indexing.embedding_static import StaticModel, verify_model
from indexing.training.measuring import (
    PageScores,
    measure_hybrid_pages,
    measure_identifier,
    measure_pages,
    measure_translations,
)

REPORT_FILE = "report.json"

# Not counted in the means: languages that are learnt from and not served.
_BESIDES = frozenset({"de", "fr", "es"})


@dataclass(frozen=True, slots=True)
class ModelReport:
    """Shares are 0 to 1.

    `translations`: accuracy by pair, as "en-pl". `pages`: OMoS-QA development part by
    (language asked)-(language of the pages), by the vectors alone. `hybrid`: the same within
    one language, with BM25 over words and letter groups added. `identified`: by language, of
    whole held-out sentences and of cuts of five to eight words.
    """

    fingerprint: str
    translations: Mapping[str, float]
    pages: Mapping[str, PageScores]
    hybrid: Mapping[str, PageScores]
    identified: Mapping[str, Mapping[str, float]]

    def mean_translation(self, centre: str) -> float:
        """Return the mean over our languages (Dari included) paired with "en" or "nb"."""
        return float(
            np.mean(
                [
                    value
                    for pair, value in self.translations.items()
                    if pair.startswith(f"{centre}-") and pair[3:] not in _BESIDES
                ]
            )
        )

    def mean_pages(self, which: str) -> PageScores:
        """Return the mean of the "same" or the "cross" language pairs, or of "hybrid"."""
        found = self.hybrid if which == "hybrid" else self.pages
        scores = [
            value
            for pair, value in found.items()
            if (pair.split("-")[0] == pair.split("-")[1]) is not (which == "cross")
        ]
        return PageScores(
            mrr_at_10=float(np.mean([s.mrr_at_10 for s in scores])),
            recall_at_5=float(np.mean([s.recall_at_5 for s in scores])),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, rounded to a tenth of a per cent, means first."""
        means = {
            "translations en-x": self.mean_translation("en"),
            "translations nb-x": self.mean_translation("nb"),
            **{f"pages {w}": asdict(self.mean_pages(w)) for w in ("same", "cross", "hybrid")},
        }
        return dict(_rounded({"means": means, **asdict(self)}))

    def __str__(self) -> str:
        lines = ["translations found (en-x, nb-x), per cent"]
        langs = [pair[3:] for pair in self.translations if pair.startswith("en-")]
        for lang in langs:
            nb = self.translations.get(f"nb-{lang}")
            shown = f"{100 * nb:6.1f}" if nb is not None else "     –"
            lines.append(f"  {lang:4}{100 * self.translations[f'en-{lang}']:6.1f}{shown}")
        lines.append(
            f"  mean{100 * self.mean_translation('en'):6.1f}"
            f"{100 * self.mean_translation('nb'):6.1f}   (our languages)"
        )
        lines.append("pages found for questions: MRR at 10, recall at 5")
        for which in ("same", "cross", "hybrid"):
            mean = self.mean_pages(which)
            lines.append(f"  {which:7}{100 * mean.mrr_at_10:6.1f}{100 * mean.recall_at_5:6.1f}")
        lines.append("languages identified: sentences, five to eight words")
        for lang, shares in self.identified.items():
            lines.append(
                f"  {lang:4}" + "".join(f"{100 * share:6.1f}" for share in shares.values())
            )
        return "\n".join(lines)


def measure(model_dir: Path, corpora_dir: Path, qa_dir: Path) -> ModelReport:
    """Measure the embedding model and the language identifier of a folder.

    :raises CorporaMissing: if a folder lacks what is measured on.
    :raises ModelMissing: if the model is missing or was altered.
    """
    verify_model(model_dir)
    model = StaticModel(model_dir)
    return ModelReport(
        fingerprint=model.fingerprint,
        translations=measure_translations(model, corpora_dir),
        pages=measure_pages(model, qa_dir),
        hybrid=measure_hybrid_pages(model, qa_dir),
        identified=measure_identifier(model_dir, corpora_dir),
    )


def write_report(report: ModelReport, model_dir: Path) -> None:
    """Put the report into the model folder."""
    text = json.dumps(report.as_dict(), indent=1, ensure_ascii=False, sort_keys=False)
    (model_dir / REPORT_FILE).write_text(text + "\n", "utf-8")


def _rounded(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, Mapping):
        return {key: _rounded(part) for key, part in value.items()}
    return value
