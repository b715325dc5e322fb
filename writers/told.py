"""What a post says beside its body, as texts that can be compared, where a format holds the whole model."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from converters.abilities import Shown, Sight
from converters.canonical.elements import BLOCKS
from converters.formats import Reader, readers
from converters.html import parse
from converters.post import Comment, Post, Site
from writers.threads import in_threads

_EDGE_OF_A_BLOCK = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS | {'br'}))})\b", re.IGNORECASE)


def told_of(post: Post) -> Mapping[str, tuple[str, ...]]:
    """Everything that a cleaned post says, but for its body, its password and what only its source knows."""
    said = {
        "title": (post.title,),
        "published": (hour_of(post.date) if post.floating else moment(post.date),),
        "modified": (moment(post.modified),),
        "url": (post.url,),
        "slug": (post.slug,),
        "kind": (post.kind,),
        "status": (post.status_word or post.status, "protected" if post.protected else ""),
        "authors": (post.author,),
        "terms": sorted(f"{term.taxonomy}: {term.name} ({term.slug})" for term in post.terms),
        "comments": comments_told(post.comments, whole=True),
        "media": (post.image.url if post.image else "", post.attachment_url),
        "excerpt": (text_of(post.excerpt),),
        "parent": (str(post.parent or ""),),
        "order": (str(post.order or ""),),
        "sticky": ("sticky" if post.sticky else "",),
        "template": (post.template,),
        "guid": (post.guid,),
        "fields": [f"{name} = {value}" for name, value in post.meta],
    }
    return {name: tuple(filter(None, values)) for name, values in said.items()}


def comments_told(comments: Sequence[Comment], *, whole: bool = False) -> tuple[str, ...]:
    """Each comment in its thread: `› Ann: I think so, too`; those that readers did not see only as part of the `whole`.

    The whole has dates, too.
    """
    told = []
    for depth, comment in in_threads(comments, lambda each: whole or each.shown):
        date = f", {moment(comment.date)}" if whole and comment.date else ""
        state = "" if comment.shown else f" ({comment.approved})"
        told.append(f"{'› ' * depth}{comment.author}{date}{state}: {text_of(comment.html)}")
    return tuple(told)


def commented(depth: int, author: str, html: str) -> str:
    """A comment for a person: `› Ann: I think so, too`."""
    return f"{'› ' * depth}{' '.join(author.split())}: {text_of(html)}".rstrip()


def moment(date: datetime | None) -> str:
    """A date as one moment, whatever its offset; empty for none."""
    if date is None:
        return ""
    try:
        return date.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    except OverflowError:  # the first and the last day that datetime knows
        return date.replace(microsecond=0).isoformat()


def hour_of(date: datetime | None) -> str:
    """A date as clocks show it where it is, which is all that a format without offsets holds; empty for none."""
    return date.replace(tzinfo=None, microsecond=0).isoformat() if date else ""


def text_of(html: str) -> str:
    """The text of HTML on one line, the words of two blocks apart."""
    return " ".join(parse(_EDGE_OF_A_BLOCK.sub(r" \g<0>", html)).text_content().split()) if html else ""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a post read again shows."""

    reader: Reader
    site: Site

    def __call__(self, post: Post) -> Shown:
        """The post with its body, and with all that it says."""
        clean = self.reader.clean(post, self.site, lambda problem: None)
        return Shown(key=post.key, place=post.origin, fields=told_of(clean), html=clean.html)


@contextmanager
def read_by(name: str, destination: Path) -> Iterator[Sight]:
    """A destination as the reader of that name reads it again."""
    reader: Reader = readers()[name].load()()
    site, posts = reader.read(destination, lambda problem: None)
    yield Sight(rendered_by=f"portpress's reader {name}", pieces=posts, show=Cleaned(reader, site))
