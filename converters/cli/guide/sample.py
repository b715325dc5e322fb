"""A sample of what would come of a source: the paths of its first posts, and the text of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from converters.blog import open_blog, writer_of
from converters.conversion import Conversion
from converters.selection import Selection

_PATHS = 5
_LOOKED_AT = 2000
_LINES = 9
_WIDEST = 100


@dataclass(frozen=True, slots=True)
class Sample:
    """The first posts as they would be written."""

    paths: Sequence[str]
    """A path for each of them, or a title where they have no file of their own."""
    text: str
    """The first lines of one."""


def sample_of(sources: Sequence[str], writer: str, include: Sequence[str]) -> Sample:
    """A sample. Posts that cannot be converted are passed over: the conversion says why."""
    selection = Selection(include=tuple(include))
    paths: list[str] = []
    text = ""
    with open_blog(*sources) as blog:
        chosen = writer_of(writer)
        conversion = Conversion(blog.reader, chosen, blog.site)
        for post in islice(blog.raw_posts(), _LOOKED_AT):
            if selection.reason_to_leave_out(post, statuses=chosen.statuses, public=chosen.public):
                continue
            rendered = conversion(post).rendered
            if rendered is None:
                continue
            paths.append(str(getattr(rendered, "path", "") or post.title or post.key))
            shown = getattr(rendered, "text", "")
            if isinstance(shown, str) and len(shown) > len(text) and len(text) < _LINES * 40:
                text = shown
            if len(paths) == _PATHS:
                break
    return Sample(paths, _beginning_of(text))


def _beginning_of(text: str) -> str:
    """The first lines; of a text with front matter, the first of that and the first of the body."""
    lines = [line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…" for line in text.splitlines()]
    if lines[:1] == ["---"] and "---" in lines[1:]:
        end = lines.index("---", 1)
        return "\n".join([*_first(lines[:end]), "---", *_first(lines[end + 1 :])])
    return "\n".join(_first(lines))


def _first(lines: list[str]) -> list[str]:
    more = len(lines) - _LINES
    return [*lines[:_LINES], f"… and {more} more lines"] if more > 1 else lines
