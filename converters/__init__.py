"""Sources become Posts: the library behind the command `convert`.

from pathlib import Path
from converters import convert
from converters.wordpress.wxr import WxrReader
from writers.hugo import HugoWriter

ledger = convert(Path("blog.xml"), Path("site"), reader=WxrReader(), writer=HugoWriter())
assert ledger.complete
"""

from converters.formats import Reader, Writer, Written
from converters.pipeline import Ledger, convert
from converters.post import Author, Comment, Entry, Media, MediaSize, MenuItem, Post, Site, Status, Term
from converters.problem import ConversionError, Problem, Report, Severity, Where
from converters.selection import Selection

__all__ = [
    "Author",
    "Comment",
    "ConversionError",
    "Entry",
    "Ledger",
    "Media",
    "MediaSize",
    "MenuItem",
    "Post",
    "Problem",
    "Reader",
    "Report",
    "Selection",
    "Severity",
    "Site",
    "Status",
    "Term",
    "Where",
    "Writer",
    "Written",
    "convert",
]
