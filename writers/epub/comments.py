"""What readers wrote below a post, as an appendix to its chapter."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from converters.html import Element, serialise
from converters.post import Comment, Post
from converters.problem import Problem, Severity
from writers.comments import home_of, report_hidden_comments, signature_of
from writers.epub.body import Body
from writers.epub.lines import clean_text
from writers.epub.links import clean_address
from writers.epub.splitting import LONGEST_FILE
from writers.epub.words import Words
from writers.threads import in_threads

_PINGS = ("pingback", "trackback")


@dataclass(frozen=True, slots=True, kw_only=True)
class PingsLeftOut(Problem):
    """Links from other blogs stand among the comments of a post; they are no comments, and mostly dead."""

    code = "pings-left-out"
    severity = Severity.NOTE
    text = "{count} {count:pingback or trackback to it is|pingbacks and trackbacks to it are} left out of the comments"
    count: int


def comment_sections(post: Post, body: Body, words: Words) -> list[str]:
    """What readers wrote below a post, in threads, for one file or more; neither their e-mail nor their IP address.

    Reports what of it is left out.
    """
    report_hidden_comments(post, body.report)
    pings = sum(each.shown and each.kind in _PINGS for each in post.comments)
    if pings:
        body.report(PingsLeftOut(count=pings))
    groups: list[list[str]] = []
    filled = LONGEST_FILE
    for depth, comment in threads_of(post):
        item = _comment(comment, depth, body, words)
        if filled + len(item) > LONGEST_FILE:
            groups.append([])
            filled = 0
        groups[-1].append(item)
        filled += len(item)
    return [
        '<section class="comments" aria-labelledby="comments-title" id="comments">'
        f'<h2 id="comments-title">{escape(words.comments)}</h2><ol>{"".join(items)}</ol></section>'
        for items in groups
    ]


def threads_of(post: Post) -> Iterator[tuple[int, Comment]]:
    """The comments that a book has of a post, each with its depth: all that readers saw but for pings."""
    return in_threads(post.comments, lambda each: each.shown and each.kind not in _PINGS)


def name_of(comment: Comment, words: Words) -> str:
    """What a book calls a commenter."""
    return clean_text(signature_of(comment)) or words.anonymous


def _comment(comment: Comment, depth: int, body: Body, words: Words) -> str:
    name = escape(name_of(comment, words))
    if clean_address(home := home_of(comment)):
        name = f'<a href="{escape(body.link(Element("a", {"href": home})))}">{name}</a>'
    date = f' <span class="date">{escape(words.dated(comment.date))}</span>' if comment.date else ""
    id = body.name_id(f"comment-{comment.id}")
    body.there.add(id)
    named = f' id="{id}"' if id else ""
    text = serialise(body.set(comment.html, level=3))
    return (
        f'<li class="comment depth-{depth}"{named}><p class="who"><b>{name}</b>{date}</p>'
        f'<div class="said">{text}</div></li>'
    )
