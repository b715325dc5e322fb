"""Pages whose body is empty because a plugin keeps their words in custom fields: shown if one can, said otherwise."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from converters.machinery import MACHINERY
from converters.post import Post
from converters.problem import Problem, Report, Severity
from converters.wordpress.blocks.settings import show_settings
from converters.wordpress.serialized import unserialize

_PROSE = re.compile(r"(?<![^\W_])(?:[^\W\d_]{2,30}[ ,.'’-]{1,3}){3}[^\W\d_]{2,}")
"""Four words in a row: what somebody wrote, and no setting."""
_ABOUT_THE_PAGE = re.compile(
    r"_?(?:aioseo|edit|et_pb|genesis|jetpack|menu_item|monsterinsights|oembed|publicize|rank_math|seopress|wp|wpas"
    r"|wpcom|yoast)(?:_|\Z).*|_?aioseop_.*|.*description"
)
"""Fields that tell search engines and editors of a page."""
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsOfBuilder(Problem):
    """A body is empty, and a page builder's field holds the page, whose words are shown without their layout."""

    code = "words-of-builder"
    severity = Severity.WARNING
    text = "its body is empty: its words are those of {builder}'s field {field}, without the layout; compare the page"
    builder: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsInFields(Problem):
    """A body is empty, and custom fields hold prose that the theme will have shown."""

    code = "words-in-fields"
    severity = Severity.WARNING
    text = "its body is empty, and there are words in its custom fields ({names}), which are kept but not shown"
    names: str


def html_of_fields(post: Post, report: Report) -> str | None:
    """The words of a page builder's field, for a body that is empty; None where there are none, or it is not empty."""
    if post.raw.strip() or post.kind in MACHINERY or not post.meta:
        return None
    for field, (builder, show) in _BUILDERS.items():
        for value in post.meta_values(field):
            if (made := show(value)).strip():
                report(WordsOfBuilder(builder=builder, field=field))
                return made
    names = [
        name for name, value in post.meta if not _ABOUT_THE_PAGE.fullmatch(name) and _PROSE.search(value[:100_000])
    ]
    if names:
        report(WordsInFields(names=", ".join(dict.fromkeys(names[:_MOST_NAMED]))))
    return None


def _show_json(value: str) -> str:
    try:
        return _show(json.loads(value))
    except (ValueError, RecursionError):
        return ""


def _show_serialised(value: str) -> str:
    return _show(unserialize(value))


def _show(value: Any) -> str:
    return show_settings(value) if isinstance(value, Mapping) else show_settings({"": value})


_BUILDERS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "_bricks_page_content_2": ("Bricks", _show_serialised),
    "_fl_builder_data": ("Beaver Builder", _show_serialised),
    "ct_builder_json": ("Oxygen", _show_json),
    "panels_data": ("SiteOrigin", _show_serialised),
    "tve_updated_post": ("Thrive Architect", str),
}
"""The builders by the field that they keep a page in, and what makes HTML of it."""
