"""The pure middle of a conversion: one post cleaned, edited by a script if there is one, and rendered."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from converters.abilities import LooksAhead
from converters.formats import Reader, Writer
from converters.post import Entry, Post, Site
from converters.problem import PostFailed, Problem, Report, Where

Edit = Callable[[Post], Post | None]
"""What a script makes of a cleaned post; None leaves it out. Pure; for several processes it must be picklable."""

EDITED_OUT = "left out by the script"
"""The reason for a post that an edit left out."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one post: something to write, or nothing; and the problems on the way."""

    key: str
    rendered: Any
    problems: tuple[Problem, ...]
    left_out: bool = False
    """Whether an edit left it out."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """The pure middle: clean and render one post. It runs in any process, and a post that fails harms no other."""

    reader: Reader
    writer: Writer
    site: Site
    edit: Edit | None = None

    def __call__(self, post: Post) -> Outcome:
        """The post rendered, or a `PostFailed` among the problems."""
        problems: list[Problem] = []
        where = where_of(post)
        rendered, wanted = None, True
        try:
            given = self.given(post, problems.append)
            wanted = given is not None
            if given is not None:
                rendered = self.writer.render(given, self.site, problems.append)
        except Exception as error:  # whatever a post does to us, the next one must come
            problems.append(PostFailed(reason=describe(error)))
        return Outcome(post.key, rendered, tuple(problem.at(where) for problem in problems), left_out=not wanted)

    def given(self, post: Post, report: Report) -> Post | None:
        """The post as the writer gets it: cleaned, unless it takes such bodies raw, and edited."""
        takes_raw = post.dialect in getattr(self.writer, "takes_raw", ())
        if self.edit is None:
            return post if takes_raw else self.reader.clean(post, self.site, report)
        return edited(self.reader.clean(post, self.site, report), self.edit)


@dataclass(frozen=True, slots=True)
class Look:
    """What a writer sees of one post beforehand. It runs in any process."""

    reader: Reader
    writer: LooksAhead
    site: Site
    edit: Edit | None = None

    def __call__(self, post: Post) -> Any:
        """What it saw; None of a post that is left out or cannot be cleaned, which is said when it is converted."""
        try:
            cleaned = self.reader.clean(post, self.site, lambda problem: None)
            given = edited(cleaned, self.edit) if self.edit else cleaned
            return None if given is None else self.writer.look(given, self.site)
        except Exception:  # whatever a post does to us, the next one must come
            return None


def edited(post: Post, edit: Edit) -> Post | None:
    """A cleaned post as a script wants it. Where it changed the body, that is the post's only body."""
    changed = edit(post)
    if changed is None:
        return None
    if changed.html != post.html:
        changed = replace(changed, raw=changed.html, dialect="html")
    return replace(changed, key=post.key)  # the ledger knows it by that


def lost(post: Post) -> Outcome:
    """What becomes of a post that every process dies of."""
    reason = "the process that converted it died, most likely for want of memory"
    return Outcome(post.key, None, (PostFailed(reason=reason, where=where_of(post)),))


def where_of(post: Post) -> Where:
    """The place of a post in messages: `post 12 “Hello”`."""
    return Where(origin=post.origin, post=name_of(post))


def name_of(entry: Entry) -> str:
    """An entry as messages call it: `post 12 “Hello”`."""
    parts = (entry.kind, str(entry.id or ""), f"“{entry.title}”" if entry.title else "")
    return " ".join(part for part in parts if part)


def describe(error: Exception) -> str:
    """An unforeseen error in one line, with the line of ours that it came from: enough for a bug report."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" (at {Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {' '.join(str(error).split()) or 'no message'}{place}"
