"""What readers wrote below posts: who signs, and what a destination leaves out of it."""

from dataclasses import dataclass

from converters.post import Comment, Post
from converters.problem import Problem, Report, Severity
from writers.signatures import holds_mail_address, without_mail_host


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenComments(Problem):
    """A post has comments that readers of the blog did not see."""

    code = "hidden-comments"
    severity = Severity.NOTE
    text = "comments that wait for approval, are spam, in the trash or notes of editors are left out ({count} of them)"
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentsLeftOut(Problem):
    """A post has comments that readers of the blog saw, and that do not stand in the destination."""

    code = "comments-left-out"
    severity = Severity.NOTE
    text = "{count} {count:comment below it is|comments below it are} left out: {reason}"
    count: int
    reason: str


def report_hidden_comments(post: Post, report: Report) -> None:
    """Say how many comments of a post readers of the blog did not see."""
    if hidden := len(post.comments) - shown_comments(post):
        report(HiddenComments(count=hidden))


def report_comments_left_out(post: Post, reason: str, report: Report) -> None:
    """Say that a destination has none of the comments of a post."""
    if shown := shown_comments(post):
        report(CommentsLeftOut(count=shown, reason=reason))
    report_hidden_comments(post, report)


def shown_comments(post: Post) -> int:
    """How many comments readers of the blog saw below a post, pingbacks and trackbacks among them."""
    return sum(comment.shown for comment in post.comments)


def signature_of(comment: Comment) -> str:
    """What a commenter is called: never by an e-mail address."""
    return without_mail_host(comment.author)


def home_of(comment: Comment) -> str:
    """Where a commenter is at home on the web, as WordPress leads there; empty where an e-mail address stands in it."""
    url = comment.url.strip()
    if not url or holds_mail_address(url):
        return ""
    return url if ":" in url or url[0] in "/#?" else f"http://{url}"
