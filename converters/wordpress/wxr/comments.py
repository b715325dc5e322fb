"""The comments of an item, threaded, each with an id of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from sys import intern

from converters.index import Collecting, CommentsOnDisk
from converters.post import Comment
from converters.problem import Problem, Report, Severity
from converters.wordpress.wxr.dates import Clock, pair
from converters.wordpress.wxr.fields import Field
from converters.wordpress.wxr.words import to_number, to_plain_text


@dataclass(frozen=True, slots=True, kw_only=True)
class RenumberedComment(Problem):
    """A comment without an id, or with one that another comment of the post has."""

    code = "renumbered-comment"
    severity = Severity.NOTE
    text = "a comment has no id of its own ({was!r}): it is called {id}"
    was: str
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentWithoutParent(Problem):
    """A reply to a comment that is not in the export, most often one marked as spam."""

    code = "comment-without-parent"
    severity = Severity.NOTE
    text = "comment {id} answers comment {parent}, which is not in the export: it stands on its own"
    id: int
    parent: int


def comments_of(fields: Iterable[Field], clock: Clock, report: Report) -> Sequence[Comment]:
    """The comments in the order of the export."""
    made = Collecting(CommentsOnDisk)
    taken: set[int] = set()
    nameless: dict[int, str] = {}
    """What those have for an id that have none of their own, by their place."""
    for place, field in enumerate(fields):
        id = to_number(field.value("wp:comment_id"))
        if id is None or id in taken:
            nameless[place] = field.value("wp:comment_id")
        else:
            taken.add(id)
        made.append(_comment(field, id or 0, clock))
    for id, (place, was) in enumerate(nameless.items(), max(taken, default=0) + 1):
        report(RenumberedComment(was=was, id=id))
        made.replace(place, replace(made[place], id=id))
    for place, comment in misplaced(made, report):
        made.replace(place, replace(comment, parent=None))
    return made.collected()


def _comment(field: Field, id: int, clock: Clock) -> Comment:
    date, _ = pair(field.value("wp:comment_date"), field.value("wp:comment_date_gmt"), clock)
    return Comment(
        id=id,
        parent=to_number(field.value("wp:comment_parent")),
        author=to_plain_text(field.value("wp:comment_author")),
        email=field.value("wp:comment_author_email"),
        url=field.value("wp:comment_author_url"),
        ip=field.value("wp:comment_author_IP"),
        date=date,
        raw=field.get("wp:comment_content") or "",
        approved=intern(field.value("wp:comment_approved") or "1"),  # held once, however many comments say the same
        kind=intern(field.value("wp:comment_type") or "comment"),
        user=to_number(field.value("wp:comment_user_id")),
        meta=field.metas("wp:commentmeta"),
    )


def misplaced(comments: Iterable[Comment], report: Report) -> Iterator[tuple[int, Comment]]:
    """The comments that can hang on nothing, with their places: their parent is not there, or would close a circle."""
    parents = {comment.id: comment.parent for comment in comments}
    settled: set[int] = set()
    for place, comment in enumerate(comments):
        if comment.parent is not None and comment.parent not in parents:
            report(CommentWithoutParent(id=comment.id, parent=comment.parent))
            parents[comment.id] = None
            yield place, comment
        path: dict[int, None] = {}
        at: int | None = comment.id
        while at is not None and at in parents and at not in settled and at not in path:
            path[at] = None
            at = parents[at]
        if path and at == comment.id:
            parents[comment.id] = None
            yield place, comment
        settled.update(path)
