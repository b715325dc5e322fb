"""Who may see a post: its status, kept from strangers wherever one sign says so."""

from dataclasses import dataclass

from converters.frontmatter.dates import is_date
from converters.frontmatter.families import Family
from converters.frontmatter.fields import Fields, text_of, truth_of
from converters.post import Status
from converters.problem import Problem, Report, Severity

_WORDS = {
    "publish": Status.PUBLISHED, "published": Status.PUBLISHED, "future": Status.SCHEDULED,
    "scheduled": Status.SCHEDULED, "draft": Status.DRAFT, "auto-draft": Status.DRAFT, "pending": Status.PENDING,
    "private": Status.PRIVATE, "trash": Status.TRASHED, "trashed": Status.TRASHED,
}  # fmt: skip
_FROM_OPEN_TO_HIDDEN = [
    Status.PUBLISHED, Status.SCHEDULED, Status.DRAFT, Status.OTHER, Status.PENDING, Status.PRIVATE, Status.TRASHED,
]  # fmt: skip
_PRIVATE_PREFIX = "Private: "
_PROTECTED_PREFIX = "Protected: "


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYesOrNo(Problem):
    """A field that says whether a post is public says neither yes nor no; the post is not made public."""

    code = "not-yes-or-no"
    severity = Severity.WARNING
    text = "{key}: {value!r} says neither yes nor no: the post was taken for a draft"
    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenForProtected(Problem):
    """A title begins as WordPress begins those of posts that need a password; the file itself does not say."""

    code = "taken-for-protected"
    severity = Severity.WARNING
    text = "its title begins with “Protected: ”, so it was taken for a post that needs a password"


@dataclass(frozen=True, slots=True)
class Visibility:
    """Who may see a post, and the title freed of what WordPress put before it to say so."""

    status: Status
    word: str
    protected: bool
    password: str
    title: str


def visibility_of(
    fields: Fields, title: str, *, family: Family, kind: str, in_drafts: bool, report: Report
) -> Visibility:
    """Take the fields that say who may see a post. Of several signs, the most hidden counts."""
    word = fields.take_text("status").lower()
    password = fields.take_text("password")
    if word == "inherit" and kind == "attachment":
        fields.take("published")
        return Visibility(Status.PUBLISHED, word, bool(password), password, title)
    known = _WORDS.get(word, Status.OTHER) if word else Status.PUBLISHED
    signs = [known]
    for name, hidden_by, hidden in (
        ("published", False, Status.DRAFT), ("draft", True, Status.DRAFT), ("private", True, Status.PRIVATE)
    ):  # fmt: skip
        value = fields.take(name)
        says = truth_of(value)
        if name == "published" and is_date(text_of(value)):
            fields.keep(name, value)  # it says when, and so yes
        elif says is None and text_of(value):
            report(NotYesOrNo(key=name, value=text_of(value)[:60]))
            says = hidden_by
        if says is hidden_by and not (name == "published" and known is Status.SCHEDULED):
            signs.append(hidden)
    if in_drafts:
        signs.append(Status.DRAFT)
    protected = bool(password)
    if family.synchronises and title.startswith(_PRIVATE_PREFIX) and len(signs) > 1:
        signs.append(Status.PRIVATE)
        title = title.removeprefix(_PRIVATE_PREFIX)
    elif family.synchronises and title.startswith(_PROTECTED_PREFIX):
        protected = True
        title = title.removeprefix(_PROTECTED_PREFIX)
        report(TakenForProtected())
    status = max(signs, key=_FROM_OPEN_TO_HIDDEN.index)
    return Visibility(status, word or _word_of(status), protected, password, title)


def _word_of(status: Status) -> str:
    return next((word for word, meaning in _WORDS.items() if meaning is status), "")
