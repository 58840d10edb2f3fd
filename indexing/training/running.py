"""Train both models from start to end: texts, tokenizer, vectors, language identifier."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexing.errors import ModelMissing
from indexing.identifying import MODEL_FILE
from indexing.training.batching import Tokens
from indexing.training.corpora import HeldOut, HeldOutText
from indexing.training.packing import quantise_rows, weigh_rows, write_model
from indexing.training.pairs import ExtraPair, PairTable, gather_pairs
from indexing.training.recipe import Recipe
from indexing.training.tokenizing import split_pieces, train_tokenizer
from knowledge.loading import Knowledge

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Called with a stage ("texts", "tokenizer", "vectors", "languages"), how much of it is done,
# and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What a training took and gave."""

    model_dir: Path
    fingerprint: str
    pairs: int
    question_pairs: int
    texts: int
    steps: int
    last_loss: float
    seconds: float
    bytes: int

    def __str__(self) -> str:
        return (
            f"{self.model_dir}: {self.bytes / 1e6:.1f} MB after {self.seconds / 60:.1f} minutes, "
            f"{self.steps:,} steps over {self.pairs:,} translations and {self.question_pairs:,} "
            f"questions; fingerprint {self.fingerprint[:16]}"
        )


def train_model(  # noqa: PLR0913 - each is a choice of the caller
    corpora_dir: Path,
    out_dir: Path,
    *,
    seed: int = 13,
    epochs: int = 6,
    progress: Progress | None = None,
    qa_dir: Path | None = None,
    extra_pairs: Iterable[ExtraPair] = (),
    knowledge: Knowledge | None = None,
    recipe: Recipe | None = None,
) -> TrainingReport:
    """Train the embedding model and the language identifier, and write both to one folder.

    The same texts, seed and library versions give the same files. One thread is used for the
    fitting, a few for the tokenizer.

    :param corpora_dir: aligned texts, see indexing.training.corpora.
    :param out_dir: the model folder; a model that stands in it is replaced.
    :param qa_dir: questions about pages, by default the folder `qa` beside the corpora. It is
        needed: its development part must be known, to be kept out.
    :param extra_pairs: pairs of our own beside the corpora: aligned sections of our articles,
        and their questions with the passages that answer them, as indexing.training.articles
        makes them. Hold some topics back to measure on.
    :param knowledge: our articles, which the language identifier learns from as well.
    :param recipe: settings other than those of the bundled model; seed and epochs are taken
        from the arguments all the same.
    :raises CorporaMissing: if a folder lacks the texts.
    :raises ModelMissing: if torch is not installed.
    """
    try:
        import torch  # noqa: F401, PLC0415 - only training needs it
    except ImportError:
        raise ModelMissing(
            "Training needs the package torch. Install it with `pip install 'veiviser[models]'`."
        ) from None
    from indexing.training.fitting import Trainer  # noqa: PLC0415 - loads torch
    from indexing.training.identification import (  # noqa: PLC0415 - as above
        gather_labelled,
        train_identifier,
    )

    began = time.monotonic()
    tell = progress or _tell_nobody
    recipe = (recipe or Recipe()).but(seed=seed, epochs=epochs)
    qa_dir = qa_dir or corpora_dir.parent / "qa"
    with _one_thread():
        tell("texts", 0, 1)
        translations, questions = gather_pairs(corpora_dir, qa_dir, extra_pairs=extra_pairs)
        check_held_out(HeldOut(corpora_dir, qa_dir), translations, questions)
        tell("texts", 1, 1)
        tell("tokenizer", 0, 2)
        tokenizer = _tokenizer(translations, questions, recipe.vocabulary, seed)
        tell("tokenizer", 1, 2)
        vocabulary = tokenizer.get_vocab()
        # Pieces are numbered as they were found, so the first ones are the smaller vocabulary.
        smaller = {token: n for token, n in vocabulary.items() if n < recipe.shared_pieces}
        parts = _as_tokens(split_pieces(vocabulary, smaller))
        tokens = {False: _tokenise(tokenizer, translations), True: _tokenise(tokenizer, questions)}
        tell("tokenizer", 2, 2)

        losses: list[float] = []

        def on_step(done: int, total: int, loss: float) -> None:
            losses.append(loss)
            tell("vectors", done, total)

        trainer = Trainer(tokens, parts, recipe.but(vocabulary=len(vocabulary)))
        trainer.fit(translations, questions, on_step)
        counts = _count_tokens((translations, questions), tokens.values(), len(vocabulary))
        counts[:, 0] = 0  # the unknown token says nothing
        rows, scales = quantise_rows(weigh_rows(trainer.table(), counts, recipe.sif))
        manifest = write_model(out_dir, rows, scales, tokenizer, {"recipe": recipe.as_dict()})
        tell("languages", 0, 1)
        labelled = gather_labelled(corpora_dir, qa_dir, seed, knowledge)
        train_identifier(labelled, out_dir / MODEL_FILE, seed)
        tell("languages", 1, 1)
    return TrainingReport(
        model_dir=out_dir,
        fingerprint=manifest["fingerprint"],
        pairs=len(translations),
        question_pairs=len(questions),
        texts=len(translations.texts) + len(questions.texts),
        steps=len(losses),
        last_loss=float(np.mean(losses[-100:])),
        seconds=time.monotonic() - began,
        bytes=sum(path.stat().st_size for path in out_dir.rglob("*") if path.is_file()),
    )


def check_held_out(held_out: HeldOut, *tables: PairTable) -> None:
    """Look at every text once more before it is learnt from.

    :raises HeldOutText: naming the first that is for measuring only.
    """
    for table in tables:
        for text in table.texts:
            if text in held_out:
                raise HeldOutText(f"This text is for measuring only: {text[:60]!r}.")


def _tokenizer(
    translations: PairTable, questions: PairTable, vocabulary: int, seed: int
) -> "Tokenizer":
    tables = (translations, questions)
    texts = ((lang, text) for t in tables for lang, text in zip(t.langs, t.texts, strict=True))
    return train_tokenizer(texts, vocabulary=vocabulary, seed=seed)


def _tokenise(tokenizer: "Tokenizer", table: PairTable) -> Tokens:
    texts = list(table.texts)
    ids: list[list[int]] = []
    for start in range(0, len(texts), 4_096):
        part = texts[start : start + 4_096]
        for encoding in tokenizer.encode_batch_fast(part, add_special_tokens=False):
            ids.append(encoding.ids or [0])
    return _as_tokens(ids)


def _count_tokens(
    tables: Iterable[PairTable], tokens: Iterable[Tokens], vocabulary: int
) -> NDArray[np.int64]:
    """Return (languages, vocabulary): how often each token occurs in each language."""
    counts: dict[str, NDArray[np.int64]] = {}
    for table, of_texts in zip(tables, tokens, strict=True):
        lang_of_token = np.repeat(np.asarray(table.langs), np.diff(of_texts.offsets))
        for lang in np.unique(table.langs):
            found = np.bincount(of_texts.ids[lang_of_token == lang], minlength=vocabulary)
            counts[lang] = counts.get(lang, np.zeros(vocabulary, np.int64)) + found
    return np.array([counts[lang] for lang in sorted(counts)])


def _as_tokens(ids: list[list[int]]) -> Tokens:
    offsets = np.cumsum([0, *map(len, ids)])
    return Tokens(np.fromiter((i for part in ids for i in part), dtype=np.int32), offsets)


@contextmanager
def _one_thread() -> Iterator[None]:
    """More threads gain little here, and the sums would depend on their number."""
    import torch  # noqa: PLC0415

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _tell_nobody(stage: str, done: int, total: int) -> None:
    """Do nothing."""
