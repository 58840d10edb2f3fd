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
# The same by the route to it (knowledge.register.interpreters.ROUTES), where that says more.
ROUTES: Mapping[str, str] = {
    "B-i": N_("A bachelor's degree in interpreting"),
    "B-ii": N_(
        "State authorisation as an interpreter and a university course in interpreting for public "
        "bodies"
    ),
    "E-i": N_("A passed test in both languages and a course in the interpreter's responsibilities"),
    "E-ii": N_(
        "State authorisation as a translator and a course in the interpreter's responsibilities"
    ),
    "E-iii": N_(
        "Recognition as a professional translator and a course in the interpreter's "
        "responsibilities"
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
REACHES: Mapping[str, str] = {
    # Translators: how far from the place an interpreter may live
    "county": N_("The county"),
    "neighbours": N_("Neighbouring counties too"),
    "country": N_("The whole country"),
}
SORTS: Mapping[str, str] = {
    # Translators: the order of a list of interpreters
    "best": N_("Best qualified first"),
    "nearest": N_("Nearest first"),
    "name": N_("By name"),
}
# Translators: the choice in a list that sets no condition
ANY = N_("All")
# Translators: category is a letter; A is the highest, E the lowest
AT_LEAST = N_("%(category)s or higher")

# The conditions of a search, as its form names them.
CONDITIONS: Mapping[str, str] = {
    "spoken": N_("Language of the interpreter"),
    "min_category": N_("Lowest category"),
    "mode": N_("How you will meet"),
    "gender": N_("Gender"),
    "place": N_("Municipality or county"),
    "reach": N_("How far away"),
    "capacity": N_("How much the interpreter works"),
    "name": N_("Name or number"),
    "number": N_("Name or number"),
}
# The same above the counts beside a list, where there is less room.
FACETS: Mapping[str, str] = {
    "category": CONDITIONS["min_category"],
    "mode": CONDITIONS["mode"],
    "capacity": CONDITIONS["capacity"],
    "gender": CONDITIONS["gender"],
    # Translators: a county of Norway (fylke)
    "county": N_("County"),
}

# Why somebody stands where they stand: each is one of a row of short remarks.
NEAR: Mapping[str, str] = {
    "same_place": N_("Lives in %(place)s"),
    "same_county": N_("Lives in the same county, in %(place)s"),
    "neighbour": N_("Lives in a neighbouring county, in %(place)s"),
    "elsewhere": N_("Lives further away, in %(place)s"),
}
MODE_STATED: Mapping[str, str] = {
    "in_person": N_("Meets you in the same room"),
    "phone": N_("Interprets by phone"),
    "video": N_("Interprets on screen"),
    "remote": N_("Interprets by phone or on screen"),
}
MODE_UNKNOWN = N_("Has not said how you can meet: ask")
WORKS: Mapping[str, str] = {
    "full_time": N_("Works full time"),
    "part_time": N_("Works part time"),
    "occasional": N_("Works now and then"),
}
CATEGORY_IN = N_("Category %(category)s in %(spoken)s")
CATEGORY_BEST = N_("Highest category: %(category)s")
DRAWN = N_("Equal to others: their order changes every day")

# What a wider search gives up, by the name that knowledge.register.queries.Widening has for it.
WIDER: Mapping[str, str] = {
    # Translators: each of these is a link to a wider search, with the number of interpreters found
    "min_category": N_("Take the next category: %(category)s"),
    "remote": N_("Take an interpreter by phone or on screen, from the whole country"),
    "neighbours": N_("Look in the neighbouring counties too"),
    "country": N_("Look in the whole country"),
    "mode": N_("Do not choose how you will meet"),
    "gender": N_("Do not choose a gender"),
    "capacity": N_("Do not choose how much the interpreter works"),
    "all": N_("Look for the language alone"),
    "name": N_("Look for one name alone: %(name)s"),
}
