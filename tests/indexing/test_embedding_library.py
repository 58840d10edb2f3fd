"""The other road to the same vectors, and other models through it."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, pre_tokenizers
from tokenizers.models import WordLevel

from indexing.embedding import BUNDLED_MODEL_DIR, Embedder, StaticModel, load_embedder
from indexing.embedding_library import LibraryModel
from indexing.errors import ModelMissing

pytestmark = [
    pytest.mark.models,
    # The library's own use of its own older names is no fault of ours.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]


@pytest.fixture(scope="module", autouse=True)
def library() -> None:
    pytest.importorskip("sentence_transformers")


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of any sentence-transformers kind, made on the spot: five words, random rows."""
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding  # noqa: PLC0415

    words = {"[UNK]": 0, "query": 1, "passage": 2, "lege": 3, "skole": 4}
    tokenizer = Tokenizer(WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    rows = torch.eye(5)
    folder = tmp_path_factory.mktemp("tiny")
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=rows)])
    model.save(str(folder), create_model_card=False)
    return folder


def test_prefixes_are_put_before_queries_and_passages(tiny_folder: Path) -> None:
    model = load_embedder(str(tiny_folder), query_prefix="query ", passage_prefix="passage ")
    assert isinstance(model, LibraryModel)
    assert isinstance(model, Embedder)
    root = np.sqrt(0.5)
    np.testing.assert_allclose(model.embed_queries(["lege"]), [[0, root, 0, root, 0]], atol=1e-6)
    np.testing.assert_allclose(model.embed_passages(["lege"]), [[0, 0, root, root, 0]], atol=1e-6)


def test_without_prefixes_the_text_stands_alone(tiny_folder: Path) -> None:
    model = LibraryModel(str(tiny_folder))
    np.testing.assert_allclose(model.embed_queries(["skole"]), [[0, 0, 0, 0, 1]], atol=1e-6)
    assert model.embed_passages([]).shape == (0, 5)


def test_an_empty_text_gives_zeros_and_not_nan(tiny_folder: Path) -> None:
    assert not LibraryModel(str(tiny_folder)).embed_queries([""]).any()


def test_the_fingerprint_changes_with_weights_and_prefixes(
    tiny_folder: Path, tmp_path: Path
) -> None:
    one = LibraryModel(str(tiny_folder))
    assert LibraryModel(str(tiny_folder)).fingerprint == one.fingerprint
    assert LibraryModel(str(tiny_folder), query_prefix="q ").fingerprint != one.fingerprint


def test_a_model_that_cannot_be_found_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="VEIVISER_EMBEDDING_MODEL"):
        LibraryModel(str(tmp_path / "nowhere"))


def test_both_roads_give_the_same_vectors_in_every_language(test_data: Path) -> None:
    lines = (test_data / "everyday-questions.tsv").read_text("utf-8").splitlines()[1:]
    texts = [text for line in lines for text in line.split("\t")]
    texts += ["", "   ", "\u3042\u3044", "x" * 300, " ".join(texts[:200])]
    static = StaticModel(BUNDLED_MODEL_DIR).embed_passages(texts)
    through_library = LibraryModel(str(BUNDLED_MODEL_DIR)).embed_passages(texts)
    assert np.abs(static - through_library).max() < 1e-5


def test_the_library_loads_the_bundled_folder_from_anywhere(tmp_path: Path) -> None:
    """Nothing of ours is on the path of that process, and no trust is asked of it."""
    code = (
        "import sys\n"
        "from sentence_transformers import SentenceTransformer\n"
        f"vector = SentenceTransformer({str(BUNDLED_MODEL_DIR)!r}).encode(['Hvor er legen?'])\n"
        "assert 'indexing' not in sys.modules\n"
        "sys.stdout.write(' '.join(map(str, vector[0])))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    vector = np.array(done.stdout.split(), dtype=np.float32)
    expected = StaticModel(BUNDLED_MODEL_DIR).embed_queries(["Hvor er legen?"])[0]
    np.testing.assert_allclose(vector, expected, atol=1e-5)
