"""Every page of the guidance that ships, as a reader opens it: not examples, all of it.

In nb, ar, and another language that takes its turn; `make browser` opens it in all twelve.
"""

from functools import cache
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from knowledge.loading import Knowledge
from tests.browser.sample import langs_of
from tests.portal.inspecting import Seen, inspect


def opened(client: FlaskClient, url: str) -> Seen:
    return inspect(client.get(url), url, title_is_neutral="/nora" in url)


def test_every_article_is_a_whole_page(all_knowledge: Knowledge, real: FlaskClient) -> None:
    for collection, slug, lang in all_knowledge.articles:
        if lang not in langs_of(slug):
            continue
        article = all_knowledge.articles[collection, slug, lang]
        # What only has its title in a language shows the text of the nearest one.
        nearest = lang if article.sections else "nb" if lang == "nn" else "en"
        text = all_knowledge.articles[collection, slug, nearest]
        seen = opened(real, f"/{lang}/{collection}/{slug}")
        assert seen.one("//h1").text_content() == article.title
        assert seen.one("//article/div[@class='article-text']").get("lang") == (
            None if text is article else nearest
        )
        headings = [h.get("id") for h in seen.all("//article//section/*[self::h2 or self::h3]")]
        assert headings == [section.anchor for section in text.sections]


def test_links_from_article_to_article_and_word_lead_somewhere(
    all_knowledge: Knowledge, real: FlaskClient
) -> None:
    words = {word.get("id") for word in opened(real, "/en/words").all("//dt")}
    opens = cache(lambda address: real.get(address).status_code == 200)
    for collection, slug, lang in all_knowledge.articles:
        if lang != "en":
            continue
        for link in opened(real, f"/en/{collection}/{slug}").links():
            if link.startswith("/en/words#"):
                assert unquote(link.partition("#")[2]) in words, (slug, link)
            elif any(link.startswith(f"/en/{c.id}/") for c in all_knowledge.collections):
                assert opens(link.partition("#")[0]), (slug, link)


@pytest.mark.parametrize("lang", ["nb", "ar"])
def test_every_topic_is_listed_by_its_collection(
    all_knowledge: Knowledge, real: FlaskClient, lang: str
) -> None:
    topics = {f"/{lang}/{topic.collection}/{topic.slug}" for topic in all_knowledge.topics}
    for collection in all_knowledge.collections:
        start = f"/{lang}/{collection.id}/"
        listed = set(opened(real, start).links())
        # Stories, and pages for other readers, have lists of their own.
        for further in sorted(link for link in listed - topics if link.startswith(start)):
            listed |= set(opened(real, further).links())
        missing = {topic for topic in topics if topic.startswith(start)} - listed
        assert missing == set()
