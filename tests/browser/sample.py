"""How much is looked at: two languages, one of each direction, or all with BROWSER_ALL=1.

Each change is looked at in the two, `make browser` looks at all twelve.
"""

import os

from knowledge.languages import languages

IS_ALL = bool(os.environ.get("BROWSER_ALL"))
LANGS: tuple[str, ...] = tuple(languages()) if IS_ALL else ("nb", "ar")
