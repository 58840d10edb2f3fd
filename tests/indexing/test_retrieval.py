"""A question finds its passages and topics, in the reader's language, the same every time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing import retrieval
from indexing.build import build_index
from indexing.embedding import HashEmbedder
from indexing.opening import OpenIndex, open_index
from indexing.retrieval import leans_on_earlier, prepare, retrieve
from indexing.values import Identified, Question, Retrieved
from indexing.weighing import FEATURES, PARTS, WORDING_FEATURES, Weights
from knowledge.articles import Article
from knowledge.languages import languages

MakeArticle = Callable[..., Article]
MakeKnowledge = Callable[..., Any]


@pytest.fixture(autouse=True)
def _plain_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the four ways in which an article speaks for itself count alike.

    The learnt weights are of the bundled model; the twin's vectors mean something else.
    """
    first = np.array([float(feature in PARTS) for feature in FEATURES])
    close = np.append(first, [0.0] * len(WORDING_FEATURES))
    monkeypatch.setattr(retrieval, "learnt_weights", lambda: Weights(first, close))


def said_in(lang: str, reply_lang: str | None = None) -> Identified:
    return Identified(lang=lang, confidence=1.0, reply_lang=reply_lang or lang, script="Latn")


def found(retrieved: Retrieved) -> list[tuple[str, str, str]]:
    return [(h.passage.slug, h.passage.lang, h.passage.anchor) for h in retrieved.hits]


class TranslatingEmbedder(HashEmbedder):
    """A twin that knows a few translations, as a multilingual model does."""

    WORDS: ClassVar = {
        "doctor": "lege",
        "lekarz": "lege",
        "fee": "egenandel",
        "opłata": "egenandel",
    }

    def embed_passages(self, texts: Any) -> Any:  # noqa: ANN401
        return super().embed_passages([self._translate(text) for text in texts])

    def _translate(self, text: str) -> str:
        return " ".join(self.WORDS.get(word, word) for word in text.lower().split())


@pytest.mark.parametrize(
    ("lang", "question", "expected"),
    [
        ("nb", "hvordan bytter jeg fastlege", ("general-practitioner", "nb", "how")),
        ("nb", "trekker arbeidsgiveren skatt", ("tax-deduction-card", "nb", "without")),
        ("nb", "soker om skatekort", ("tax-deduction-card", "nb", "how")),
        ("nb", "bosatt 4822", ("settled-2019", "nb", "settled")),
        ("nb", "116111", ("helpline", "nb", "")),
        ("en", "do children pay the doctor", ("general-practitioner", "en", "cost")),
        ("ti", "ካርድ ግብሪ ካብ ቤት ጽሕፈት", ("tax-deduction-card", "ti", "how")),
    ],
)
def test_the_passage_that_answers_comes_first(
    small_index: OpenIndex,
    embedder: HashEmbedder,
    lang: str,
    question: str,
    expected: tuple[str, str, str],
) -> None:
    retrieved = retrieve(small_index, embedder, Question(question), said_in(lang))
    assert found(retrieved)[0] == expected
    assert retrieved.topics[0].slug == expected[0]


def test_hits_come_best_first_and_no_passage_twice(
    small_index: OpenIndex, embedder: HashEmbedder
) -> None:
    retrieved = retrieve(small_index, embedder, Question("lege og skatt"), said_in("nb"))
    scores = [hit.score for hit in retrieved.hits]
    assert scores == sorted(scores, reverse=True)
    assert len({hit.passage.id for hit in retrieved.hits}) == len(retrieved.hits)
    few = retrieve(small_index, embedder, Question("lege"), said_in("nb"), limit=1).hits
    assert {hit.passage.slug for hit in few} == {"general-practitioner"}
    assert len(few) == 4  # the summary and three sections: all of the best article


def test_each_topic_comes_once_in_one_language(
    small_index: OpenIndex, embedder: HashEmbedder
) -> None:
    for reply, titles in (("en", "General practitioner"), ("nb", "Fastlege"), ("pl", "Fastlege")):
        question = Question("fastlege lege doctor helsenorge")
        topics = retrieve(small_index, embedder, question, said_in("nb", reply)).topics
        assert len({(t.collection, t.slug) for t in topics}) == len(topics)
        assert [t.title for t in topics if t.slug == "general-practitioner"] == [titles]


def test_only_the_collections_asked_for_are_searched(
    small_index: OpenIndex, embedder: HashEmbedder
) -> None:
    question = Question("Hvor mange ble bosatt? Hvem kan jeg ringe?", collections=("reports",))
    retrieved = retrieve(small_index, embedder, question, said_in("nb"))
    assert {hit.passage.collection for hit in retrieved.hits} == {"reports"}
    assert {topic.collection for topic in retrieved.topics} == {"reports"}
    both = Question(question.text, collections=("nora", "reports", "unknown"))
    retrieved = retrieve(small_index, embedder, both, said_in("nb"))
    assert {topic.collection for topic in retrieved.topics} == {"nora", "reports"}


def test_unknown_collections_have_nothing(small_index: OpenIndex, embedder: HashEmbedder) -> None:
    question = Question("lege", collections=("no-such",))
    retrieved = retrieve(small_index, embedder, question, said_in("nb"))
    assert (retrieved.hits, retrieved.topics) == ((), ())


@pytest.mark.parametrize("text", ["", "?", "…", "🙂", "qqq www zzz"])
def test_a_question_without_a_known_word_is_no_error(
    small_index: OpenIndex, embedder: HashEmbedder, text: str
) -> None:
    retrieved = retrieve(small_index, embedder, Question(text), said_in("nb"))
    assert retrieved.coverage == 0.0
    assert all(np.isfinite(hit.score) for hit in retrieved.hits)


def test_coverage_is_the_share_of_words_known_in_the_reply_language(
    small_index: OpenIndex, embedder: HashEmbedder
) -> None:
    question = Question("fastlege egenandel xylofon kenguru")
    assert retrieve(small_index, embedder, question, said_in("nb")).coverage == 0.5
    assert retrieve(small_index, embedder, question, said_in("nb", "en")).coverage == 0.0
    assert retrieve(small_index, embedder, question, said_in("nb", "lt")).coverage == 0.0


def test_the_nearest_question_that_people_ask_is_told(
    small_index: OpenIndex, embedder: HashEmbedder
) -> None:
    asked = retrieve(small_index, embedder, Question("Hvordan får jeg skattekort?"), said_in("nb"))
    assert asked.best_question == pytest.approx(1.0, abs=0.001)
    other = retrieve(small_index, embedder, Question("flyktninger"), said_in("nb"))
    assert other.best_question < 0.5


@pytest.fixture
def two_languages(
    make_article: MakeArticle, make_knowledge: MakeKnowledge, tmp_path: Path
) -> OpenIndex:
    """Give an index with one topic in Norwegian and Polish, and one in Norwegian only."""
    knowledge = make_knowledge(
        make_article(
            "doctor",
            title="Lege",
            sections=[("cost", "lege egenandel " * 3), ("how", "Velg på Helsenorge.")],
        ),
        make_article(
            "doctor",
            "pl",
            title="Lekarz",
            sections=[("cost", "Dzieci nie płacą nic."), ("how", "Wybierz na Helsenorge.")],
        ),
        make_article("dentist", title="Tannlege", sections=[("cost", "tannlege egenandel")]),
        make_article("tax", title="Skatt", sections=[("how", "Skatt betales av lønnen.")]),
        make_article("tax", "pl", title="Podatek", sections=[("how", "Podatek od pensji.")]),
    )
    embedder = TranslatingEmbedder()
    build_index(knowledge, embedder, tmp_path)
    return open_index(tmp_path, embedder)


def test_a_passage_in_another_language_leads_to_the_same_heading_in_the_readers(
    two_languages: OpenIndex,
) -> None:
    question = Question("opłata lekarz")  # its words stand in no Polish passage
    retrieved = retrieve(two_languages, TranslatingEmbedder(), question, said_in("pl"))
    assert found(retrieved)[0] == ("doctor", "pl", "cost")
    assert retrieved.hits[0].dense > 0.5, "the evidence is the Norwegian passage's"


def test_a_topic_that_is_not_in_the_readers_language_is_shown_in_another(
    two_languages: OpenIndex,
) -> None:
    question = Question("tannlege")
    retrieved = retrieve(two_languages, TranslatingEmbedder(), question, said_in("nb", "pl"))
    assert found(retrieved)[0] == ("dentist", "nb", "cost")
    langs = {slug: {lang for s, lang, _ in found(retrieved) if s == slug} for slug in ("doctor",)}
    assert langs == {"doctor": {"pl"}}


def test_a_question_that_people_ask_lifts_the_best_passage_of_its_article(
    make_article: MakeArticle, make_knowledge: MakeKnowledge, tmp_path: Path
) -> None:
    knowledge = make_knowledge(
        make_article(
            "emergency",
            title="Legevakt",
            sections=[("about", "Kontoret holder åpent."), ("call", "Ring 116 117 om natten.")],
            questions=["Sønnen min har feber om natten, hva gjør jeg?"],
        ),
        *(
            make_article(f"other-{i}", title=f"Sak {i}", sections=[("x", f"Annet {i} om sønnen.")])
            for i in range(20)
        ),
    )
    embedder = HashEmbedder()
    build_index(knowledge, embedder, tmp_path)
    with open_index(tmp_path, embedder) as index:
        retrieved = retrieve(index, embedder, Question("sønnen har feber om natten"), said_in("nb"))
    assert found(retrieved)[0] == ("emergency", "nb", "call")
    assert retrieved.hits[0].score == retrieved.topics[0].score


def test_words_of_another_language_do_not_mislead(
    make_article: MakeArticle, make_knowledge: MakeKnowledge, tmp_path: Path
) -> None:
    # "barn" is a child in Norwegian and a building in English.
    knowledge = make_knowledge(
        make_article("farm", "en", title="Farm", sections=[("x", "A barn is a house for cows.")]),
        make_article("kindergarten", title="Barnehage", sections=[("x", "Plass til ditt barn.")]),
    )
    embedder = HashEmbedder()
    build_index(knowledge, embedder, tmp_path)
    with open_index(tmp_path, embedder) as index:
        retrieved = retrieve(index, embedder, Question("har du plass til barn"), said_in("nb"))
        lexical = {hit.passage.slug: hit.lexical for hit in retrieved.hits}
    assert lexical["kindergarten"] > 0.5
    assert lexical["farm"] == 0.0


@pytest.mark.parametrize(
    ("lang", "text", "leans"),
    [
        ("nb", "Og for barn?", True),
        ("en", "How long does it take?", True),
        ("uk", "А скільки це коштує?", True),
        ("nb", "Hvordan søker jeg om oppholdstillatelse i Norge?", False),
        ("en", "Where do I register my new address with the police?", False),
        ("pl", "Jak długo to trwa?", True),
    ],
)
def test_a_question_that_leans_on_the_one_before_is_noticed(
    lang: str, text: str, leans: bool
) -> None:
    assert leans_on_earlier(text, lang) == leans


def test_every_language_has_words_that_lean() -> None:
    for lang in languages():
        assert retrieval._leaning_words(lang), lang


def test_a_short_question_is_understood_with_the_one_before(
    small_index: OpenIndex, embedder: HashEmbedder
) -> None:
    alone = retrieve(small_index, embedder, Question("Og prisen?"), said_in("nb"))
    history = ("Hvordan får jeg skattekort?", "Hva betaler jeg hos legen?")
    after = retrieve(small_index, embedder, Question("Og prisen?", history=history), said_in("nb"))
    assert found(after)[0] == ("general-practitioner", "nb", "cost")
    assert found(alone)[0] != found(after)[0]


def test_history_is_left_alone_where_a_question_stands_by_itself(embedder: HashEmbedder) -> None:
    text = "Hvordan søker jeg om oppholdstillatelse i Norge?"
    with_history = prepare(Question(text, history=("Hva betaler jeg hos legen?",)), embedder, "nb")
    assert with_history.earlier is None
    np.testing.assert_array_equal(
        with_history.vector, prepare(Question(text), embedder, "nb").vector
    )


@given(
    st.text(alphabet="abcdefgh ijkløåæ?ካርድ", max_size=60), st.sampled_from(["nb", "en", "ti", "pl"])
)
def test_the_same_question_always_gives_the_same_answer(
    small_index_dir: Path, text: str, lang: str
) -> None:
    embedder = HashEmbedder()
    answers = []
    for _ in range(2):
        with open_index(small_index_dir, embedder) as index:
            answers.append(retrieve(index, embedder, Question(text), said_in(lang)))
    assert answers[0] == answers[1]
    assert len(answers[0].topics) <= 10
    if answers[0].hits:
        assert answers[0].topics
