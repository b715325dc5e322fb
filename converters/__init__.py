"""Sources become Posts: the library behind the command `convert`.

from converters import convert, open_blog, verify

ledger = convert("blog.xml", "site", writer="hugo")
assert ledger.complete
assert verify("blog.xml", "site", writer="hugo").proven

with open_blog("blog.xml") as blog:
    for post in blog.posts():
        print(post.date, post.title, post.url)

Every command has a function of its name: `convert`, `verify`, `inspect`, `show`. The names below are the whole surface;
what is heavy to import is imported when it is first used.
"""

from typing import TYPE_CHECKING, Any

from converters.formats import Reader, Writer, Written
from converters.pipeline import Ledger
from converters.post import Author, Comment, Entry, Media, MediaSize, MenuItem, Post, Site, Status, Term
from converters.problem import ConversionError, Problem, Report, Severity, Where
from converters.selection import Selection

if TYPE_CHECKING:
    from converters.blog import Blog, open_blog
    from converters.commands import convert, inspect, show, verify
    from converters.merging import merged
    from converters.verification.verdict import PostDiffers, Verdict

_HOMES = {
    "Blog": "converters.blog",
    "open_blog": "converters.blog",
    "convert": "converters.commands",
    "inspect": "converters.commands",
    "show": "converters.commands",
    "verify": "converters.commands",
    "PostDiffers": "converters.verification.verdict",
    "Verdict": "converters.verification.verdict",
    "merged": "converters.merging",
}
"""Where the names are that are imported when they are first used."""

__all__ = [
    "Author",
    "Blog",
    "Comment",
    "ConversionError",
    "Entry",
    "Ledger",
    "Media",
    "MediaSize",
    "MenuItem",
    "Post",
    "PostDiffers",
    "Problem",
    "Reader",
    "Report",
    "Selection",
    "Severity",
    "Site",
    "Status",
    "Term",
    "Verdict",
    "Where",
    "Writer",
    "Written",
    "convert",
    "inspect",
    "merged",
    "open_blog",
    "show",
    "verify",
]


def __getattr__(name: str) -> Any:
    """A name of the surface that was not imported yet."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'converters' has no attribute {name!r}")
