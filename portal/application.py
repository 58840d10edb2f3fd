"""Put the application together: converters, languages, headers, errors, and the blueprints."""

from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from portal import (
    about,
    api,
    chat,
    machines,
    nora,
    office,
    offline,
    overview,
    pages,
    register,
    search,
    styleguide,
    tolk,
    verify,
)
from portal.addresses import Portal
from portal.converters import LangConverter, SlugConverter
from portal.error_pages import register_error_handlers
from portal.fragments import register_fragments
from portal.i18n import register_i18n
from portal.keeping import noticed, register_keeping
from portal.logs import register_request_log
from portal.rendering import register_rendering
from portal.responses import register_responses
from portal.security import register_security
from portal.services import EXTENSION, Services
from portal.settings import Settings
from portal.static_files import register_static_files


def build_application(settings: Settings, services: Services) -> Flask:
    """Return the application, ready to answer."""
    folder = Path(__file__).parent
    app = Portal(
        "portal", static_folder=str(folder / "static"), template_folder=str(folder / "templates")
    )
    app.config["DEFAULT_LANG"] = settings.default_lang
    app.config["SETTINGS"] = settings
    app.extensions[EXTENSION] = noticed(services)
    app.url_map.converters |= {"lang": LangConverter, "slug": SlugConverter}
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.lstrip_blocks = True
    # In this order: a response is given its headers first, then packed, and logged last.
    register_request_log(app)
    register_responses(app)
    register_security(app, settings)
    register_keeping(app)
    register_static_files(app)
    register_i18n(app)
    register_fragments(app)
    register_rendering(app, settings)
    register_error_handlers(app)
    for blueprint in (
        pages.blueprint,
        machines.blueprint,
        chat.blueprint,
        search.blueprint,
        nora.blueprint,
        register.blueprint,
        api.blueprint,
        styleguide.blueprint,
        tolk.blueprint,
        offline.blueprint,
        about.blueprint,
        verify.blueprint,
        overview.blueprint,
        office.blueprint,
    ):
        app.register_blueprint(blueprint)
    return app
