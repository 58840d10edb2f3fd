"""Parts of an address that are checked before a view sees them; a wrong one is a 404."""

from werkzeug.routing import BaseConverter, Map

from knowledge.languages import languages


class LangConverter(BaseConverter):
    """One of our languages, so a new entry in `languages.toml` has its pages at once."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map)
        self.regex = "|".join(languages())


class SlugConverter(BaseConverter):
    """The name of a collection or an article: small letters, digits and hyphens."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*"
