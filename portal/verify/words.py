"""What is said of each outcome of a verification: message ids.

What to do rests on our articles `using-the-register`, `during-the-conversation` and
`qualified-interpreter-requirement`, and on the rules of portal.tolk that stand below it.
"""

from collections.abc import Mapping

from knowledge.register.verifying import Outcome
from portal.i18n import N_

TITLES: Mapping[Outcome, str] = {
    # Translators: these are the results of looking an interpreter up in the register
    "valid": N_("Confirmed in the register"),
    "could_not_verify": N_("Could not be verified in the register"),
    "not_this_language": N_("Not listed for this language"),
    "lower_category": N_("A lower category than the one you named"),
    "not_yet_valid": N_("The card is not valid yet on this day"),
    "expired": N_("The card has run out before this day"),
    "no_card_date": N_("The register does not say how long the card is valid"),
}

ADVICE: Mapping[Outcome, str] = {
    "valid": N_(
        "Ask the interpreter for name and number, and compare them with what stands here. Write "
        "in the case file that you have checked."
    ),
    "could_not_verify": N_(
        "This does not mean that the person is not qualified. Check the number, and ask the "
        "interpreter or the agency for documents. If there are none, book another interpreter."
    ),
    "not_this_language": N_(
        "The register lists this interpreter for the languages below. Find another interpreter, "
        "or ask the person whether one of these languages is good enough."
    ),
    "lower_category": N_(
        "Somebody in this category is qualified too, so the conversation can go on. Write the "
        "category in the case file, and tell the agency if a higher one was agreed."
    ),
    "not_yet_valid": N_(
        "Ask the interpreter for documents that show the qualifications. If there are none, book "
        "another interpreter."
    ),
    "expired": N_(
        "Ask the interpreter for a new card, or for documents that show the qualifications. If "
        "there are none, book another interpreter."
    ),
    "no_card_date": N_("Ask to see the card, and look for the date on it."),
}

_UNPROVEN = ("exceptions", "dispensation", "write-down")

# The rules that tell whether the conversation may go on, by their names in portal.tolk.
RULES: Mapping[Outcome, tuple[str, ...]] = {
    "valid": ("impartial", "confidential"),
    "could_not_verify": ("categories", *_UNPROVEN),
    "not_this_language": ("qualified", *_UNPROVEN),
    "lower_category": ("categories", "find"),
    "not_yet_valid": ("categories", *_UNPROVEN),
    "expired": ("categories", *_UNPROVEN),
    "no_card_date": ("categories",),
}
