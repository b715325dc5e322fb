"""The files of a site's content, each read when its turn comes; and the reasons why a file makes no post."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import count

from converters.frontmatter.document import Document
from converters.frontmatter.files import Found, read_file
from converters.frontmatter.folder import SameId
from converters.post import Entry, Post
from converters.problem import ItemLost, Problem, Report, Where

_ENTRY_FIELDS = tuple(each.name for each in fields(Entry))

Make = Callable[[Found, Document, Report], Post | None]
"""The post of a file, its address complete; None where it makes none, which was reported."""
IsPlain = Callable[[Found], bool]
"""Whether a file makes a page without front matter, too."""


def read_entries(files: list[Found], make: Make, report: Report, is_plain: IsPlain) -> tuple[list[Found], list[Entry]]:
    """The files that make posts, and what the rest of the site may know of each. No two have one key."""
    kept: list[Found] = []
    entries: list[Entry] = []
    keys: set[str] = set()
    first_with_id: dict[int, str] = {}
    for found in files:
        where = Where(origin=found.name)
        problems: list[Problem] = []
        post = read_post(found, make, problems.append, is_plain)
        for problem in problems:
            report(problem.at(where))
        if post is None:
            continue
        if post.id is not None and first_with_id.setdefault(post.id, found.name) != found.name:
            report(SameId(id=post.id, first=first_with_id[post.id], where=where))
        key = next(each for each in _keys_of(post, found) if each not in keys)
        keys.add(key)
        kept.append(found)
        entries.append(replace(Entry(**{name: getattr(post, name) for name in _ENTRY_FIELDS}), key=key))
    return kept, entries


def _keys_of(post: Post, found: Found) -> Iterator[str]:
    """What a post may be called by: its own key, which another may have, its file, and its file with a number."""
    yield from (post.key, found.name)
    yield from (f"{found.name}#{number}" for number in count(2))


def read_post(found: Found, make: Make, report: Report, is_plain: IsPlain) -> Post | None:
    """The post of one file."""
    document = read_file(found, report, plain=is_plain(found))
    return make(found, document, report) if document is not None else None


def read_posts(
    files: list[Found], entries: Sequence[Entry], make: Make, report: Report, is_plain: IsPlain
) -> Iterator[Post]:
    """Read each file again. What the first reading reported is not said twice."""
    for found, entry in zip(files, entries, strict=True):
        post = read_post(found, make, lambda problem: None, is_plain)
        if post is None:
            report(ItemLost(reason="the file changed while it was read", where=Where(origin=found.name)))
            continue
        yield replace(post, key=entry.key, id=entry.id, parent=entry.parent, origin=found.name)
