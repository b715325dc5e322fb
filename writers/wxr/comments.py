"""The comments of a post as elements, replies after what they answer, and none too long for its column."""

from collections.abc import Sequence
from dataclasses import dataclass

from converters.post import Comment, Post
from converters.problem import Problem, Report, Severity
from converters.wordpress.wxr.original import to_instruction
from writers.wxr.meta import metas
from writers.wxr.words import dates, stored_name
from writers.wxr.xml import Elements, in_utf8

_LONGEST = {
    "comment_author": 255, "comment_author_email": 100, "comment_author_url": 200, "comment_author_IP": 100,
    "comment_content": 65_535, "comment_approved": 20, "comment_type": 20,
}  # fmt: skip
"""Bytes that a column of the table of comments holds. WordPress stores no comment that has a longer value."""

_ENOUGH = 1 << 18
"""Characters of a stretch."""

_MARK_OF_A_LINK = 24
"""Bytes that WordPress adds to each link in a comment: ` rel="nofollow ugc"`, and some to be safe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutComment(Problem):
    """A comment with more text than WordPress can store, which would therefore be lost whole."""

    code = "cut-comment"
    severity = Severity.LOSS
    text = "WordPress cannot store {field} of comment {id}, which is longer than {longest} bytes: it is cut to them"
    field: str
    id: int
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RenumberedReply(Problem):
    """A reply whose id is not greater than that of what it answers, or that has no id of its own."""

    code = "renumbered-reply"
    severity = Severity.NOTE
    text = "WordPress would not find what comment {was} answers: it gets the id {id}"
    was: int
    id: int


def comment_elements(post: Post, elements: Elements, report: Report) -> tuple[bytes, ...]:
    """The `wp:comment` elements of a post, in their order: UTF-8 in stretches, for they may be very many."""
    ids, parents = _numbered(post.comments, report)
    stretches: list[bytes] = []
    waiting: list[str] = []
    length = 0
    for comment, id, parent in zip(post.comments, ids, parents, strict=True):
        element = _element(comment, id, parent, post.dialect == "wordpress", elements, report)
        waiting.append(element)
        length += len(element)
        if length >= _ENOUGH:
            stretches.append(in_utf8("".join(waiting)))
            waiting, length = [], 0
    return (*stretches, in_utf8("".join(waiting))) if waiting else tuple(stretches)


def _numbered(comments: Sequence[Comment], report: Report) -> tuple[list[int], list[int]]:
    """The ids and the parents that comments are written with: no id twice, none smaller than that of its parent."""
    place: dict[int, int] = {}
    own, parents = [], []
    for number, comment in enumerate(comments):
        place.setdefault(comment.id, number)
        own.append(comment.id)
        parents.append(comment.parent)
    above = [None if parent is None else place.get(parent) for parent in parents]
    order: dict[int, None] = {}
    for number in range(len(own)):
        path: dict[int, None] = {}
        at: int | None = number
        while at is not None and at not in order:
            if at in path:  # a circle: what closes it stands on its own
                above[next(reversed(path))] = None
                break
            path[at] = None
            at = above[at]
        order.update(dict.fromkeys(reversed(path)))
    free = max([0, *place]) + 1
    ids = [0] * len(own)
    for number in order:
        parent = above[number]
        was = own[number]
        is_own = was > 0 and place[was] == number
        if is_own and (parent is None or ids[parent] < was):
            ids[number] = was
        else:
            ids[number] = free
            report(RenumberedReply(was=was, id=free))
            free += 1
    return ids, [ids[parent] if parent is not None else 0 for parent in above]


def _element(comment: Comment, id: int, parent: int, raw: bool, elements: Elements, report: Report) -> str:
    originals: dict[str, str] = {}
    if id != comment.id:
        originals["wp:comment_id"] = str(comment.id)
    if parent != (comment.parent or 0):
        originals["wp:comment_parent"] = str(comment.parent or 0)

    def fitting(field: str, text: str) -> str:
        longest = _LONGEST[field]
        if field == "comment_content":
            longest -= _MARK_OF_A_LINK * text.lower().count("<a")
        data = text.encode("utf-8", "replace")
        if len(data) <= longest:
            return text
        originals[f"wp:{field}"] = text
        report(CutComment(field=field, id=comment.id, longest=_LONGEST[field]))
        cut = data[: max(longest, 0)].decode("utf-8", "ignore")
        return cut[: cut.rfind("&")] if "&" in cut[-10:] and field == "comment_author" else cut

    local, gmt = dates(comment.date)
    section, plain = elements.section, elements.plain
    content = comment.raw if raw or not comment.html else comment.html
    fields = [
        plain("wp:comment_id", id),
        section("wp:comment_author", fitting("comment_author", stored_name(comment.author))),
        section("wp:comment_author_email", fitting("comment_author_email", comment.email)),
        plain("wp:comment_author_url", fitting("comment_author_url", comment.url)),
        section("wp:comment_author_IP", fitting("comment_author_IP", comment.ip)),
        section("wp:comment_date", local),
        section("wp:comment_date_gmt", gmt),
        section("wp:comment_content", fitting("comment_content", content)),
        section("wp:comment_approved", fitting("comment_approved", comment.approved)),
        section("wp:comment_type", fitting("comment_type", comment.kind)),
        plain("wp:comment_parent", parent),
        plain("wp:comment_user_id", comment.user or 0),
        *metas("wp:commentmeta", comment.meta, elements, report),
        elements.allowed("wp:comment", to_instruction(originals)),
    ]
    lines = "".join(f"\t\t\t{field}\n" for field in fields if field)
    return f"\t\t<wp:comment>\n{lines}\t\t</wp:comment>\n"
