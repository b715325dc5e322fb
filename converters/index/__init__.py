"""What is known of a blog as a whole, held in memory up to a size and in files of SQLite beyond it."""

from converters.index.collecting import Collecting
from converters.index.comments import CommentsOnDisk, indexed_comments
from converters.index.entries import EntriesOnDisk, indexed_entries
from converters.index.lists import Lists
from converters.index.media import MediaLibrary
from converters.index.table import Table
from converters.index.terms import TermsOnDisk, joined
from converters.index.texts import Texts

__all__ = [
    "Collecting",
    "CommentsOnDisk",
    "EntriesOnDisk",
    "Lists",
    "MediaLibrary",
    "Table",
    "TermsOnDisk",
    "Texts",
    "indexed_comments",
    "indexed_entries",
    "joined",
]
