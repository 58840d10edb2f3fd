"""The road of a question, from what was typed to an answer.

clean -> identify -> danger -> an interpreter wanted? -> small talk? -> retrieve -> confidence
-> slips put right, where that is unsure -> compose. Danger is looked for in what was typed, before
anything else can fail, and is shown with whatever answer follows. Each step is a function that can
be called alone, and another can be put in its place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from indexing import confidence as judging
from indexing.composing import compose
from indexing.confidence import Judgement
from indexing.embedding import Embedder, Vectors
from indexing.identifying import identify
from indexing.latin import restore_script
from indexing.mending import Mended, mend_slips
from indexing.normalising import clean_question
from indexing.opening import IndexHandle, OpenIndex
from indexing.retrieval import leans_on_earlier, retrieve
from indexing.safety import find_danger
from indexing.slots import find_interpreter_request
from indexing.smalltalk import find_smalltalk
from indexing.values import (
    ANSWERED,
    Answer,
    AnswerKind,
    Danger,
    Identified,
    InterpreterRequest,
    Question,
    Quote,
    Retrieved,
    Smalltalk,
)
from knowledge.facts import Facts

# A question that is surely understood is not looked through for slips: most of what no text has
# is a name then. More must speak for what is found with slips put right by so much, and to answer
# instead of refusing it must be so likely that there is an answer. Chosen on the questions to tune
# with: of 2,335 that have an answer 25 more find their topic first and 7 fewer, and 12 of the 117
# that were refused are answered rightly.
_UNDERSTOOD = 0.7
_WORTH_OF_MENDING = 1.0
_ANSWERABLE = 0.45


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of the road; the real ones unless others are given."""

    clean: Callable[[str], str] = clean_question
    identify: Callable[[Question], Identified] = identify
    find_danger: Callable[..., Danger | None] = find_danger
    find_request: Callable[[Question, str], InterpreterRequest | None] = find_interpreter_request
    find_smalltalk: Callable[[str], Smalltalk | None] = find_smalltalk
    restore: Callable[[OpenIndex, Question, Identified], Question] = restore_script
    retrieve: Callable[[OpenIndex, Embedder, Question, Identified], Retrieved] = retrieve
    judge: Callable[[Question, Retrieved], Judgement] = judging.judge
    decide: Callable[[Judgement], AnswerKind] = judging.decide
    mend: Callable[[OpenIndex, Question, Identified], Sequence[Mended]] = mend_slips
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
    judgement: Judgement | None
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


@dataclass(frozen=True, slots=True)
class _Reading:
    """A question as it was understood, and what was found for it."""

    question: Question
    retrieved: Retrieved
    judgement: Judgement
    is_mended: bool = False

    @property
    def worth(self) -> float:
        """How much speaks for the best topic."""
        return self.retrieved.topics[0].score if self.retrieved.topics else 0.0


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
            none: AnswerKind = "smalltalk" if smalltalk else "no_answer"
            sure = 1.0 if smalltalk else 0.0
            empty = Answer(none, identified, danger, confidence=sure, smalltalk=smalltalk)
            return Journey(asked, identified, danger, request, smalltalk, None, None, empty)

        embedder = _OneQuestion(self.embedder)
        index = self.index.current()
        read = self._read(index, embedder, steps.restore(index, asked, identified), identified)
        if not request and read.judgement.right < _UNDERSTOOD:
            read = self._mend(index, embedder, read, identified)
        asked, retrieved, judgement = read.question, read.retrieved, read.judgement
        kind = "interpreters" if request else steps.decide(judgement)
        quotes = steps.compose(asked, retrieved, embedder) if kind == "answer" else ()
        if kind == "answer" and not quotes:
            kind = "no_answer"
        answer = Answer(
            kind=kind,
            identified=identified,
            danger=danger,
            quotes=quotes,
            topics=retrieved.topics,
            choices=judging.choose_topics(retrieved) if kind == "choose" else (),
            interpreter_search=request,
            confidence=judgement.right,
            leans_on=self._leans_on(asked, identified.lang, request),
            searched=asked.text if read.is_mended else None,
        )
        return Journey(asked, identified, danger, request, smalltalk, retrieved, judgement, answer)

    def _read(
        self, index: OpenIndex, embedder: Embedder, asked: Question, identified: Identified
    ) -> "_Reading":
        retrieved = self.steps.retrieve(index, embedder, asked, identified)
        return _Reading(asked, retrieved, self.steps.judge(asked, retrieved))

    def _mend(
        self, index: OpenIndex, embedder: Embedder, read: "_Reading", identified: Identified
    ) -> "_Reading":
        """Return the question with its slips put right, if much more speaks for what is found."""
        tries = [
            replace(self._read(index, embedder, mended.question, identified), is_mended=True)
            for mended in self.steps.mend(index, read.question, identified)
        ]
        best = max(tries, key=lambda one: one.worth, default=read)
        if best.worth - read.worth < _WORTH_OF_MENDING:
            return read
        is_refused = self.steps.decide(read.judgement) not in ANSWERED
        return read if is_refused and best.judgement.answerable < _ANSWERABLE else best

    def _leans_on(
        self, asked: Question, lang: str, request: InterpreterRequest | None
    ) -> str | None:
        """Return the earlier question that this one was understood by, None if it stands alone."""
        if not asked.history:
            return None
        if request is None:
            leans = leans_on_earlier(asked.text, lang)
        else:
            alone = self.steps.find_request(replace(asked, history=()), lang)
            leans = alone != request
        return asked.history[-1] if leans else None

    def _known(self, danger: Danger | None) -> Danger | None:
        """Leave out helplines that the facts do not have: a name without a number helps nobody."""
        if danger is None or self._helplines is None:
            return danger
        lines = tuple(line for line in danger.helplines if line in self._helplines)
        return replace(danger, helplines=lines)
