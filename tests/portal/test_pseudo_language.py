"""A language that nobody speaks: each message in brackets, accented and a third longer.

Text that stands outside the brackets was never given to a translator.
"""

from collections.abc import Iterator
from gettext import NullTranslations

import pytest
from flask.testing import FlaskClient

import portal.i18n
from portal.register.options import form_options
from tests.portal.conftest import Visit

# Where the interface itself speaks, and never an article or a name.
SAID = (
    "//label",
    "//button",
    "//details[@class='menu menu-small']/summary/span",
    "//h2[@id='page_contents' or @id='page_related' or @id='page_ask']",
    "//footer//nav//a",
    "//footer//p[not(@class)]",
    "//h2[@id='page_emergency' or @id='page_sources' or @id='doors']",
    "//h2[@id='categories' or @id='found']",
    "//p[contains(@class, 'notice') or contains(@class, 'fault')]",
    "//a[@class='skip' or @id='page_exit']",
    "//dl[@class='person']/dt",
    "//select[@id!='spoken' and @id!='min_category']/option",
    "//dl[@class='categories']/dd",
)
_ACCENTED = str.maketrans("aeiouAEIOU", "àéîõüÀÉÎÕÜ")


class Pseudo(NullTranslations):
    """Says every message in the pseudo-language, its values untouched."""

    def gettext(self, message: str) -> str:
        words = message.split(" ")
        said = [word if "%(" in word else word.translate(_ACCENTED) for word in words]
        return f"[{' '.join(said)} {'~' * (len(message) // 3)}]"

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)


@pytest.fixture
def _pseudo(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the application, which is made by now, speak it until the test is over."""
    monkeypatch.setattr(portal.i18n, "catalogue", lambda _lang: Pseudo())
    form_options.cache_clear()  # they are made once a language
    yield
    form_options.cache_clear()


@pytest.mark.usefixtures("_pseudo")
@pytest.mark.parametrize(
    "url",
    [
        "/en/",
        "/ar/",
        "/en/about",
        "/en/nora/negative-social-control",
        "/ti/ny-i-norge/general-practitioner",
        "/en/ny-i-norge/my-first-weeks",
        "/ar/ny-i-norge/general-practitioner/beside",
        "/en/words",
        "/en/interpreters?spoken=pl&gender=f",
        "/en/interpreters?spoken=xx",
        "/en/interpreters/SAMPLE-AB",
        "/en/nothing/",
    ],
)
def test_all_that_the_interface_says_went_through_the_catalogue(page: Visit, url: str) -> None:
    status = 404 if "nothing" in url else 422 if "xx" in url else 200
    seen = page(url, status=status, title_is_neutral="nora" in url)
    for mark in seen.all("//*[@aria-hidden='true']"):
        mark.drop_tree()
    texts = [" ".join(found.text_content().split()) for found in seen.all("|".join(SAID))]
    assert len(texts) > 5
    assert [text for text in texts if not text.startswith("[")] == []
    labelled = [str(value) for value in seen.root.xpath("//@aria-label")]
    assert [text for text in labelled if not text.startswith("[")] == []
