"""My first weeks: what to do first in Norway, as a list to tick off.

The order and the tasks are those of the article on the first weeks and of the articles that it
names; each task leads to the article that explains it. A time limit is a figure of
knowledge/figures.toml, so that it changes where the articles change.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from knowledge.figures import format_figure
from portal.i18n import N_, translate
from portal.pages.context import ChecklistPage, Situation, Task, TaskGroup
from portal.services import Library

COLLECTION = "ny-i-norge"

SITUATIONS = {
    # Translators: a box to tick, said by the reader; it chooses which tasks are shown
    "permit": N_("I have a residence permit"),
    # Translators: a box to tick, said by the reader; it chooses which tasks are shown
    "eea": N_("I am a citizen of an EU/EEA country"),
    # Translators: a box to tick, said by the reader; it chooses which tasks are shown
    "refugee": N_("I am a refugee"),
    # Translators: a box to tick, said by the reader; it chooses which tasks are shown
    "children": N_("I have children"),
    # Translators: a box to tick, said by the reader; it chooses which tasks are shown
    "work": N_("I work or look for work"),
    # Translators: a box to tick, said by the reader; it chooses which tasks are shown
    "study": N_("I study"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A task as it is written down here: `text` is a message id, `deadline` names a figure.

    `slug` and `anchor` are the article and the section that explain it.
    """

    id: str
    text: str
    slug: str
    anchor: str
    situations: tuple[str, ...] = ()
    deadline: str = ""


TASKS = {
    # Translators: a heading: what to do in the first days in Norway
    N_("The first days"): (
        Listed(
            "police",
            N_("Book an appointment with the police and get your residence card"),
            "first-steps",
            "how",
            ("permit",),
            "residence-card-deadline",
        ),
        Listed(
            "contact",
            N_("Ask the municipality who your contact person is"),
            "first-steps",
            "refugees",
            ("refugee",),
        ),
        Listed(
            "id-check",
            N_("Book an ID check with the Tax Administration"),
            "national-identity-number",
            "how",
        ),
        Listed("emergency", N_("Learn the emergency numbers"), "emergency-numbers", "what"),
        Listed("mailbox", N_("Put your name on the mailbox"), "first-steps", "how"),
        Listed("phone", N_("Get a Norwegian mobile number"), "phone-and-internet", "how"),
    ),
    # Translators: a heading: what to do in the first weeks in Norway
    N_("The first weeks"): (
        Listed(
            "eea",
            N_("Register as an EEA citizen and show ID to the police"),
            "eea-registration",
            "how",
            ("eea",),
            "eea-registration-deadline",
        ),
        Listed(
            "move", N_("Report your move to the Tax Administration"), "reporting-a-move", "when"
        ),
        Listed(
            "tax",
            N_("Apply for a tax card before your first pay"),
            "tax-deduction-card",
            "how",
            ("work",),
        ),
        Listed(
            "contract",
            N_("Get a written employment contract"),
            "employment-contract",
            "time",
            ("work",),
        ),
        Listed("bank", N_("Open a bank account"), "bank-account", "how"),
        Listed("bankid", N_("Ask the bank about BankID"), "electronic-id", "bankid"),
        Listed("doctor", N_("Choose a GP (fastlege)"), "general-practitioner", "how"),
        Listed(
            "tuberculosis",
            N_("Take the tuberculosis test, if you must"),
            "first-steps",
            "children-and-health",
        ),
        Listed(
            "school",
            N_("Ask the municipality for a place at school"),
            "primary-school",
            "how",
            ("children",),
        ),
        Listed(
            "kindergarten",
            N_("Ask the municipality about kindergarten"),
            "kindergarten",
            "how",
            ("children",),
        ),
    ),
    # Translators: a heading: what to do in the first months in Norway
    N_("The first months"): (
        Listed(
            "programme",
            N_("Start the introduction programme, if you have the right to it"),
            "introduction-programme",
            "how",
            ("refugee",),
        ),
        Listed(
            "norwegian",
            N_("Ask the municipality about Norwegian classes"),
            "norwegian-classes",
            "who",
            ("permit", "refugee"),
        ),
        Listed(
            "child-benefit", N_("Apply for child benefit"), "child-benefit", "how", ("children",)
        ),
        Listed(
            "education",
            N_("Find out if your education must be recognised"),
            "recognition-of-education",
            "what",
            ("work", "study"),
        ),
        Listed(
            "grants",
            N_("Ask Lånekassen about loans and grants"),
            "student-finance",
            "who",
            ("study",),
        ),
        Listed(
            "licence",
            N_("Check how long you can use your driving licence"),
            "driving-licence",
            "outside-eea",
        ),
    ),
}
_GROUP_IDS = ("days", "weeks", "months")


def checklist_page(library: Library, lang: str) -> ChecklistPage:
    """Return the list in a language; a task that no article of the library explains is left out."""
    groups = []
    for group_id, (name, listed) in zip(_GROUP_IDS, TASKS.items(), strict=True):
        tasks = tuple(
            _task(library, one, lang) for one in listed if library.langs(COLLECTION, one.slug)
        )
        if tasks:
            groups.append(TaskGroup(group_id, translate(lang, name), tasks))
    return ChecklistPage(_situations(SITUATIONS, lang), tuple(groups))


def _situations(ids: Iterable[str], lang: str) -> tuple[Situation, ...]:
    return tuple(Situation(id_, translate(lang, SITUATIONS[id_])) for id_ in ids)


def _task(library: Library, listed: Listed, lang: str) -> Task:
    facts = library.facts
    deadline = facts.figure(listed.deadline) if facts.has("figure", listed.deadline) else None
    return Task(
        id=listed.id,
        text=translate(lang, listed.text),
        url=url_for(
            "pages.article", collection=COLLECTION, slug=listed.slug, _anchor=listed.anchor
        ),
        situations=_situations(listed.situations, lang),
        deadline=format_figure(deadline, lang) if deadline else "",
    )
