"""What a WSGI server loads: `application`, made from the environment."""

import os

from portal import create_app
from portal.logs import configure_logging
from portal.opening import open_services
from portal.settings import Settings

configure_logging()
_settings = Settings.from_env(os.environ)
application = create_app(_settings, open_services(_settings, warm_up=True))
