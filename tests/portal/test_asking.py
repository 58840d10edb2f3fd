"""What `veiviser ask` prints of each kind of answer; the answers are known beforehand."""

import json

import pytest
from click.testing import CliRunner

from portal.commands import asking
from portal.services import Services
from portal.settings import Settings


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch, the_services: Services) -> None:
    monkeypatch.setattr(asking, "_open", lambda: (Settings(), the_services))


def ask(*arguments: str) -> list[str]:
    """Return the lines that asking prints."""
    result = CliRunner().invoke(asking.ask, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return [str(line) for line in result.output.splitlines()]


def test_a_question_back_is_printed_with_its_choices_alone() -> None:
    assert ask("Hva må jeg ordne?") == [
        "Hvilken av disse mener du?",
        "  Skattekort  (ny-i-norge/tax-deduction-card)",
        "  Fastlege  (ny-i-norge/general-practitioner)",
        "  Plikten til å bruke tolk  (tolk/interpreting-act)",
    ]


def test_an_own_case_is_sent_to_the_office_of_the_nearest_page() -> None:
    assert ask("Får jeg ja på søknaden min?") == [
        "Ingen her kan se saken din, og ingen her avgjør den.",
        "  Skatteetaten",
        "Sider om dette:",
        "  Skattekort  (ny-i-norge/tax-deduction-card)",
        "  Fastlege  (ny-i-norge/general-practitioner)",
    ]


def test_one_page_is_no_choice() -> None:
    assert ask("Noe om lege")[0] == "Vi har ikke noe svar som vi kan stå inne for."


def test_thanks_are_answered_as_thanks() -> None:
    assert ask("Tusen takk") == ["Bare hyggelig! Spør igjen når du vil vite mer."]


def test_the_time_of_an_assignment_is_printed_beside_the_search() -> None:
    assert ask("Tolk på tigrinja torsdag kl 10") == [
        "Finn en tolk: tigrinja",
        "Når: torsdag kl 10",
    ]


def test_a_wish_for_an_interpreter_is_said_back_in_words() -> None:
    assert ask("Tolk på tigrinja i Bergen") == ["Finn en tolk: tigrinja · Bergen · På telefon"]


def test_what_the_api_would_answer_has_the_new_fields() -> None:
    told = json.loads("\n".join(ask("Hva må jeg ordne?", "--json")))
    assert (told["kind"], len(told["choices"]), told["smalltalk"]) == ("choose", 3, None)
