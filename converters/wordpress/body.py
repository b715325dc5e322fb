"""WordPress's dialect → canonical HTML: its filters, in its order."""

import re

from converters.canonical import to_canonical
from converters.post import Post, Site
from converters.problem import Report

_DELIMITER = re.compile(r"<!--\s+/?wp:[a-z][^>]*-->")


def to_html(post: Post, site: Site, report: Report) -> str:
    """The canonical HTML of a body in WordPress's dialect (`post.raw`)."""
    return to_canonical(_DELIMITER.sub("", post.raw), base=post.url or site.url, report=report)
