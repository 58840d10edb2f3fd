"""Write the fitted table as a model folder that both roads can read.

Tensors `embeddings` (int8, one row a token) and `weights` (float32, one number a token) in
`model.safetensors`: sentence-transformers multiplies the second into the first when it loads
a StaticEmbedding, so eight bits a number need no code of our own there. Per-row rounding to
eight bits costs nothing measurable.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from indexing.embedding_static import (
    MANIFEST_FILE,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    compute_fingerprint,
)

MODEL_NAME = "veiviser-static"

_MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": "sentence_transformers.sentence_transformer.modules.static_embedding"
        ".StaticEmbedding",
    },
    {
        "idx": 1,
        "name": "1",
        "path": "1_Normalize",
        "type": "sentence_transformers.base.modules.normalize.Normalize",
    },
]
_NORMALIZE = {
    "module_input_name": "sentence_embedding",
    "module_output_name": "sentence_embedding",
}
_CONFIG: dict[str, Any] = {
    "model_type": "SentenceTransformer",
    "prompts": {},
    "default_prompt_name": None,
    "similarity_fn_name": "cosine",
}


def weigh_rows(
    table: NDArray[np.float32], counts: NDArray[np.int64], a: float
) -> NDArray[np.float32]:
    """Multiply each token's row by a / (a + p), p being how frequent the token is.

    Frequent tokens say little. How frequent is counted within each language, and a token of
    several languages takes their mean by where it occurs: "og" is common, however little of the
    text is Norwegian. A token that never occurred keeps no row: its vector would be the random
    one it began with.

    :param counts: (languages, tokens), how often each token occurs in the training text.

    Source: Arora, Liang and Ma, "A Simple but Tough-to-Beat Baseline for Sentence Embeddings",
    ICLR 2017, without the removal of the first component, which gained nothing here.
    """
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    occurs = counts.sum(axis=0)
    frequency = (counts * share).sum(axis=0) / np.maximum(occurs, 1)
    weight = np.where(occurs > 0, a / (a + frequency), 0).astype(np.float32)
    return table * weight[:, None]


def quantise_rows(
    table: NDArray[np.float32],
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return (rows, scales) with rows * scales[:, None] near the table: at most 1/254 of the
    row's largest number away."""
    scales = (np.abs(table).max(axis=1) / 127).astype(np.float32)
    safe = np.where(scales > 0, scales, 1)[:, None]
    return np.rint(table / safe).astype(np.int8), scales


def write_model(
    folder: Path,
    rows: NDArray[np.int8],
    scales: NDArray[np.float32],
    tokenizer: Tokenizer,
    about: dict[str, Any],
) -> dict[str, Any]:
    """Write the folder, or replace the model in it; other files there are left alone.

    :param about: what else the manifest shall tell (settings, seed, counts).
    :return: the manifest.
    """
    from safetensors.numpy import save_file  # noqa: PLC0415 - only training needs it

    building = folder.with_name(folder.name + ".building.tmp")
    shutil.rmtree(building, ignore_errors=True)
    (building / "1_Normalize").mkdir(parents=True)
    tokenizer.no_padding()
    tokenizer.save(str(building / TOKENIZER_FILE), pretty=False)
    save_file({"embeddings": rows, "weights": scales}, building / WEIGHTS_FILE)
    _write_json(building / "modules.json", _MODULES)
    _write_json(building / "1_Normalize" / "config.json", _NORMALIZE)
    _write_json(building / "config_sentence_transformers.json", _CONFIG)
    truncation = tokenizer.truncation
    manifest = {
        "name": MODEL_NAME,
        "fingerprint": compute_fingerprint(building),
        "dim": int(rows.shape[1]),
        "tokens": int(rows.shape[0]),
        "max_tokens": truncation["max_length"] if truncation else None,
        **about,
    }
    _write_json(building / MANIFEST_FILE, manifest)
    # Renamed and not written over: a running portal has the old files mapped, and keeps them.
    # The manifest goes first and comes last: without it no reader takes the folder for a model.
    (folder / MANIFEST_FILE).unlink(missing_ok=True)
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    files = sorted(path for path in building.rglob("*") if path.is_file())
    for path in sorted(files, key=lambda path: path.name == MANIFEST_FILE):
        path.chmod(0o644)  # the safetensors library writes for its user alone
        path.replace(folder / path.relative_to(building))
    shutil.rmtree(building)
    return manifest


def _write_json(path: Path, value: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", "utf-8")
