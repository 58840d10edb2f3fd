"""Who is measured: the road, our retrieval alone, and every rival that is installed.

A side takes a question and gives the topics of what it found, best first. Our retrieval alone is
counted by the ten passages that it finds, as the rivals are; the road by the topics that it
offers a reader. The rivals are optional packages, in a folder of their own that the tests never
see: `make bench` fills it.
"""

import site
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from indexing.embedding import Embedder
from indexing.identifying import identify
from indexing.normalising import clean_question
from indexing.opening import IndexHandle
from indexing.retrieval import retrieve
from indexing.road import Road
from indexing.values import Question
from tests.bench import rivals
from tests.bench.corpus import Entries, Topic
from tests.bench.rivals import Material, Search

PACKAGES = Path(sys.prefix) / "bench"
ROAD = "the whole road of a question"
RETRIEVAL = "our retrieval alone"
WITH_QUESTIONS = " + our questions"

Side = Callable[[str], Sequence[Topic]]


@dataclass(frozen=True, slots=True)
class Rival:
    """A project, its package, what it is set up as, and whether it is also measured with all that
    our index searches: the passages, and the questions that articles list."""

    project: str
    package: str
    kind: str
    make: Callable[[Material], Search]
    with_questions: bool = False

    def name(self) -> str:
        """Return what the table calls it.

        :raises ImportError: if it is not installed.
        """
        return f"{self.project} {version(self.package)}, {self.kind}"


RIVALS = (
    Rival("txtai", "txtai", "hybrid", rivals.txtai_hybrid, with_questions=True),
    Rival(
        "LlamaIndex", "llama-index-core", "fusion", rivals.llama_index_fusion, with_questions=True
    ),
    Rival("Haystack", "haystack-ai", "joiner", rivals.haystack_joiner),
    Rival("LangChain", "langchain-community", "ensemble", rivals.langchain_ensemble),
    Rival("bm25s", "bm25s", "words alone", rivals.bm25s_words),
)


def our_sides(handle: IndexHandle, embedder: Embedder) -> dict[str, Side]:
    """Return the road and the retrieval alone, over one index."""
    road = Road(handle, embedder)

    def walk(text: str) -> list[Topic]:
        return [Topic(topic.collection, topic.slug) for topic in road.answer(Question(text)).topics]

    def find(text: str) -> list[Topic]:
        index = handle.current()
        question = Question(clean_question(text))
        identified = identify(question)
        question = index.latin.restore(question, identified)
        hits = retrieve(index, embedder, question, identified).hits
        return [Topic(hit.passage.collection, hit.passage.slug) for hit in hits]

    return {ROAD: walk, RETRIEVAL: find}


def rival_sides(
    passages: Entries, questions: Entries, embedder: Embedder, *, tell: Callable[[str], None]
) -> Iterator[tuple[str, Side]]:
    """Yield each rival that is installed, over the passages, and some over the questions too.

    :param tell: called with the name of each before it is made, and with what is left out.
    """
    site.addsitedir(str(PACKAGES))  # after all that was installed before
    both = passages + questions
    vectors = np.concatenate(
        [embedder.embed_passages(passages.texts), embedder.embed_queries(questions.texts)]
    )
    corpora = {"": passages, WITH_QUESTIONS: both}
    for rival in RIVALS:
        for more, entries in corpora.items():
            if more and not rival.with_questions:
                continue
            material = Material(entries.texts, vectors[: len(entries.texts)], embedder)
            try:
                name = rival.name() + more
                tell(f"Filling {name} …")
                with warnings.catch_warnings(action="ignore"):  # what they say of themselves
                    search = rival.make(material)
            except ImportError as error:
                tell(f"{rival.project} is left out: {error}")
                continue
            yield name, _name_topics(search, entries.topics)


def _name_topics(search: Search, topics: Sequence[Topic]) -> Side:
    return lambda question: [topics[place] for place in search(question)]
