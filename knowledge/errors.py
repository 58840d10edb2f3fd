"""What can go wrong in knowledge: one family, each child named after its case."""


class KnowledgeError(Exception):
    """A fault in what we know or how it is kept; the message says where, what, and the remedy."""


class UnknownLanguage(KnowledgeError):
    """A language code that is not one of ours."""

    def __init__(self, code: str, known: tuple[str, ...]) -> None:
        super().__init__(f"unknown language {code!r}: use one of {', '.join(known)}")
        self.code = code
