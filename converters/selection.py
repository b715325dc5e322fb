"""Which posts are taken, and for every other one the reason why not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import ClassVar

from converters.machinery import MACHINERY
from converters.options import option
from converters.post import Post, Status
from converters.problem import ConversionError

PROTECTED = "protected"
"""The word for posts that need a password, beside the statuses."""


_WORDS = frozenset([*Status, PROTECTED, "all", "future", "inherit", "publish", "trash"])
"""What may be asked for by name; of other words, only the blog knows whether they are a status of its own."""

BEYOND_LIMIT = "beyond --limit"
"""The reason for what is one too many."""
AND_COMMENTS = ", but for what readers wrote below it"
"""What a reason adds where the place of an item keeps the item, and not its comments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A choice among the posts of a site. Empty fields choose nothing and everything passes."""

    heading: ClassVar[str] = "Selection"
    include: tuple[str, ...] = option(
        (),
        help="Also take posts of this status: private, pending, trashed, protected (by a password), …; or all.",
        metavar="STATUS",
    )
    only: tuple[str, ...] = option((), help="Take posts of this status and no other.", metavar="STATUS")
    kind: tuple[str, ...] = option(
        (), help="Take this kind and no other: post, page, or a custom type.", metavar="KIND"
    )
    since: date | None = option(None, help="Take posts dated this day or later.", metavar="YYYY-MM-DD")
    until: date | None = option(None, help="Take posts dated this day or earlier.", metavar="YYYY-MM-DD")
    author: tuple[str, ...] = option((), help="Take posts of this author (the login) and no other.", metavar="LOGIN")
    term: tuple[str, ...] = option(
        (), help="Take posts with this term: a slug, or taxonomy:slug (category:news).", metavar="TERM"
    )
    limit: int | None = option(
        None, help="Take this many posts: the first of the source; a feed, the newest.", metavar="N"
    )

    def __post_init__(self) -> None:
        """Raises ConversionError for a limit below zero, and for a status that is a misspelt one."""
        if self.limit is not None and self.limit < 0:
            raise ConversionError(f"--limit {self.limit} is less than none: give the number of posts to take")
        for name, words in (("include", self.include), ("only", self.only)):
            for word in words:
                near = get_close_matches(word, _WORDS, 1, 0.8) if word not in _WORDS else []
                if near:
                    raise ConversionError(f"--{name} {word} is no status: did you mean {near[0]}?")

    def reason_to_leave_out(self, post: Post, *, statuses: Collection[str], public: bool) -> str | None:
        """Why a post is not taken, in a few words; None when it is.

        `statuses` are those that the writer takes by default; a `public` writer leaves out the items nobody reads as
        posts (`MACHINERY`) and what only a password opens.
        """
        if self.kind:
            if post.kind not in self.kind:
                return "of another kind"
        elif public and post.kind in MACHINERY:
            return MACHINERY[post.kind] + (AND_COMMENTS if any(each.shown for each in post.comments) else "")
        return self._status_reason(post, statuses, public) or self._other_reason(post)

    def _status_reason(self, post: Post, statuses: Collection[str], public: bool) -> str | None:
        taken = self.only or (*statuses, *self.include)
        if "all" in taken:
            return None
        if post.protected and public and PROTECTED not in taken:
            return "password-protected"
        if post.status in taken or post.status_word in taken or (post.protected and PROTECTED in self.only):
            return None
        return f"status {post.status_word}" if post.status is Status.OTHER else str(post.status)

    def _other_reason(self, post: Post) -> str | None:
        day = post.date.date() if post.date else None
        if self.since and (day is None or day < self.since):
            return "before --since"
        if self.until and (day is None or day > self.until):
            return "after --until"
        if self.author and post.author not in self.author:
            return "by another author"
        if self.term and not any(t.slug in self.term or f"{t.taxonomy}:{t.slug}" in self.term for t in post.terms):
            return "without the chosen term"
        return None
