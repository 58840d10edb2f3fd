"""Keeping guidance for reading without a net: only when asked, only guidance, and gone again."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Route

from tests.browser import engines
from tests.browser.conftest import Visits
from tests.browser.serving import fixed_portal
from tests.browser.visitor import Screen, Visitor

pytestmark = pytest.mark.browser

KEEPING = "#keep-tolk"
NOTHING = {"cookies": 0, "local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}
KEPT = {**NOTHING, "caches": 2, "workers": 1}
KEYS = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) found.push(request.url);
  return found.map((url) => url.slice(location.origin.length));
}"""
AN_ARTICLE = "/tolk/interpreting-act"


@pytest.fixture(scope="module")
def url(browser: Browser) -> Iterator[str]:
    """Serve a portal of its own: what a worker keeps belongs to one address."""
    with fixed_portal() as address:
        yield address


@pytest.fixture
def reader(visits: Visits, url: str) -> Visitor:
    return visits(at=url)


def keeps(reader: Visitor, lang: str = "nb", *, what: str = KEEPING) -> None:
    """Ask for a collection, and wait until it is kept."""
    reader.asks_to_keep()
    reader.opens(f"/{lang}/offline")
    asks_for(reader, what)
    is_told(reader, "done")


def asks_for(reader: Visitor, what: str = KEEPING) -> None:
    reader.page.locator(what).check()
    reader.page.locator("[data-offline] button[type=submit]").click()


def is_told(reader: Visitor, what: str) -> None:
    """Wait until the page says so."""
    reader.waits_until(f"!document.querySelector('[data-say={what}]').hidden")


def loses_the_net(reader: Visitor) -> None:
    reader.forgives("ERR_INTERNET_DISCONNECTED")
    reader.forgives("Failed to load resource")
    reader.loses_the_network()


def keys(reader: Visitor) -> list[str]:
    return list(reader.measures(KEYS))


def test_nothing_is_stored_before_the_reader_asks(reader: Visitor) -> None:
    for path in ("/nb/", f"/nb{AN_ARTICLE}", "/nb/offline", "/nb/offline/kept", "/nb/nora/"):
        reader.opens(path)
        assert reader.stored_on_device() == NOTHING, path
    reader.opens("/nb/offline")
    for box in reader.page.locator("[data-offline] input").all():
        box.check()
    assert reader.stored_on_device() == NOTHING


def test_who_chooses_nothing_is_told_so_and_nothing_is_stored(reader: Visitor) -> None:
    reader.opens("/nb/offline")
    reader.page.locator("[data-offline] button[type=submit]").click()
    is_told(reader, "none")
    assert reader.stored_on_device() == NOTHING


@pytest.mark.parametrize("lang", ["nb", "ar"])
def test_a_reader_keeps_guidance_reads_it_without_a_net_and_removes_it(
    reader: Visitor, lang: str
) -> None:
    keeps(reader, lang)
    assert reader.stored_on_device() == KEPT
    reader.waits_until("document.querySelectorAll('.kept li').length == 1")
    assert re.search(r"2026|٢٠٢٦", reader.reads(".kept"))
    reader.takes_a_picture(f"offline-kept-{lang}")

    reader.opens(f"/{lang}{AN_ARTICLE}")
    heading = reader.reads("h1")
    loses_the_net(reader)
    reader.opens(f"/{lang}{AN_ARTICLE}")
    assert reader.reads("h1") == heading
    # Its style and its scripts are there too.
    for sign in ("scripted", "can-listen"):
        assert reader.measures(f"document.documentElement.classList.contains('{sign}')")
    assert (
        reader.measures("getComputedStyle(document.querySelector('.top')).borderTopWidth") == "4px"
    )

    reader.opens(f"/{lang}/ny-i-norge/general-practitioner")
    # The page reads from the device what is kept, and shows it then.
    reader.waits_until("document.querySelectorAll('.topics a').length > 20")
    assert len(reader.sees("[data-not-kept]")) == 1
    reader.takes_a_picture(f"offline-instead-{lang}")
    reader.page.locator("#kept-search").fill(heading[:12])
    assert [link.inner_text() for link in reader.sees(".topics a")] == [heading]
    reader.follows(".topics a")
    assert reader.reads("h1") == heading

    reader.loses_the_network(is_lost=False)
    reader.opens(f"/{lang}/offline")
    reader.page.locator("[data-remove]").click()
    is_told(reader, "removed")
    reader.waits_until("document.activeElement.matches('[data-offline] button[type=submit]')")
    assert reader.stored_on_device() == NOTHING
    assert reader.sees(".kept") == []


def test_a_kept_title_is_found_with_the_letters_of_another_keyboard(reader: Visitor) -> None:
    keeps(reader, "fa")
    reader.opens(f"/fa{AN_ARTICLE}")
    title = reader.reads("h1")
    other = title.replace("ی", "ي").replace("ک", "ك").replace("\u200c", " ")
    assert other != title
    reader.opens("/fa/offline/kept")
    reader.waits_until("document.querySelectorAll('.topics a').length > 20")
    reader.page.locator("#kept-search").fill(other)
    assert [link.inner_text() for link in reader.sees(".topics a")] == [title]


def test_nothing_of_nora_of_an_answer_or_of_a_search_is_ever_kept(reader: Visitor) -> None:
    keeps(reader)
    before = set(keys(reader))
    assert [key for key in before if "nora" in key or "answer" in key] == []
    for path in ("/nb/nora/", "/nb/nora/negative-social-control", "/nb/interpreters?spoken=ti"):
        reader.opens(path)
    reader.opens("/nb/")
    reader.asks("Hvordan får jeg lege?")
    reader.opens("/nb/ny-i-norge/general-practitioner")
    reader.opens("/nb/offline")
    assert set(keys(reader)) == before
    queries = {key.split("?")[1] for key in before if "?" in key}
    assert all(re.fullmatch(r"v=[0-9a-f]+", query) for query in queries)
    assert all(key.startswith("/static/") for key in before if "?" in key)


def test_nora_is_not_answered_by_the_worker_when_there_is_no_net(reader: Visitor) -> None:
    keeps(reader)
    loses_the_net(reader)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        reader.opens("/nb/nora/")
    reader.loses_the_network(is_lost=False)
    reader.opens("/nb/offline")


def test_pages_come_from_the_net_as_long_as_there_is_one(reader: Visitor) -> None:
    keeps(reader)
    spoil(reader, f"/nb{AN_ARTICLE}")
    reader.opens(f"/nb{AN_ARTICLE}")
    assert reader.reads("h1") != "Old"


def spoil(reader: Visitor, path: str) -> None:
    """Make a kept page an old one, which the server would no longer give."""
    reader.measures(f"""async () => {{
      const store = await caches.open("veiviser-pages-1");
      const headers = {{ "Content-Type": "text/html", ETag: 'W/"old"' }};
      await store.put("{path}", new Response("<h1>Old</h1>", {{ headers }}));
    }}""")


def kept_page(reader: Visitor, path: str) -> str:
    text = f"async () => (await caches.match('{path}', {{ ignoreVary: true }})).text()"
    return str(reader.measures(text))


def test_what_is_kept_is_fetched_anew_when_its_reader_comes_back(reader: Visitor) -> None:
    keeps(reader)
    spoil(reader, f"/nb{AN_ARTICLE}")
    spoil(reader, "/nb/tolk/no-longer-there")
    reader.opens("/nb/offline")
    reader.waits_until(
        "caches.match('/nb/tolk/no-longer-there', { ignoreVary: true }).then((found) => !found)"
    )
    assert "<h1>Old</h1>" not in kept_page(reader, f"/nb{AN_ARTICLE}")


def test_what_is_a_day_old_is_fetched_anew_on_any_kept_page(reader: Visitor) -> None:
    keeps(reader)
    spoil(reader, f"/nb{AN_ARTICLE}")
    reader.measures("""async () => {
      const store = await caches.open("veiviser-pages-1");
      const path = "/nb/offline/list/tolk.json";
      const old = await store.match(path, { ignoreVary: true });
      const headers = { "Content-Type": "application/json", "Kept-On": "2020-01-01T00:00:00Z" };
      await store.put(path, new Response(await old.text(), { headers }));
    }""")
    reader.opens("/nb/words")
    reader.waits_until(f"""caches.match("/nb{AN_ARTICLE}", {{ ignoreVary: true }})
      .then((found) => found.text()).then((text) => !text.includes("<h1>Old</h1>"))""")


def test_a_full_device_is_told_of_and_nothing_is_left_behind(reader: Visitor, url: str) -> None:
    reader.opens("/nb/offline")
    session = reader.page.context.new_cdp_session(reader.page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": url, "quotaSize": 100_000})
    asks_for(reader)
    is_told(reader, "full")
    assert reader.stored_on_device() == NOTHING


def test_a_net_that_fails_half_way_is_told_of_and_nothing_is_left_behind(reader: Visitor) -> None:
    def longer(route: Route) -> None:
        """Name a page that is not there among those that are."""
        listed: dict[str, Any] = route.fetch().json()
        listed["pages"].insert(5, {**listed["pages"][1], "url": "/nb/tolk/not-there"})
        route.fulfill(body=json.dumps(listed), content_type="application/json")

    reader.forgives("404")
    reader.page.route("**/offline/list/*.json", longer)
    reader.opens("/nb/offline")
    asks_for(reader)
    is_told(reader, "net")
    assert reader.stored_on_device() == NOTHING


def test_a_second_collection_that_fails_leaves_the_first_as_it_was(reader: Visitor) -> None:
    keeps(reader)
    before = set(keys(reader))
    reader.forgives("404")
    listed: dict[str, Any] = {"collection": "ny-i-norge", "name": "x", "lang": "nb", "bytes": 1}
    listed["pages"] = [{"url": "/nb/ny-i-norge/", "title": "x", "lang": "nb", "bytes": 1}]
    listed["also"] = ["/nb/ny-i-norge/not-there"]
    reader.page.route("**/offline/list/ny-i-norge.json", lambda route: route.fulfill(json=listed))
    reader.opens("/nb/offline")
    asks_for(reader, "#keep-ny-i-norge")
    is_told(reader, "net")
    assert set(keys(reader)) == before


def test_who_must_wait_for_another_tab_is_told_at_once_that_work_goes_on(reader: Visitor) -> None:
    reader.asks_to_keep()
    reader.opens("/nb/offline")
    reader.measures("""() => void navigator.locks.request(
      "veiviser-offline", () => new Promise((end) => { window.endOfTheOther = end; }))""")
    reader.waits_until("'endOfTheOther' in window")
    asks_for(reader)
    is_told(reader, "working")
    assert reader.stored_on_device() == NOTHING
    reader.measures("endOfTheOther()")
    is_told(reader, "done")
    assert reader.stored_on_device() == KEPT


def test_worker_refuses_to_store_what_is_not_guidance(reader: Visitor) -> None:
    keeps(reader)
    before = set(keys(reader))
    for path in ("/nb/nora/", "/nb/answer", "/nb/interpreters?spoken=ti", "https://example.org/"):
        answer = reader.measures(f"""() => new Promise((resolve) => {{
          const {{ port1, port2 }} = new MessageChannel();
          port1.onmessage = (event) => resolve(event.data);
          const {{ controller }} = navigator.serviceWorker;
          controller.postMessage({{ act: "store", path: "{path}" }}, [port2]);
        }})""")
        assert answer == "net", path
    assert set(keys(reader)) == before


@pytest.mark.skipif(not engines.are_there(), reason=f"no engines: {engines.HOW_TO_GET_THEM}")
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_what_is_kept_is_shown_without_barriers(reader: Visitor, lang: str) -> None:
    keeps(reader, lang)
    assert engines.unexplained(engines.look(reader.page)) == []
    reader.opens(f"/{lang}/offline/kept")
    assert engines.unexplained(engines.look(reader.page)) == []


def test_without_script_the_page_says_that_this_cannot_be_done(visits: Visits, url: str) -> None:
    reader = visits(Screen(has_script=False), at=url)
    reader.opens("/nb/offline")
    assert len(reader.sees("[data-cannot]")) == 1
    assert reader.sees("[data-offline] form") == []


@pytest.mark.parametrize("lang", ["en", "ar", "ti"])
def test_the_pages_fit_a_small_phone(reader: Visitor, lang: str) -> None:
    for path in ("offline", "offline/kept"):
        reader.opens(f"/{lang}/{path}")
        assert reader.scrolls_sideways_px() == 0, path
        assert reader.sees("[data-say]") == []
