"""The comments that jekyll-import writes into a front matter."""

import html
from collections.abc import Mapping

from converters.frontmatter.dates import Clock
from converters.frontmatter.fields import Fields, flatten, text_of, truth_of
from converters.frontmatter.yaml import Value
from converters.post import Comment
from converters.problem import Report

_USED = frozenset(
    ["id", "parent", "author", "author_email", "author_url", "author_ip", "date", "date_gmt", "content", "approved",
     "type"]
)  # fmt: skip


def read_comments(fields: Fields, clock: Clock, report: Report) -> tuple[bool, tuple[Comment, ...]]:
    """Whether a post takes comments, and those it has: `comments` is a switch in some families and a list in others."""
    value = fields.take("comments")
    if not isinstance(value, list):
        switch = truth_of(value)
        if switch is None:
            fields.keep("comments", value)
        return switch is True, ()
    comments: list[Comment] = []
    ids: set[int] = set()
    for each in value:
        if isinstance(each, dict):
            comment = _comment(each, ids, clock, report)
            ids.add(comment.id)
            comments.append(comment)
        else:
            fields.keep("comments", [text for text in value if isinstance(text, str)])
    return bool(comments), tuple(comments)


def _comment(fields: Mapping[str, Value], taken: set[int], clock: Clock, report: Report) -> Comment:
    def text(key: str) -> str:
        return text_of(fields.get(key, ""))

    identity = _number(text("id"))
    if identity is None or identity in taken:
        identity = max(taken, default=0) + 1
    return Comment(
        id=identity,
        parent=_number(text("parent")) or None,
        author=html.unescape(text("author")),
        email=text("author_email"),
        url=text("author_url"),
        ip=text("author_ip"),
        date=clock.read("date", text("date"), text("date_gmt"), report),
        raw=text("content"),
        approved=text("approved") or "1",
        kind=text("type") or "comment",
        meta=tuple(pair for key, value in fields.items() if key not in _USED for pair in flatten(key, value)),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
