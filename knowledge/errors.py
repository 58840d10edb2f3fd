"""What can go wrong in knowledge: one family, each child named after its case."""


class KnowledgeError(Exception):
    """A fault in what we know or how it is kept; the message says where, what, and the remedy."""


class UnknownLanguage(KnowledgeError):
    """A language code that is not one of ours."""

    def __init__(self, code: str, known: tuple[str, ...]) -> None:
        super().__init__(f"unknown language {code!r}: use one of {', '.join(known)}")
        self.code = code


class UnknownKey(KnowledgeError):
    """A text names a figure, a helpline or a Norwegian word that no data file holds.

    The loader leaves such an article out and reports it, so a request never meets this.
    """

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(
            f"unknown {kind} {key!r}: add it to {FILE_OF_KIND[kind]}, or correct the key"
        )
        self.kind = kind
        self.key = key


FILE_OF_KIND = {
    "figure": "knowledge/figures.toml",
    "helpline": "knowledge/helplines.toml",
    "term": "knowledge/glossary.toml",
}
