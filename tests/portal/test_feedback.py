"""Saying what was missing: what is counted, what is kept, and what never is."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from indexing.errors import IndexMissing
from indexing.values import Answer, Danger
from knowledge.feedback import Feedback, FeedbackStore, FeedbackUnavailable
from knowledge.languages import languages
from portal import create_app
from portal.commands.group import main
from portal.services import Services
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import KnownAnswers, ListedFeedback, small_services
from tests.portal.conftest import ANSWERS, NORWEGIAN, OWN_LIFE, Visit
from tests.portal.conftest import GP as GP_HIT
from tests.portal.test_chat import GP_QUESTION, NORA_QUOTE, carried
from tests.portal.test_logs import Lines
from tests.portal.test_logs import log as log  # noqa: PLC0414 - a fixture

DAY = date(2026, 11, 20)
GP = "ny-i-norge/general-practitioner"
CHOICES = ANSWERS["Hva må jeg ordne?"].choices


@pytest.fixture
def told(the_services: Services) -> ListedFeedback:
    """What the portal has been told."""
    box = the_services.feedback
    assert isinstance(box, ListedFeedback)
    return box


def test_three_reasons_are_offered_and_nothing_is_ticked(page: Visit) -> None:
    form = page("/nb/answer", post={"question": GP_QUESTION}).one("//form[@data-feedback]")
    assert (form.get("method"), form.get("action")) == ("post", "/nb/feedback")
    reasons = [b.get("value") for b in form.iter("button") if b.get("name") == "reason"]
    assert reasons == ["not_asked", "hard", "wrong"]
    tick = form.find(".//input[@type='checkbox']")
    assert (tick.get("name"), tick.get("checked")) == ("keep", None)


def test_a_reason_is_counted_by_topic_language_and_day_without_the_question(
    page: Visit, told: ListedFeedback
) -> None:
    page("/en/feedback", post={"question": GP_QUESTION, "reason": "hard"})
    assert told.said == [(Feedback(GP, "nb", "hard"), DAY, "")]


def test_the_question_is_kept_only_where_that_is_ticked(page: Visit, told: ListedFeedback) -> None:
    post: dict[str, str | list[str]] = {"question": GP_QUESTION, "reason": "wrong", "keep": "1"}
    seen = page("/nb/feedback", post=post)
    assert told.said == [(Feedback(GP, "nb", "wrong"), DAY, GP_QUESTION)]
    assert len(seen.all("//div[@id='thanks']//p")) == 2


def test_the_conversation_goes_on_after_it(page: Visit) -> None:
    post: dict[str, str | list[str]] = {
        "question": GP_QUESTION,
        "history": "Skatt?",
        "reason": "hard",
    }
    seen = page("/nb/feedback", post=post)
    form = seen.one("//main//form")
    assert form.get("action") == "/nb/answer"
    sent = [(f.get("name"), f.get("value")) for f in form.iter("input")]
    assert sent == [("question", GP_QUESTION), ("history", "Skatt?")]
    assert seen.response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("why", ["nora", "danger", "carried"])
def test_a_private_question_is_never_kept_whatever_the_form_says(
    page: Visit, road: KnownAnswers, told: ListedFeedback, why: str
) -> None:
    danger = Danger("violence_now", "red", ("police-112",)) if why == "danger" else None
    quotes = (NORA_QUOTE,) if why == "nora" else ANSWERS[GP_QUESTION].quotes
    road.answers = {"x": Answer("answer", NORWEGIAN, danger=danger, quotes=quotes)}
    post: dict[str, str | list[str]] = {"question": "x", "reason": "hard", "keep": "1"}
    if why == "carried":
        post["private"] = "1"
    seen = page("/nb/feedback", post=post, title_is_neutral=True)
    # It is counted, without what it was about.
    assert told.said == [(Feedback("", "nb", "hard"), DAY, "")]
    assert len(seen.all("//div[@id='thanks']//p")) == 2
    assert seen.all("//a[@id='page_exit']")


def test_a_question_that_lies_nearest_to_nora_is_not_kept_even_if_nothing_is_quoted(
    page: Visit, road: KnownAnswers, told: ListedFeedback
) -> None:
    road.answers = {"x": Answer("choose", NORWEGIAN, topics=(OWN_LIFE, GP_HIT), choices=CHOICES)}
    assert page("/nb/answer", post={"question": "x"}).all("//input[@name='keep']") == []
    page("/nb/feedback", post={"question": "x", "reason": "not_asked", "keep": "1"})
    assert [question for *_, question in told.said] == [""]


def test_where_nothing_can_be_searched_nothing_is_kept(shelf: Shelf) -> None:
    told = ListedFeedback()
    road = KnownAnswers(error=IndexMissing("none"))
    client = create_app(Settings(), small_services(shelf, road=road, feedback=told)).test_client()
    client.post("/nb/feedback", data={"question": "x", "reason": "hard", "keep": "1"})
    assert told.said == [(Feedback("", "nb", "hard"), DAY, "")]


def test_on_a_disk_that_cannot_be_written_the_visitor_is_told_and_can_go_on(shelf: Shelf) -> None:
    broken = ListedFeedback(error=FeedbackUnavailable(Path("x"), OSError("read-only")))
    road = KnownAnswers(ANSWERS)
    client = create_app(Settings(), small_services(shelf, road=road, feedback=broken)).test_client()
    response = client.post("/en/feedback", data={"question": GP_QUESTION, "reason": "hard"})
    assert response.status_code == 200
    assert "It could not be saved right now." in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"question": "Hei"},
        {"question": "Hei", "reason": "else"},
        {"question": "", "reason": "hard"},
        {"question": "a" * 501, "reason": "hard"},
    ],
)
def test_what_is_no_feedback_is_refused(
    client: FlaskClient, told: ListedFeedback, form: dict[str, str]
) -> None:
    assert client.post("/nb/feedback", data=form).status_code == 422
    assert told.said == []


@pytest.mark.parametrize("lang", languages())
def test_thanks_hold_what_all_pages_must_hold(page: Visit, lang: str) -> None:
    post: dict[str, str | list[str]] = {"question": GP_QUESTION, "reason": "hard", "keep": "1"}
    assert carried(page(f"/{lang}/feedback", post=post), "") != []


def test_feedback_leaves_nothing_of_the_question_in_the_log(
    client: FlaskClient, log: Lines
) -> None:
    client.post("/nb/feedback", data={"question": "Zlatorog7731", "reason": "hard", "keep": "1"})
    assert len(log.lines) == 1
    assert json.loads(log.lines[0])["route"] == "chat.feedback"
    assert "zlatorog" not in log.lines[0].lower()


def test_the_command_lists_counts_and_questions_and_tells_no_small_number(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "feedback.sqlite")
    today = datetime.now(UTC).date()
    for _ in range(12):
        store.add(Feedback(GP, "so", "hard"), today)
    store.add(Feedback("", "ar", "not_asked"), today, question="Hva\u202e med 912 34 567")
    store.add(Feedback(GP, "nb", "wrong"), today - timedelta(days=31), question="For lenge siden")
    result = CliRunner().invoke(main, ["feedback"], env={"VEIVISER_DATA_DIR": str(tmp_path)})
    assert result.exit_code == 0, result.output
    lines = [line.strip() for line in result.output.splitlines()]
    assert f"12  {GP}  so  hard to understand" in lines
    assert "<10  (no topic)  ar  not what was asked" in lines
    assert "Hva\\u202e med [number]" in lines
    assert "For lenge siden" not in result.output


def test_the_command_says_so_where_nobody_has_said_anything(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["feedback"], env={"VEIVISER_DATA_DIR": str(tmp_path)})
    assert result.output.startswith("Nobody has said anything since ")
    assert list(tmp_path.iterdir()) == []
