"""The road of a question, from what was typed to an answer.

clean -> identify -> danger -> an interpreter wanted? -> small talk? -> retrieve -> confidence
-> compose. Danger is looked for in what was typed, before anything else can fail, and is shown
with whatever answer follows. Each step is a function that can be called alone, and another can
be put in its place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from indexing import confidence as judging
from indexing.composing import compose
from indexing.embedding import Embedder, Vectors
from indexing.identifying import identify
from indexing.normalising import clean_question
from indexing.opening import IndexHandle, OpenIndex
from indexing.retrieval import retrieve
from indexing.safety import find_danger
from indexing.slots import find_interpreter_request
from indexing.smalltalk import Smalltalk, find_smalltalk
from indexing.values import (
    Answer,
    AnswerKind,
    Danger,
    Identified,
    InterpreterRequest,
    Question,
    Quote,
    Retrieved,
)
from knowledge.facts import Facts


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of the road; the real ones unless others are given."""

    clean: Callable[[str], str] = clean_question
    identify: Callable[[Question], Identified] = identify
    find_danger: Callable[..., Danger | None] = find_danger
    find_request: Callable[[Question, str], InterpreterRequest | None] = find_interpreter_request
    find_smalltalk: Callable[[str], Smalltalk | None] = find_smalltalk
    retrieve: Callable[[OpenIndex, Embedder, Question, Identified], Retrieved] = retrieve
    judge: Callable[[Question, Retrieved], float] = judging.judge
    is_enough: Callable[[float], bool] = judging.is_enough
    compose: Callable[[Question, Retrieved, Embedder], tuple[Quote, ...]] = compose


@dataclass(frozen=True, slots=True)
class Journey:
    """What every step of the road gave for one question; None for a step that was not taken."""

    question: Question
    identified: Identified
    danger: Danger | None
    request: InterpreterRequest | None
    smalltalk: Smalltalk | None
    retrieved: Retrieved | None
    answer: Answer


class _OneQuestion:
    """The embedder for the length of one question, which two steps need the vector of."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dim = embedder.name, embedder.dim
        self.fingerprint = embedder.fingerprint
        self.embed_passages = embedder.embed_passages
        self._embed_queries = embedder.embed_queries
        self._known: tuple[Sequence[str], Vectors] | None = None

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        if self._known is None or self._known[0] != texts:
            self._known = texts, self._embed_queries(texts)
        return self._known[1]


class Road:
    """The road over one index, which may be rebuilt while the road is in use."""

    def __init__(
        self,
        index: IndexHandle,
        embedder: Embedder,
        facts: Facts | None = None,
        *,
        steps: Steps = Steps(),
    ) -> None:
        """
        :param embedder: the model that the index was built with.
        :param facts: which helplines there are; one that is not in them is never named.
        """
        self.index = index
        self.embedder = embedder
        self.steps = steps
        self.identify = steps.identify
        self._helplines = None if facts is None else frozenset(facts.helplines)

    def answer(self, question: Question) -> Answer:
        """Return the answer to a question.

        :raises IndexingError: if there is no index that can be used.
        """
        return self.walk(question).answer

    def walk(self, question: Question) -> Journey:
        """Return the answer together with what each step found on the way; errors as `answer`."""
        steps = self.steps
        danger = self._known(steps.find_danger(question.text, history=question.history))
        asked = replace(
            question,
            text=steps.clean(question.text),
            history=tuple(steps.clean(earlier) for earlier in question.history),
        )
        identified = steps.identify(asked)
        request = steps.find_request(asked, identified.lang) if asked.text else None
        smalltalk = None if request or not asked.text else steps.find_smalltalk(asked.text)
        if smalltalk or not asked.text:
            kind: AnswerKind = "smalltalk" if smalltalk else "no_answer"
            empty = Answer(kind, identified, danger, confidence=1.0 if smalltalk else 0.0)
            return Journey(asked, identified, danger, request, smalltalk, None, empty)

        embedder = _OneQuestion(self.embedder)
        retrieved = steps.retrieve(self.index.current(), embedder, asked, identified)
        confidence = steps.judge(asked, retrieved)
        quotes: tuple[Quote, ...] = ()
        if request is None and retrieved.hits and steps.is_enough(confidence):
            quotes = steps.compose(asked, retrieved, embedder)
        answer = Answer(
            kind="interpreters" if request else "answer" if quotes else "no_answer",
            identified=identified,
            danger=danger,
            quotes=quotes,
            topics=retrieved.topics,
            interpreter_search=request,
            confidence=confidence,
        )
        return Journey(asked, identified, danger, request, smalltalk, retrieved, answer)

    def _known(self, danger: Danger | None) -> Danger | None:
        """Leave out helplines that the facts do not have: a name without a number helps nobody."""
        if danger is None or self._helplines is None:
            return danger
        lines = tuple(line for line in danger.helplines if line in self._helplines)
        return replace(danger, helplines=lines)
