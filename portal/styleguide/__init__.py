"""Every component of the design system on one page, for whoever draws a new one."""

from portal.styleguide.routes import blueprint

__all__ = ["blueprint"]
