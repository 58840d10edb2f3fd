"""What is learnt from, what is not, and that the whole command works on a tiny corpus."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from indexing.embedding import StaticModel
from indexing.errors import IndexingError
from indexing.identifying import identify
from indexing.training import (
    CorporaMissing,
    ExtraPair,
    HeldOutText,
    Recipe,
    measure,
    train_model,
    write_report,
)
from indexing.training.batching import BATCH_SIZE, epoch_batches
from indexing.training.card import write_card
from indexing.training.corpora import HeldOut, corpus_files, sources
from indexing.training.packing import quantise_rows, weigh_rows
from indexing.training.pairs import PairTable, draw_epoch, gather_pairs
from indexing.training.running import check_held_out
from indexing.training.tokenizing import split_pieces
from indexing.values import Question

NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
TALL = ["en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti"]
THINGS = [("doctors", "leger"), ("schools", "skoler"), ("letters", "brev"), ("houses", "hus")]
HELD_OUT = ("The mayor of the island sang", "Ordføreren på øya sang")
DEV_QUESTION = "Who waters the flowers of the town hall?"
DEV_LINE = "The gardener waters the flowers of the town hall."


def write_pairs(folder: Path, name: str, rows: list[tuple[str, str]]) -> None:
    folder.mkdir(exist_ok=True)
    with gzip.open(folder / f"{name}.tsv.gz", "wt", encoding="utf-8") as file:
        file.writelines(f"{left}\t{right}\n" for left, right in rows)


def write_page(folder: Path, name: str, question: str, lines: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    entry = {
        "id": 7 if "dev" in name else 3,
        "question": question,
        "context": "\n".join(lines),
        "answers": [1],
        "pageId": 70 if "dev" in name else 30,
    }
    with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """Forty sentence pairs, their held-out neighbours, and one page a part."""
    folder = tmp_path / "corpora"
    rows = [
        (f"There are {number} {thing} here", f"Det er {tall} {ting} her")
        for number, tall in zip(NUMBERS, TALL, strict=True)
        for thing, ting in THINGS
    ]
    write_pairs(folder, "udhr.en-nb", [*rows, HELD_OUT, (DEV_LINE, "Gartneren vanner blomstene")])
    write_pairs(folder, "ntrex-heldout.en-nb", [HELD_OUT, ("Two dogs ran", "To hunder løp")])
    write_pairs(folder, "ntrex-heldout.nb-en", [HELD_OUT[::-1]])
    write_pairs(
        folder, "norquad.qa.nb", [("Hvor mange leger er det?", "Det er ti leger her. " * 3)]
    )
    for lang in ("en", "de"):
        omos = tmp_path / "qa" / "omos"
        write_page(omos, f"dev.{lang}", DEV_QUESTION, ["Town hall", DEV_LINE, "Open on Monday"])
        write_page(
            omos, f"train.{lang}", "Where is the school?", ["School", "It is here.", "Ring."]
        )
    return folder


def all_texts(*tables: PairTable) -> set[str]:
    return {text for table in tables for text in table.texts}


def test_held_out_texts_are_never_learnt_from_whatever_file_they_stand_in(corpora: Path) -> None:
    texts = all_texts(*gather_pairs(corpora, corpora.parent / "qa"))
    assert "There are two schools here" in texts
    assert texts.isdisjoint({*HELD_OUT, DEV_QUESTION, DEV_LINE})


def test_held_out_is_known_by_its_words_not_its_spacing_or_case(corpora: Path) -> None:
    held_out = HeldOut(corpora, corpora.parent / "qa")
    assert "  the MAYOR of the\u00a0island   sang " in held_out
    assert "Town hall " + DEV_LINE + " Open on Monday" in held_out
    assert "Open on Monday" not in held_out  # a short line stands on any page


def test_a_held_out_text_among_the_extra_pairs_is_left_out(corpora: Path) -> None:
    pairs = [ExtraPair(HELD_OUT[0], "x", "en", "nb"), ExtraPair("a word", "et ord", "en", "nb")]
    translations, _ = gather_pairs(corpora, corpora.parent / "qa", extra_pairs=pairs)
    assert "a word" in translations.texts
    assert HELD_OUT[0] not in translations.texts


def test_the_last_look_before_training_sees_a_held_out_text(corpora: Path) -> None:
    table = PairTable()
    table.add(("en", DEV_QUESTION), ("en", "y"), 1.0)
    with pytest.raises(HeldOutText, match="flowers"):
        check_held_out(HeldOut(corpora, corpora.parent / "qa"), table)


def test_a_source_without_a_licence_on_record_is_refused(corpora: Path) -> None:
    write_pairs(corpora, "scraped.en-nb", [("a", "b")])
    with pytest.raises(IndexingError, match=r"scraped.*sources\.toml"):
        corpus_files(corpora)


def test_every_source_names_its_licence_and_origin() -> None:
    assert len(sources()) >= 25
    assert all(s.licence and s.origin and s.about and s.weight > 0 for s in sources().values())


def test_missing_corpora_and_questions_are_named(tmp_path: Path, corpora: Path) -> None:
    with pytest.raises(CorporaMissing, match=r"tsv\.gz"):
        train_model(tmp_path / "nothing", tmp_path / "out")
    with pytest.raises(CorporaMissing, match=r"jsonl\.gz"):
        train_model(corpora, tmp_path / "out", qa_dir=tmp_path / "nothing")


def test_a_question_is_held_against_other_pages_and_not_against_its_own(corpora: Path) -> None:
    _, questions = gather_pairs(corpora, corpora.parent / "qa")
    groups = dict(zip(questions.right, questions.right_group, strict=True))
    pages = [questions.texts[text] for text in questions.texts if text.startswith("School It")]
    answers = [questions.texts["It is here."]]
    assert len({groups[number] for number in (*pages, *answers)}) == 1


def test_an_epoch_sees_each_pair_as_often_as_its_weight() -> None:
    rng = np.random.default_rng(1)
    seen = np.bincount(
        np.concatenate([draw_epoch([2.0, 0.25, 1.5], rng) for _ in range(400)]), minlength=3
    )
    assert seen[0] == 800
    assert seen[1] == pytest.approx(100, abs=30)
    assert seen[2] == pytest.approx(600, abs=40)


def test_batches_hold_every_drawn_pair_once_and_half_of_them_one_language_pair() -> None:
    table = PairTable()
    for lang in ("nb", "pl", "so"):
        for n in range(2_000):
            table.add(("en", f"{n}"), (lang, f"{lang} {n}"), 1.0)
    batches = epoch_batches(table, PairTable(), np.random.default_rng(3))
    rows = np.concatenate([batch.rows for batch in batches])
    assert sorted(rows.tolist()) == list(range(6_000))
    assert all(len(batch.rows) <= BATCH_SIZE for batch in batches)
    kinds = [len({table.kind[row] for row in batch.rows}) for batch in batches]
    assert kinds.count(1) == 3
    assert kinds.count(3) == 3


def test_smaller_pieces_are_cut_longest_first_and_keep_their_place_in_the_word() -> None:
    vocabulary = {"[UNK]": 0, "skoler": 1, "##gang": 2, "ჟ": 3}
    smaller = {"[UNK]": 0, "skole": 1, "sko": 2, "##r": 3, "##g": 4, "##ang": 5, "##le": 6}
    assert split_pieces(vocabulary, smaller) == [[0], [1, 3], [4, 5], [0]]


def test_frequent_tokens_are_weighed_down_within_their_own_language() -> None:
    counts = np.array([[900, 100, 0], [0, 0, 10]])
    weighed = weigh_rows(np.ones((3, 2), dtype=np.float32), counts, 0.1)
    # 0.1 / (0.1 + 0.9), 0.1 / (0.1 + 0.1), 0.1 / (0.1 + 1.0)
    np.testing.assert_allclose(weighed[:, 0], [0.1, 0.5, 1 / 11], rtol=1e-6)


def test_a_token_that_never_occurred_has_no_vector() -> None:
    weighed = weigh_rows(np.ones((2, 2), dtype=np.float32), np.array([[5, 0]]), 0.1)
    assert not weighed[1].any()


def test_rounding_to_eight_bits_stays_within_half_a_step_of_each_row() -> None:
    table = np.random.default_rng(5).normal(size=(50, 16)).astype(np.float32)
    table[7] = 0
    rows, scales = quantise_rows(table)
    assert rows.dtype == np.int8
    assert np.all(np.abs(rows * scales[:, None] - table) <= scales[:, None] * 0.5001)


@pytest.mark.models
def test_training_from_start_to_end_learns_measures_and_repeats(
    corpora: Path, tmp_path: Path
) -> None:
    pytest.importorskip("torch")
    recipe = Recipe(vocabulary=300, dim=16, shared_pieces=80)
    stages: list[str] = []

    def train(out: Path, seed: int) -> str:
        return train_model(
            corpora,
            out,
            seed=seed,
            epochs=40,
            recipe=recipe,
            progress=lambda stage, done, total: stages.append(stage),
            extra_pairs=[ExtraPair("a bank account", "en bankkonto", "en", "nb")] * 2,
        ).fingerprint

    first = train(tmp_path / "one", seed=4)
    assert first == train(tmp_path / "two", seed=4)
    assert first != train(tmp_path / "three", seed=5)
    assert list(dict.fromkeys(stages)) == ["texts", "tokenizer", "vectors", "languages"]

    model = StaticModel(tmp_path / "one")
    english = model.embed_queries(["two schools", "nine doctors", "five letters", "bank account"])
    norwegian = model.embed_passages(["to skoler", "ni leger", "fem brev", "bankkonto"])
    assert (english @ norwegian.T).argmax(axis=1).tolist() == [0, 1, 2, 3]

    named = identify(Question("Det er sju hus her"), model_dir=tmp_path / "one")
    assert named.lang == "nb"

    report = measure(tmp_path / "one", corpora, corpora.parent / "qa")
    write_report(report, tmp_path / "one")
    write_card(report, tmp_path / "one")
    assert set(report.translations) == {"en-nb", "nb-en"}
    assert set(report.pages) == {"en-en", "en-de", "de-en", "de-de"}
    assert report.hybrid["en-en"].mrr_at_10 == 1.0
    card = (tmp_path / "one" / "README.md").read_text("utf-8")
    assert "$" not in card
    assert all(source.licence in card for source in sources().values())
