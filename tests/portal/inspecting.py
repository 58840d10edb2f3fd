"""What must hold on every page, looked at each time a test opens one."""

import re
from collections import Counter
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement
from werkzeug.test import TestResponse

from knowledge.languages import languages
from portal.security import HEADERS

# Signs of text that was not filled in: gettext values, template and article keys.
LEFTOVER = re.compile(r"%\(|\{\{|\{%|\{figure|\{helpline|\{term|\bNone\b|\bUndefined\b")


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that was looked at."""

    response: TestResponse
    root: HtmlElement

    @property
    def text(self) -> str:
        """What stands in the content of the page, spaces folded."""
        return " ".join(self.root.get_element_by_id("page_main").text_content().split())

    @property
    def whole_text(self) -> str:
        """What stands on the page, spaces folded."""
        return " ".join(self.root.body.text_content().split())

    def one(self, path: str) -> HtmlElement:
        """Return the only element with this XPath."""
        found = self.all(path)
        assert len(found) == 1, f"{path}: {len(found)} elements"
        return found[0]

    def all(self, path: str) -> list[HtmlElement]:
        """Return the elements with this XPath."""
        found = self.root.xpath(path)
        assert isinstance(found, list)
        return [element for element in found if isinstance(element, HtmlElement)]

    def links(self) -> list[str]:
        """Return where the links of the page lead."""
        return [link.get("href", "") for link in self.all("//a")]


def inspect(
    response: TestResponse, url: str, *, status: int = 200, title_is_neutral: bool = False
) -> Seen:
    """Return the page after looking at everything that holds for all pages."""
    assert response.status_code == status, f"{url}: {response.status_code}"
    for name, value in HEADERS.items():
        assert response.headers.get(name) == value, f"{url}: {name}"
    assert "Set-Cookie" not in response.headers
    assert response.mimetype == "text/html"
    text = response.get_data(as_text=True)
    root = html.document_fromstring(text)
    seen = Seen(response, root)
    _look_at_head(seen, url, title_is_neutral=title_is_neutral)
    _look_at_headings(seen)
    _look_at_ids_and_labels(seen)
    assert not (found := LEFTOVER.search(seen.whole_text)), f"{url}: {found}"
    for script in seen.all("//script[not(@type='application/ld+json')]"):
        assert script.get("src") and not (script.text or "").strip(), "inline script"
    assert not seen.all("//*[@style]") and not seen.all("//style"), "inline style"
    return seen


def _look_at_head(seen: Seen, url: str, *, title_is_neutral: bool) -> None:
    lang = url.split("/")[1]
    if lang in languages():
        language = languages()[lang]
        assert (seen.root.get("lang"), seen.root.get("dir")) == (language.tag, language.dir)
    title = (seen.one("//head/title").text or "").strip()
    heading = " ".join(seen.one("//h1").text_content().split())
    assert heading
    if title_is_neutral:
        assert title == "Veiviser"
    else:
        assert title.startswith(heading), (title, heading)


def _look_at_headings(seen: Seen) -> None:
    last = 0
    for heading in seen.all("//h1|//h2|//h3|//h4|//h5|//h6"):
        level = int(str(heading.tag)[1])
        assert level <= last + 1, f"h{level} after h{last}: {heading.text_content()}"
        assert heading.text_content().strip(), "empty heading"
        last = level


def _look_at_ids_and_labels(seen: Seen) -> None:
    ids = Counter(element.get("id") for element in seen.all("//*[@id]"))
    assert [name for name, count in ids.items() if count > 1] == []
    for name in ("aria-labelledby", "aria-describedby", "for", "list"):
        for element in seen.all(f"//*[@{name}]"):
            for target in (element.get(name) or "").split():
                assert target in ids, f"{name}={target} points nowhere"
    for field in seen.all("//input[@type!='hidden']|//textarea|//select"):
        around = next(field.iterancestors("label"), None)
        label = seen.one(f"//label[@for='{field.get('id')}']") if around is None else around
        assert label.text_content().strip(), "empty label"
    for link in seen.all("//a|//button|//summary"):
        assert link.text_content().strip() or link.get("aria-label"), "nothing to read"
