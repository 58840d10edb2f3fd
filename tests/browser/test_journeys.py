"""The journeys of those whom the portal is for (design.md), in a real browser, nb and ar each time.

A newcomer asks a misspelt question; a young person finds help and leaves; a caseworker finds an
interpreter; a reader reads an article by keyboard alone; a developer asks the API. All against the
real portal with its real index.
"""

import re

import pytest

from tests.browser.conftest import Visits
from tests.browser.sample import LANGS
from tests.browser.visitor import NEUTRAL, Screen, Visitor

pytestmark = pytest.mark.browser

MISSPELT = {
    "nb": "hvordan får jeg en fastlegge?",
    "nn": "korleis får eg fastlegge?",
    "en": "how do i get a famly docter",
    "pl": "jak dostac lekarza rodzinego",
    "uk": "як отримати симейного лікаря",
    "ru": "как получить симейного врача",
    "ar": "كيف احصل على طبيب دائم",
    "so": "sidee baan dhaqtar qoys u heli karaa",
    "ti": "ከመይ ገይረ ሓኪም እረክብ",
    "fa": "چطور دکتر ثابت بگیرم",
    "tr": "aile hekimi nasil bulurum",
    "lt": "kaip gauti nuolatini gydytoja",
}
FEAR = {
    "nb": "pappa sier jeg må gifte meg i sommer, jeg vil ikke",
    "nn": "pappa seier eg må gifte meg i sommar, eg vil ikkje",
    "en": "my father says I must marry this summer and I don't want to",
    "pl": "tata mówi że muszę wyjść za mąż latem, nie chcę",
    "uk": "тато каже що я мушу вийти заміж влітку, я не хочу",
    "ru": "папа говорит что я должна выйти замуж летом, я не хочу",
    "ar": "أبي يقول يجب أن أتزوج هذا الصيف وأنا لا أريد",
    "so": "aabbe wuxuu leeyahay waa inaad guursato xagaaga, ma rabo",
    "ti": "ኣቦይ ኣብዚ ክረምቲ ክትምርዓዊ ኣለኪ ይብለኒ፣ ኣነ ኣይደልን",
    "fa": "پدرم می‌گوید باید تابستان ازدواج کنم، من نمی‌خواهم",
    "tr": "babam bu yaz evlenmem gerektiğini söylüyor, istemiyorum",
    "lt": "tėtis sako kad vasarą turiu ištekėti, aš nenoriu",
}
# How the element with the focus shows: in sight, not covered, and with a mark around it.
_FOCUS = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const over = document.elementFromPoint(x, y);
  const style = getComputedStyle(element);
  const around = getComputedStyle(element.closest(".tappable, .option") || element);
  return {
    what: element.outerHTML.slice(0, 120), x, y,
    isInSight: Boolean(over) && (element.contains(over) || over.contains(element)),
    hasOutline: [style, around].some((s) =>
      s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2),
  };
}"""
SCREENS = {"phone": Screen(320), "desk": Screen(1280, 900), "no script": Screen(has_script=False)}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_a_newcomer_asks_a_misspelt_question_and_opens_the_source(
    visits: Visits, lang: str, screen: Screen
) -> None:
    visitor = visits(screen)
    visitor.opens(f"/{lang}/")
    visitor.takes_a_picture(f"home-{lang}-{screen}")
    visitor.asks(MISSPELT[lang])
    visitor.takes_a_picture(f"answer-{lang}-{screen}")
    assert visitor.address == f"/{lang}/answer"
    assert visitor.sees("figure.quote blockquote")
    assert visitor.scrolls_sideways_px() == 0
    source = visitor.page.locator("figure.quote .source a", has_text=re.compile(r"\w"))
    addresses = [str(link.get_attribute("href")) for link in source.all()]
    assert any("/general-practitioner" in address for address in addresses), addresses
    visitor.opens_aside("figure.quote .source a[href*='/general-practitioner']")
    top = "document.querySelector(location.hash).getBoundingClientRect().top"
    visitor.waits_until(f"{top} >= -5 && {top} <= innerHeight")
    visitor.takes_a_picture(f"article-{lang}-{screen}")
    assert visitor.sees("h1")
    assert visitor.sees("#page_sources")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_a_young_person_is_believed_finds_help_and_leaves(
    visits: Visits, lang: str, screen: Screen
) -> None:
    visitor = visits(screen)
    visitor.opens(f"/{lang}/interpreters")
    visitor.opens(f"/{lang}/")
    visitor.asks(FEAR[lang])
    visitor.takes_a_picture(f"fear-{lang}-{screen}")
    assert visitor.title == "Veiviser"
    first = visitor.sees("section.danger a[href^='tel:']")[0].bounding_box()
    assert first is not None
    assert first["y"] < 900, "the first number is not in sight"
    visitor.opens(f"/{lang}/nora/")
    visitor.follows("a[href$='/nora/help/now']")
    visitor.takes_a_picture(f"help-{lang}-{screen}")
    assert visitor.title == "Veiviser"
    assert visitor.sees("a[href='tel:112']")
    assert visitor.sees("a[href='tel:116111']")
    with visitor.expects_another_page():
        visitor.page.locator("#page_exit").click()
    visitor.waits_until_at(NEUTRAL)


@pytest.mark.parametrize("lang", LANGS)
def test_a_caseworker_learns_the_duty_and_finds_an_interpreter(visits: Visits, lang: str) -> None:
    visitor = visits(Screen(1280, 900))
    visitor.opens(f"/{lang}/")
    visitor.follows("a[href$='/tolk/']")
    assert visitor.sees("#duty")
    visitor.follows("a[href$='/tolk/tools/duty']")
    for _ in range(5):
        if visitor.sees("#conclusion"):
            break
        visitor.follows(".asking .choices a")
    assert visitor.sees("#conclusion")
    visitor.follows(".conclusion a.button")
    assert visitor.address.startswith(f"/{lang}/interpreters")
    visitor.page.locator("#spoken").fill("tigrigna")
    visitor.page.locator("#place").fill("Bergen")
    visitor.follows("#lookup button[type=submit]")
    visitor.takes_a_picture(f"interpreters-{lang}")
    found = [why.inner_text() for why in visitor.sees("article.card .reasons li:first-child")]
    assert found
    visitor.follows("article.card a")
    assert not visitor.sees("a[href^='tel:+47']")
    visitor.follows(".contact button")
    assert visitor.sees("a[href^='tel:+47']")


@pytest.mark.parametrize("lang", LANGS)
def test_a_reader_reads_an_article_by_keyboard_alone(visits: Visits, lang: str) -> None:
    visitor = visits(Screen(wants_less_motion=True))
    visitor.opens(f"/{lang}/ny-i-norge/general-practitioner")
    visitor.presses("Tab")
    assert visitor.focused.is_visible()
    assert visitor.measures("document.activeElement.matches('.skip')")
    visitor.presses("Enter")
    visitor.waits_until("document.activeElement.id === 'page_main'")
    met = []
    for _ in range(90):
        visitor.presses("Tab")
        met.append(visitor.measures("document.activeElement.closest('footer') && 'footer' || ''"))
        if met[-1] == "footer":
            break
        seen = visitor.measures(_FOCUS)
        assert seen["isInSight"], seen
        assert seen["hasOutline"], seen
    assert met[-1] == "footer", "a trap, or a page without an end"
    assert len(met) > 8


@pytest.mark.parametrize("path", ["", "ny-i-norge/general-practitioner"])
def test_enter_sends_a_question_from_every_page_that_has_a_box(visitor: Visitor, path: str) -> None:
    visitor.opens(f"/nb/{path}")
    visitor.page.locator("textarea[name=question]").first.focus()
    visitor.types("Hvordan")
    visitor.presses("Shift+Enter")
    visitor.types("får jeg fastlege?")
    assert visitor.page.locator("textarea[name=question]").first.input_value().count("\n") == 1
    visitor.submits_with_enter()
    assert visitor.address.endswith("/nb/answer")


@pytest.mark.parametrize("lang", LANGS)
def test_a_question_is_asked_and_its_source_opened_with_the_keyboard_alone(
    visitor: Visitor, lang: str
) -> None:
    visitor.opens(f"/{lang}/chat")
    visitor.tabs_to("#question")
    visitor.types(MISSPELT[lang])
    with visitor.expects_an_answer():
        visitor.presses("Enter")
    assert visitor.measures("document.activeElement.matches('h2.asked')")
    visitor.tabs_to("figure.quote .source a")
    with visitor.page.context.expect_page() as opened:
        visitor.presses("Enter")
    opened.value.wait_for_url("**#**")


@pytest.mark.parametrize("lang", LANGS)
def test_a_developer_asks_what_the_description_of_the_api_says(visitor: Visitor, lang: str) -> None:
    visitor.opens(f"/{lang}/about")
    described = visitor.measures("fetch('/api/v1/openapi.json').then((r) => r.json())")
    (path,) = [p for p, verbs in described["paths"].items() if "post" in verbs]
    answer = visitor.page.evaluate(
        """async ([path, body]) => {
          const response = await fetch(path, {
            method: "POST", body: JSON.stringify(body),
            headers: { "Content-Type": "application/json" },
          });
          return { status: response.status, ...await response.json() };
        }""",
        [path, {"question": MISSPELT[lang], "lang": lang}],
    )
    assert answer["status"] == 200
    assert answer["quotes"][0]["collection"] == "ny-i-norge"


def test_help_stands_on_top_in_danger_and_the_title_tells_nothing(visitor: Visitor) -> None:
    visitor.opens("/nb/")
    visitor.asks("broren min truer med å drepe meg, han står utenfor døra")
    assert visitor.title == "Veiviser"
    first = visitor.sees("section.danger a[href^='tel:']")[0]
    assert first.get_attribute("href") == "tel:112"
    box = first.bounding_box()
    assert box is not None
    assert box["y"] < 720


def test_a_visit_leaves_nothing_behind_and_asks_nothing_of_others(visitor: Visitor) -> None:
    for path in ("/nb/", "/nb/ny-i-norge/tax-deduction-card", "/nb/nora/", "/nb/chat"):
        visitor.opens(path)
        assert sum(visitor.stored_on_device().values()) == 0
    visitor.asks("Hei")
    visitor.asks("hvordan får jeg skattekort?")
    assert sum(visitor.stored_on_device().values()) == 0
    assert len(visitor.requested_hosts()) == 1


def test_dark_screens_get_light_text_on_a_dark_ground(visits: Visits, fixed_url: str) -> None:
    visitor = visits(Screen(is_dark=True), at=fixed_url)
    visitor.opens("/nb/")
    ground = visitor.measures("getComputedStyle(document.body).backgroundColor")
    assert sum(int(part) for part in re.findall(r"\d+", ground)) < 150


def test_a_page_that_left_something_behind_would_be_found(visits: Visits, fixed_url: str) -> None:
    visitor = visits(at=fixed_url)
    visitor.opens("/nb/about")
    visitor.measures("localStorage.setItem('seen', 'yes')")
    assert visitor.stored_on_device()["local"] == 1
    assert visitor.complaints()
    visitor.measures("localStorage.clear()")
    visitor.measures("console.error('broken')")
    assert any("broken" in complaint for complaint in visitor.complaints())
    visitor.forgives("broken")
    assert visitor.complaints() == []
