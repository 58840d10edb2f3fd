"""What is typed in Latin letters is put back into the script of its language before searching."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexing.build import build_index
from indexing.embedding import HashEmbedder
from indexing.opening import OpenIndex, open_index
from indexing.values import Identified, Question
from knowledge.articles import Article


@pytest.fixture(scope="module")
def index(
    make_article: Callable[..., Article],
    make_knowledge: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> OpenIndex:
    folder: Path = tmp_path_factory.mktemp("latin")
    knowledge = make_knowledge(
        make_article(
            "doctor", lang="ru", title="Врач", summary="Врач лечит.", questions=["как найти врача"]
        ),
        make_article(
            "doctor",
            lang="nb",
            title="Lege",
            summary="Legen hjelper.",
            questions=["hvordan finne lege"],
        ),
    )
    build_index(knowledge, HashEmbedder(), folder)
    return open_index(folder, HashEmbedder())


def test_words_of_the_index_come_back_in_their_script(index: OpenIndex) -> None:
    typed = Question("kak naiti vracha", page_lang="ru")
    restored = index.latin.restore(typed, Identified("ru", 0.9, "ru", "Latn"))
    assert restored == Question("как найти врача", page_lang="ru")


@pytest.mark.parametrize(
    ("lang", "script"), [("ru", "Cyrl"), ("nb", "Latn"), ("ar", "Latn"), ("xx", "Latn")]
)
def test_what_needs_no_restoring_or_cannot_be_is_left_alone(
    index: OpenIndex, lang: str, script: str
) -> None:
    question = Question("kak naiti vracha")
    assert index.latin.restore(question, Identified(lang, 0.9, lang, script)) is question
