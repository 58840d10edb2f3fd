"""Write the model card: `README.md` of the model folder.

Figures come from the report, sources and licences from `sources.toml`, so the card cannot say
anything else than they do.
"""

import json
from pathlib import Path
from string import Template

from indexing.embedding_static import read_manifest
from indexing.training.corpora import sources
from indexing.training.reporting import ModelReport

_TEMPLATE_FILE = Path(__file__).with_name("card.md")


def write_card(report: ModelReport, model_dir: Path) -> None:
    """Put the card into the model folder."""
    manifest = read_manifest(model_dir)
    recipe = manifest.get("recipe", {})
    size = sum(
        (model_dir / name).stat().st_size for name in ("model.safetensors", "tokenizer.json")
    )
    card = Template(_TEMPLATE_FILE.read_text("utf-8")).substitute(
        fingerprint=report.fingerprint[:16],
        tokens=f"{manifest['tokens']:,}",
        dim=manifest["dim"],
        max_tokens=manifest["max_tokens"],
        size_mb=f"{size / 1e6:.1f}",
        epochs=recipe.get("epochs", "?"),
        seed=recipe.get("seed", "?"),
        recipe=json.dumps(recipe),
        sources=_sources_table(),
        translations=_translations_table(report),
        pages=_pages_table(report),
        identified=_identified_table(report),
        mean_en=_per_cent(report.mean_translation("en")),
        mean_nb=_per_cent(report.mean_translation("nb")),
    )
    (model_dir / "README.md").write_text(card, "utf-8")


def _sources_table() -> str:
    rows = ["| source | licence | what it is | weight |", "|---|---|---|---|"]
    for source in sources().values():
        rows.append(f"| {source.origin} | {source.licence} | {source.about} | {source.weight:g} |")
    return "\n".join(rows)


def _translations_table(report: ModelReport) -> str:
    langs = [pair[3:] for pair in report.translations if pair.startswith("en-")]
    rows = ["| language | with English | with Bokmål |", "|---|---|---|"]
    for lang in langs:
        nb = report.translations.get(f"nb-{lang}")
        rows.append(
            f"| {lang} | {_per_cent(report.translations[f'en-{lang}'])} "
            f"| {_per_cent(nb) if nb is not None else '–'} |"
        )
    return "\n".join(rows)


def _pages_table(report: ModelReport) -> str:
    rows = ["| asked in – pages in | vectors alone | with words and 4-grams |", "|---|---|---|"]
    for pair, scores in report.hybrid.items():
        alone = report.pages[pair]
        rows.append(
            f"| {pair.replace('-', ' – ')} | {_per_cent(alone.mrr_at_10)} / "
            f"{_per_cent(alone.recall_at_5)} | {_per_cent(scores.mrr_at_10)} / "
            f"{_per_cent(scores.recall_at_5)} |"
        )
    same, cross = report.mean_pages("same"), report.mean_pages("cross")
    hybrid = report.mean_pages("hybrid")
    rows.append(
        f"| **mean, same language** | **{_per_cent(same.mrr_at_10)} / "
        f"{_per_cent(same.recall_at_5)}** | **{_per_cent(hybrid.mrr_at_10)} / "
        f"{_per_cent(hybrid.recall_at_5)}** |"
    )
    rows.append(
        f"| **mean of the 20 pairs of two languages** | **{_per_cent(cross.mrr_at_10)} / "
        f"{_per_cent(cross.recall_at_5)}** | words are not asked |"
    )
    return "\n".join(rows)


def _identified_table(report: ModelReport) -> str:
    rows = ["| language | sentences | five to eight words |", "|---|---|---|"]
    for lang, shares in report.identified.items():
        rows.append(f"| {lang} | " + " | ".join(map(_per_cent, shares.values())) + " |")
    return "\n".join(rows)


def _per_cent(share: float) -> str:
    return f"{100 * share:.1f}"
