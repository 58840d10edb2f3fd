"""The portal with small invented content, and a visitor who looks at every page it opens."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexing.values import Answer, Identified, InterpreterRequest, Quote, TopicHit
from knowledge.register.interpreters import Interpreter, Qualification
from portal import create_app
from portal.limits import Limiter
from portal.services import Services
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import KnownAnswers, ListedInterpreters, small_services
from tests.portal.harvesting import PEOPLE as MANY
from tests.portal.harvesting import Clock
from tests.portal.inspecting import Seen, inspect

GP = TopicHit("ny-i-norge", "general-practitioner", "nb", "Fastlege", 0.9)
TAX = TopicHit("ny-i-norge", "tax-deduction-card", "nb", "Skattekort", 0.7)
OWN_LIFE = TopicHit("nora", "negative-social-control", "nb", "Du bestemmer over ditt eget liv", 0.6)
ACT = TopicHit("tolk", "interpreting-act", "nb", "Plikten til å bruke tolk", 0.5)
NORWEGIAN = Identified("nb", 0.9, "nb", "Latn")
GP_QUOTE = Quote(
    "Du velger en fastlege selv.\nDu kan bytte lege.",
    "ny-i-norge",
    "general-practitioner",
    "Hvem har rett til fastlege?",
    "who",
    "nb",
    date(2026, 11, 20),
    "source",
)


@dataclass(frozen=True, slots=True)
class TimedRequest(InterpreterRequest):
    """A request that says when, in the words of the one who asked."""

    when: str | None = None


ANSWERS = {
    "Hvordan får jeg lege?": Answer(
        "answer", Identified("nb", 0.98, "nb", "Latn"), quotes=(GP_QUOTE,), topics=(GP,)
    ),
    "كيف أحصل على طبيب؟": Answer(
        "answer",
        Identified("ar", 0.99, "ar", "Arab"),
        quotes=(
            Quote(
                "يمكنك تغيير الطبيب.",
                "ny-i-norge",
                "general-practitioner",
                "من له الحق في طبيب دائم؟",
                "who",
                "ar",
                date(2026, 11, 20),
                "machine",
            ),
        ),
        topics=(TopicHit("ny-i-norge", "general-practitioner", "ar", "الطبيب العام الدائم", 1.0),),
    ),
    "Hvordan fo jeg <lege>?": Answer(
        "answer", NORWEGIAN, quotes=(GP_QUOTE,), topics=(GP,), searched="Hvordan får jeg <lege>?"
    ),
    "Hvor mange?": Answer(
        "no_answer", Identified("nb", 0.6, "nb", "Latn"), topics=(GP,), confidence=0.2
    ),
    "Tolk på tigrinja i Bergen": Answer(
        "interpreters",
        Identified("nb", 0.9, "nb", "Latn"),
        interpreter_search=InterpreterRequest("ti", "Bergen", "Vestland", mode="phone"),
    ),
    "Tolk på tigrinja torsdag kl 10": Answer(
        "interpreters", NORWEGIAN, interpreter_search=TimedRequest("ti", when="torsdag kl 10")
    ),
    "Hei": Answer("smalltalk", NORWEGIAN, smalltalk="greeting"),
    "Tusen takk": Answer("smalltalk", NORWEGIAN, smalltalk="thanks"),
    "Ha det": Answer("smalltalk", NORWEGIAN, smalltalk="goodbye"),
    "Hvem er du?": Answer("smalltalk", NORWEGIAN, smalltalk="who"),
    "Hva må jeg ordne?": Answer(
        "choose", NORWEGIAN, topics=(GP, TAX, OWN_LIFE, ACT), choices=(TAX, GP, ACT)
    ),
    "Hva gjør familien?": Answer(
        "choose", NORWEGIAN, topics=(OWN_LIFE, GP), choices=(OWN_LIFE, GP)
    ),
    "Noe om lege": Answer("choose", NORWEGIAN, topics=(GP,), choices=(GP,)),
    "Får jeg ja på søknaden min?": Answer("own_case", NORWEGIAN, topics=(TAX, GP)),
    "Når kommer svaret mitt?": Answer("own_case", NORWEGIAN),
    "Hva koster det?": Answer("answer", NORWEGIAN, quotes=(GP_QUOTE,), topics=(GP,)),
}
LEANING = frozenset({"Hva koster det?"})
PEOPLE = (
    Interpreter(
        "SAMPLE-AB",
        "Selam",
        "Prøvesen",
        (Qualification("ti", "C", "C"), Qualification("am", "E", "E-i")),
        "f",
        "Bergen",
        "Vestland",
        "full_time",
        ("in_person", "phone"),
        phone="+47 000 12345",
        email="selam@example.org",
        address="Oppdiktet vei 1, 5003 Bergen",
        address_consent=True,
        card_valid_to=date(2027, 1, 31),
    ),
    Interpreter(
        "SAMPLE-CD",
        "Yonas",
        "Eksempel",
        (Qualification("ti", "A", "A"),),
        "m",
        "Oslo",
        "Oslo",
        phone="+47 000 54321",
        address="Hemmelig vei 2",
        card_valid_to=date(2026, 1, 31),
    ),
    *(
        Interpreter(f"SAMPLE-N{n}", f"Nummer{n}", "Mange", (Qualification("so", "E"),))
        for n in range(45)
    ),
)


@pytest.fixture(scope="session")
def shelf(test_data: Path) -> Shelf:
    return Shelf((test_data / "content", test_data / "added"))


@pytest.fixture(scope="session")
def whole_shelf() -> Shelf:
    """The guidance that ships; what was read of it stays read."""
    return Shelf()


@pytest.fixture(scope="session")
def real(whole_shelf: Shelf) -> FlaskClient:
    """A visitor of the portal with the guidance that ships."""
    return create_app(Settings(), small_services(whole_shelf)).test_client()


@pytest.fixture
def road() -> KnownAnswers:
    return KnownAnswers(ANSWERS, leaning=LEANING)


@pytest.fixture
def the_services(shelf: Shelf, road: KnownAnswers) -> Services:
    return small_services(shelf, road=road, register=ListedInterpreters(PEOPLE))


@pytest.fixture
def app(the_services: Services) -> Flask:
    return create_app(Settings(), the_services)


@pytest.fixture
def public(the_services: Services) -> Flask:
    """The portal that knows where visitors reach it."""
    return create_app(Settings(public_url="https://veiviser.example.org"), the_services)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


Visit = Callable[..., Seen]


@pytest.fixture
def page(client: FlaskClient) -> Visit:
    """Open a page and look at all that must hold on every page.

    `post` sends a form, `status` is what is expected, `title_is_neutral` that the title tells
    nothing of the page.
    """

    def visit(
        url: str,
        *,
        post: dict[str, str | list[str]] | None = None,
        status: int = 200,
        title_is_neutral: bool = False,
    ) -> Seen:
        if post is None:
            response = client.get(url)
        else:
            response = client.post(url, data=post, headers={"Sec-Fetch-Site": "same-origin"})
        return inspect(response, url, status=status, title_is_neutral=title_is_neutral)

    return visit


@pytest.fixture
def clock() -> Clock:
    """A day that passes as a test needs it to."""
    return Clock()


@pytest.fixture
def limited(shelf: Shelf, tmp_path: Path, clock: Clock) -> Services:
    """The portal with the real limits, and more people than anybody may carry away in a day."""
    services = small_services(shelf, register=ListedInterpreters(MANY))
    return replace(services, limits=Limiter(tmp_path / "limits.bin", clock), now=clock)
