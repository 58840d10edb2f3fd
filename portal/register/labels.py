"""What the codes of the register are called: message ids, translated where they are shown."""

from collections.abc import Mapping

from portal.i18n import N_

# tolkeforskriften § 11, shortened.
CATEGORIES: Mapping[str, str] = {
    "A": N_("State authorisation as an interpreter and a bachelor's degree in interpreting"),
    "B": N_(
        "A bachelor's degree in interpreting, or state authorisation and a university course in "
        "interpreting for public bodies"
    ),
    "C": N_("State authorisation as an interpreter"),
    "D": N_("A university course in interpreting for public bodies"),
    "E": N_(
        "A passed test in both languages, or recognition as a translator, and a course in the "
        "interpreter's responsibilities"
    ),
}
GENDERS: Mapping[str, str] = {
    # Translators: the gender of an interpreter
    "f": N_("Woman"),
    "m": N_("Man"),
}
MODES: Mapping[str, str] = {
    # Translators: how an interpreter takes part in a conversation
    "in_person": N_("In the same room"),
    "remote": N_("By phone or on screen"),
    "phone": N_("By phone"),
    "video": N_("On screen"),
}
CAPACITIES: Mapping[str, str] = {
    # Translators: how much an interpreter works
    "full_time": N_("Full time"),
    "part_time": N_("Part time"),
    "occasional": N_("Now and then"),
}
# Translators: the choice in a list that sets no condition
ANY = N_("All")

# The conditions of a search, as its form names them.
CONDITIONS: Mapping[str, str] = {
    "min_category": N_("Lowest category"),
    "mode": N_("How you will meet"),
    "gender": N_("Gender"),
    "place": N_("Municipality or county"),
    "capacity": N_("How much the interpreter works"),
}
