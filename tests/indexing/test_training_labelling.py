"""What the language identifier learns from: look-alikes, and texts typed in Latin letters."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexing.identifying import LATIN, LOOKALIKES, OTHER, script_of_class
from indexing.romanising import tables
from indexing.scripts import find_script
from indexing.training.labelling import Labelled, gather_labelled
from indexing.training.latin_typing import Typist
from indexing.training.lookalikes import read_lookalikes, read_words
from knowledge.articles import Article
from knowledge.languages import languages

HELD_OUT = "The mayor of the island sang a song about the sea"


def write_pairs(folder: Path, name: str, rows: list[tuple[str, str]]) -> None:
    folder.mkdir(exist_ok=True)
    with gzip.open(folder / f"{name}.tsv.gz", "wt", encoding="utf-8") as file:
        file.writelines(f"{left}\t{right}\n" for left, right in rows)


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("texts") / "corpora"
    rows = [(f"Where is doctor number {n}?", f"Где врач номер {n}?") for n in range(30)]
    write_pairs(folder, "udhr.en-ru", [*rows, (HELD_OUT, "Мэр острова пел песню о море")])
    write_pairs(folder, "ntrex-heldout.en-ru", [(HELD_OUT, "Мэр")])
    omos = folder.parent / "qa" / "omos"
    omos.mkdir(parents=True)
    entry = '{"id": 1, "question": "Who?", "context": "a", "answers": [], "pageId": 1}\n'
    with gzip.open(omos / "dev.en.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(entry)
    return folder


@pytest.fixture(scope="module")
def labelled(corpora: Path) -> Labelled:
    return gather_labelled(corpora, corpora.parent / "qa", seed=1)


def texts_of(data: Labelled, label: str) -> list[str]:
    number = data.labels.index(label)
    return [text for text, own in zip(data.texts, data.classes, strict=True) if own == number]


def test_the_classes_are_the_languages_of_the_texts_their_latin_twins_and_the_rest(
    labelled: Labelled,
) -> None:
    assert labelled.labels == ("en", "ru", "ru-Latn", *LOOKALIKES, OTHER)
    assert len(labelled.texts) == len(labelled.classes)
    assert {script_of_class(label) for label in ("ru", "bg")} == {"Cyrl"}
    assert {script_of_class(label) for label in ("ru-Latn", "da", OTHER)} == {"Latn"}


def test_a_class_typed_in_latin_letters_holds_nothing_else(labelled: Labelled) -> None:
    typed = texts_of(labelled, "ru-Latn")
    assert any("vrach" in text for text in typed)
    assert {find_script(text) for text in typed} == {"Latn"}


def test_what_is_for_measuring_is_not_learnt(labelled: Labelled) -> None:
    assert HELD_OUT not in labelled.texts
    held_out = {text for texts in read_lookalikes(held_out=True).values() for text in texts}
    assert held_out.isdisjoint(labelled.texts)


def test_look_alikes_do_not_outnumber_the_few_texts_of_a_small_corpus(labelled: Labelled) -> None:
    sentences = read_lookalikes()["da"]
    texts = texts_of(labelled, "da")
    # Whole and in two cuts; some without their marks.
    assert len(sentences) <= len(texts) <= 4 * len(sentences)
    assert len(set(sentences) & set(texts)) > 0.8 * len(sentences)


def test_articles_teach_their_language_and_what_is_typed_in_latin_letters(
    corpora: Path, make_article: Callable[..., Article], make_knowledge: Callable[..., Any]
) -> None:
    knowledge = make_knowledge(
        make_article(
            "doctor",
            "ru",
            summary="Найти врача (fastlege) можно всем, и fastlege помогает.",
            questions=["kak nayti vracha", "Кто мой fastlege?"],
        )
    )
    data = gather_labelled(corpora, corpora.parent / "qa", 1, knowledge)
    assert "kak nayti vracha" in texts_of(data, "ru" + LATIN)
    assert "kak nayti vracha" not in texts_of(data, "ru")
    assert "Кто мой fastlege?" in texts_of(data, "ru")
    # The Norwegian word of the Russian article is mixed into texts of other languages.
    assert any("fastlege" in text for text in texts_of(data, "en"))
    assert not any("fastlege" in text for text in texts_of(data, "da"))


def test_every_look_alike_has_sentences_of_its_script_and_none_stands_twice() -> None:
    learnt, measured = read_lookalikes(), read_lookalikes(held_out=True)
    assert set(learnt) == {*LOOKALIKES, OTHER}
    assert learnt.keys().isdisjoint(languages())
    everything = [text for part in (learnt, measured) for texts in part.values() for text in texts]
    assert len(everything) == len(set(everything))
    for code, texts in learnt.items():
        share = len(texts) / (len(texts) + len(measured[code]))
        assert 0.6 < share < 0.85, code
        assert {find_script(text) for text in texts} == {script_of_class(code)}, code


def test_frequent_words_are_of_look_alikes() -> None:
    assert set(read_words()) <= set(LOOKALIKES)
    assert all(len(words) > 200 for words in read_words().values())


@pytest.mark.parametrize("lang", tables())
def test_a_person_types_in_latin_letters_and_keeps_what_is_latin(
    lang: str, test_data: Path
) -> None:
    lines = (test_data / "everyday-questions.tsv").read_text("utf-8").splitlines()
    place = lines[0].split("\t").index(lang)
    rng = np.random.default_rng(1)
    for line in lines[1:]:
        text = line.split("\t")[place] + " fastlege"
        typed = Typist(lang, rng).type(text)
        assert find_script(typed) == "Latn"
        assert all(ord(char) < 0x250 for char in typed if char.isalpha()), typed
        assert typed.endswith("fastlege")


def test_two_people_type_differently_and_one_keeps_to_a_habit() -> None:
    typed = {Typist("ru", np.random.default_rng(n)).type("что щи чаща") for n in range(40)}
    assert len(typed) > 5
    typist = Typist("ru", np.random.default_rng(3))
    habits = {typist.type("ч") for _ in range(60)}
    assert len(habits) <= 2
