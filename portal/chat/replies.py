"""What is said to a message that asks nothing: a greeting, thanks, a goodbye, "who are you?".

Which of these a message is, is decided by indexing.smalltalk. The sentences are message ids.
"""

from collections.abc import Mapping

from indexing.values import Smalltalk
from portal.i18n import N_

REPLIES: Mapping[Smalltalk, tuple[str, ...]] = {
    "greeting": (
        N_(
            "Hello! Ask me about life in Norway: health, work, school, money, family, permits, or "
            "how to find an interpreter."
        ),
    ),
    # Translators: said to somebody who has written nothing but "thank you"
    "thanks": (N_("You are welcome! Ask again whenever you want to know more."),),
    # Translators: said to somebody who has written nothing but "goodbye"
    "goodbye": (N_("Goodbye, and take care! You can come back and ask again at any time."),),
    "who": (
        N_("This is an automatic service: a program answers, not a person."),
        N_(
            "You get an answer from published guidance, in your language, and you see where every "
            "sentence comes from."
        ),
    ),
}


def replies_to(smalltalk: Smalltalk | None) -> tuple[str, ...]:
    """Return what to say, one message id a sentence; a greeting where the kind is not known."""
    return REPLIES[smalltalk or "greeting"]
