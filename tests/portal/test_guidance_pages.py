"""Every page of the guidance that ships, as a reader opens it: not examples, all of it."""

from functools import cache
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from knowledge.loading import Knowledge, load_knowledge
from portal import create_app
from portal.settings import Settings
from portal.shelf import Shelf
from portal.twins import small_services
from tests.portal.inspecting import Seen, inspect


@pytest.fixture(scope="module")
def guidance() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(Settings(), small_services(Shelf())).test_client()


def opened(client: FlaskClient, url: str) -> Seen:
    return inspect(client.get(url), url, title_is_neutral="/nora" in url)


def test_every_article_is_a_whole_page_in_each_language_that_it_has(
    guidance: Knowledge, client: FlaskClient
) -> None:
    for collection, slug, lang in guidance.articles:
        article = guidance.articles[collection, slug, lang]
        # What only has its title in a language shows the text of the nearest one.
        nearest = lang if article.sections else "nb" if lang == "nn" else "en"
        text = guidance.articles[collection, slug, nearest]
        seen = opened(client, f"/{lang}/{collection}/{slug}")
        assert seen.one("//h1").text_content() == article.title
        assert seen.one("//article/div[@class='article-text']").get("lang") == (
            None if text is article else nearest
        )
        headings = [h.get("id") for h in seen.all("//article//section/*[self::h2 or self::h3]")]
        assert headings == [section.anchor for section in text.sections]


def test_links_from_article_to_article_and_word_lead_somewhere(
    guidance: Knowledge, client: FlaskClient
) -> None:
    words = {word.get("id") for word in opened(client, "/en/words").all("//dt")}
    opens = cache(lambda address: client.get(address).status_code == 200)
    for collection, slug, lang in guidance.articles:
        if lang != "en":
            continue
        for link in opened(client, f"/en/{collection}/{slug}").links():
            if link.startswith("/en/words#"):
                assert unquote(link.partition("#")[2]) in words, (slug, link)
            elif any(link.startswith(f"/en/{c.id}/") for c in guidance.collections):
                assert opens(link.partition("#")[0]), (slug, link)


@pytest.mark.parametrize("lang", ["nb", "ar"])
def test_every_topic_is_listed_by_its_collection(
    guidance: Knowledge, client: FlaskClient, lang: str
) -> None:
    topics = {f"/{lang}/{topic.collection}/{topic.slug}" for topic in guidance.topics}
    for collection in guidance.collections:
        start = f"/{lang}/{collection.id}/"
        listed = set(opened(client, start).links())
        # Stories, and pages for other readers, have lists of their own.
        for further in sorted(link for link in listed - topics if link.startswith(start)):
            listed |= set(opened(client, further).links())
        missing = {topic for topic in topics if topic.startswith(start)} - listed
        assert missing == set()
