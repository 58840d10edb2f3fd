"""Print what every step of the road did with a question, and why, for whoever tends the portal.

One line a finding, so that a bad answer is traced to the step that made it. The lines are for
a terminal: they are shown to nobody who asks, and never logged.
"""

from collections.abc import Iterator

from indexing.confidence import FEATURES, calibration, measure_features
from indexing.road import Journey, Road
from indexing.safety import find_signals
from indexing.values import Question

_HITS = 8
_TEXT = 90


def explain(road: Road, question: Question | str) -> str:
    """Return the journey of one question in plain lines.

    :raises IndexingError: if there is no index that can be used.
    """
    asked = Question(question) if isinstance(question, str) else question
    journey = road.walk(asked)
    return "\n".join(
        line
        for part in (_reading, _safety, _wishes, _findings, _verdict)
        for line in part(asked, journey)
    )


def _reading(asked: Question, journey: Journey) -> Iterator[str]:
    text = journey.question.text
    changed = "as typed" if text == asked.text else f"typed as {asked.text[:200]!r}"
    yield f"question    {text!r} ({len(text)} characters, {changed})"
    if journey.question.history:
        yield f"history     {len(journey.question.history)} earlier"
    own = journey.identified
    page = f", page {asked.page_lang}" if asked.page_lang else ""
    yield (
        f"language    {own.lang} ({own.confidence:.2f}), script {own.script}{page}; "
        f"answered in {own.reply_lang}"
    )


def _safety(asked: Question, journey: Journey) -> Iterator[str]:
    if journey.danger is None:
        yield "danger      none"
        return
    yield (
        f"danger      {journey.danger.kind}, {journey.danger.level}: "
        f"{', '.join(journey.danger.helplines)}"
    )
    signals = find_signals(asked.text)
    for signal in signals:
        yield (
            f"            {signal.kind} {signal.level}: {signal.words!r} "
            f"by {signal.lang} {signal.rule!r}"
        )
    if not signals:
        yield "            from the earlier messages"


def _wishes(_asked: Question, journey: Journey) -> Iterator[str]:
    request = journey.request
    if request is None:
        yield "interpreter not wanted"
    else:
        names = ("spoken", "place", "county", "gender", "mode", "min_category")
        told = [f"{n} {v}" for n in names if (v := getattr(request, n)) is not None]
        yield f"interpreter wanted: {', '.join(told) or 'no wishes'}"
    if journey.smalltalk:
        yield f"small talk  {journey.smalltalk}: nothing was searched"


def _findings(asked: Question, journey: Journey) -> Iterator[str]:
    retrieved = journey.retrieved
    if retrieved is None:
        return
    wanted = ", ".join(asked.collections) or "all collections"
    yield (
        f"found       {len(retrieved.hits)} passages, {len(retrieved.topics)} topics "
        f"in {wanted}; coverage {retrieved.coverage:.2f}, "
        f"nearest question {retrieved.best_question:.2f}"
    )
    for hit in retrieved.hits[:_HITS]:
        passage = hit.passage
        start = " ".join(passage.text.split())[:_TEXT]
        yield (
            f"  {hit.score:6.2f}  dense {hit.dense:.2f}  words {hit.lexical:.2f}  "
            f"{passage.collection}/{passage.slug}/{passage.lang}#{passage.anchor}  {start}"
        )
    for topic in retrieved.topics[:_HITS]:
        yield f"  topic {topic.score:6.2f}  {topic.collection}/{topic.slug}/{topic.lang}"


def _verdict(_asked: Question, journey: Journey) -> Iterator[str]:
    answer = journey.answer
    if journey.retrieved is not None and journey.judgement is not None:
        own, found = calibration(), journey.judgement
        yield (
            f"answerable  {found.answerable:.2f}, enough from {own.answerable.threshold:.2f} on; "
            f"right {found.right:.2f}, asked back below {own.right.threshold:.2f}, because"
        )
        values = measure_features(journey.question, journey.retrieved, found.scope)
        pulls = [
            (weight * (value - mean) / scale, name, value)
            for name, value, mean, scale, weight in zip(
                FEATURES, values, own.means, own.scales, own.answerable.weights, strict=True
            )
        ]
        for pull, name, value in sorted(pulls, key=lambda p: -abs(p[0])):
            yield f"            {name} {value:.2f} ({pull:+.2f})"
    yield f"answer      {answer.kind}"
    for quote in answer.quotes:
        yield f"  {quote.collection}/{quote.slug}/{quote.lang}#{quote.anchor}"
        yield from (f"    | {line}" for line in quote.text.splitlines() if line.strip())
