"""The comments of a post that are too many for memory."""

import gzip
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from io import BytesIO
from sys import intern
from typing import Any

from converters.index.collecting import Collecting
from converters.index.records import Records
from converters.post import Comment


class CommentsOnDisk(Records[Comment]):
    """Comments in a file of the process that has made or unpickled them: a post goes to another with all of it."""

    def __init__(self) -> None:
        super().__init__(_row_of, _comment_of, {})

    def __reduce__(self) -> tuple[Callable[[bytes], "CommentsOnDisk"], tuple[bytes]]:
        packed = BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1, mtime=0) as file:
            file.writelines(f"{line}\n".encode() for line in self.lines())
        return _unpacked, (packed.getvalue(),)


def _unpacked(packed: bytes) -> CommentsOnDisk:
    made = CommentsOnDisk()
    with gzip.open(BytesIO(packed)) as lines:
        for line in lines:
            made.append_line(line.decode().rstrip("\n"))
    return made


def indexed_comments(comments: Iterable[Comment]) -> Sequence[Comment]:
    """The comments as a tuple, or, when they are too many for memory, in a file."""
    collecting = Collecting(CommentsOnDisk)
    for comment in comments:
        collecting.append(comment)
    return collecting.collected()


def _row_of(comment: Comment) -> list[Any]:
    date = comment.date.isoformat() if comment.date else None
    return [
        comment.id, comment.parent, comment.author, comment.email, comment.url, comment.ip, date, comment.raw,
        comment.html, comment.approved, comment.kind, comment.user, comment.meta,
    ]  # fmt: skip


def _comment_of(row: list[Any]) -> Comment:
    id, parent, author, email, url, ip, date, raw, html, approved, kind, user, meta = row
    return Comment(
        id=id,
        parent=parent,
        author=author,
        email=email,
        url=url,
        ip=ip,
        date=datetime.fromisoformat(date) if date else None,
        raw=raw,
        html=html,
        approved=intern(approved),
        kind=intern(kind),
        user=user,
        meta=tuple((key, value) for key, value in meta),
    )
