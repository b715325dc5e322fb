"""Where the addresses of the old blog lead in the new site, in the syntax of each kind of server."""

from writers.redirects.writer import RedirectsWriter

__all__ = ["RedirectsWriter"]
