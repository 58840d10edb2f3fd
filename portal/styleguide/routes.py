"""The style guide: nothing here is data of ours, and no search engine should list it."""

from flask import Blueprint, Response, current_app, url_for
from jinja2 import nodes

from portal.chat.danger import CardLine
from portal.i18n import translate
from portal.pages.context import TopicLink
from portal.register.context import PersonCard, SkillView
from portal.register.labels import MODES
from portal.rendering import Crumb, render
from portal.styleguide.context import StyleGuidePage, Swatch, Tab

blueprint = Blueprint("styleguide", __name__)

# For those who build pages: English alone, and marked as such.
_WORDS = {
    "tones": "Tones and colours: each text on each ground that it may stand on, 4.5 to 1 or more.",
    "type": "Sizes of text, in rem.",
    "icons": "Icons. Those that point along the line of reading turn round.",
    "buttons": "Buttons. One of the first kind on a page, at least 44 pixels high.",
    "fields": "Fields, with the sentence that says what is wrong.",
    "notices": "Notices. The icon says what the colour says.",
    "cards": "Cards. The whole of a card can be tapped, its heading is the link.",
    "steps": "Steps.",
    "help": "Helplines: the number first.",
    "table": "A table, whose rows are cards on a phone.",
    "more": "Tabs, pages, and what opens.",
}
_TEXTS = ("text", "quiet", "accent", "accent-strong", "good", "warn", "danger")
_GROUNDS = ("ground", "raised", "sunken", "accent-ground")
_SWATCHES = (
    *(Swatch(text, ground) for text in _TEXTS[:4] for ground in _GROUNDS),
    *(Swatch(text, f"{text}-ground") for text in _TEXTS[4:]),
    *(Swatch("text", f"{kind}-ground") for kind in _TEXTS[4:]),
    Swatch("text", "mark"),
    Swatch("on-accent", "accent"),
    Swatch("on-accent", "accent-strong"),
    Swatch("on-danger", "danger"),
)


@blueprint.get("/<lang:lang>/styleguide")
def page(lang: str) -> Response:
    """Show all of the design system, in the language and direction of the page."""
    link = TopicLink("ny-i-norge", "general-practitioner", "Fastlege", "nb", "nb")
    here = url_for("styleguide.page")
    shown = StyleGuidePage(
        words=_WORDS,
        swatches=_SWATCHES,
        tones=("", "open", "quiet", "dense"),
        sizes=("s", "m", "l", "xl", "2xl"),
        icons=_drawn_icons(),
        options=tuple((code, translate(lang, label)) for code, label in MODES.items()),
        topics=(link, link),
        lines=_sample_lines(),
        person=PersonCard(here, "Selam Prøvesen", (SkillView("Tigrinja", "C"),), "Bergen", ""),
        tabs=tuple(Tab(str(n), here, n == 1) for n in (1, 2, 3)),
    )
    return render(shown, is_indexed=False, trail=(Crumb("Veiviser", here),))


def _drawn_icons() -> tuple[str, ...]:
    """Return the names of all icons, as the template that draws them lists them."""
    loader = current_app.jinja_env.loader
    assert loader is not None
    source = loader.get_source(current_app.jinja_env, "components/icon.html")[0]
    tree = current_app.jinja_env.parse(source)
    drawings = next(node for node in tree.find_all(nodes.Assign) if _is_named(node, "drawings"))
    assert isinstance(drawings.node, nodes.Dict)
    return tuple(pair.key.as_const() for pair in drawings.node.items)


def _is_named(assign: nodes.Assign, name: str) -> bool:
    return isinstance(assign.target, nodes.Name) and assign.target.name == name


def _sample_lines() -> tuple[CardLine, ...]:
    def line(name: str, phone: str, *, is_open: bool | None) -> CardLine:
        return CardLine(
            id=name.lower(),
            name=name,
            phone=phone,
            tel=phone.replace(" ", ""),
            url=None,
            hours="09:00–15:00",
            open_now=is_open,
            audience="",
            cost="",
            is_anonymous=True,
            caveats=(),
        )

    return (
        line("Politi", "112", is_open=True),
        line("Legevakt", "116 117", is_open=False),
        line("Prøvetelefon", "000 00 000", is_open=None),
    )
