"""What the pages of every static site say alike, whatever generator reads them: fields of front matter, and data."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from converters import html as tree
from converters.post import Entry, MenuItem, Post, Site, Status
from converters.problem import Problem, Report, Severity
from writers.addresses import name_of
from writers.links import relinked
from writers.page import FrontMatter, FrontMatterValue, without_forbidden
from writers.terms import Terms

DEEPEST = 10
"""Levels of replies and of menus; what hangs deeper stands on the last one, as in WordPress's own threads."""

_BOOKKEEPING = re.compile(
    r"_(?:edit_l(?:ock|ast)|encloseme|pingme|oembed_.*|transient_.*|publicize_.*|jetpack_related_posts_cache"
    r"|elementor_css|last_editor_used_jetpack|wp_convert_to_.*|wp_attachment_context)"
)
"""Custom fields that say nothing of a post: locks, caches, and what a plugin has yet to do."""
_SECRET = re.compile(r"pass(?:wor[dt]|wd|phrase|code)|secret|token|api[_-]?key|e[_-]?mail|ip[_-]?addr|credential", re.I)
_SEO_DESCRIPTIONS = (
    "_yoast_wpseo_metadesc",
    "rank_math_description",
    "_aioseo_description",
    "_aioseop_description",
    "_seopress_titles_desc",
    "_genesis_description",
)
_E_MAIL = re.compile(r"([\w.+%-])@(?=[\w-])")
_MAIN_MENU = re.compile(r"main|primary|header|top|haupt|principal", re.IGNORECASE)
_HARMLESS_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
_PLAIN_DATA_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretFieldsLeftOut(Problem):
    """Custom fields whose names say that they hold a secret or personal data were not put into a site."""

    code = "secret-fields"
    severity = Severity.NOTE
    text = "its custom fields {names} may hold secrets or personal data and are never written into a site"
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated(Problem):
    """A published post has no date."""

    code = "undated"
    severity = Severity.WARNING
    text = "it is published and has no date: {consequence}"
    consequence: str


def is_public(post: Entry) -> bool:
    """Whether strangers may read it, now or on its date. What is not must be written as a draft."""
    return post.status in (Status.PUBLISHED, Status.SCHEDULED) and not post.protected


def whole_minutes(date: datetime) -> datetime:
    """The same moment with an offset of whole minutes: local mean times before 1900 have seconds, RFC 3339 has not."""
    offset = date.utcoffset() or timedelta()
    rounded = timedelta(minutes=round(offset.total_seconds() / 60))
    zone = timezone(rounded)
    try:
        return date.astimezone(zone).replace(microsecond=0)
    except OverflowError:  # the first and the last day that datetime knows
        return date.replace(tzinfo=zone, microsecond=0)


def summary_of(post: Post) -> str:
    """The hand-written summary as plain text on one line; empty when there is none."""
    return " ".join(tree.parse(post.excerpt).text_content().split()) if post.excerpt.strip() else ""


def description_of(post: Post) -> str:
    """The description for search engines that an SEO plugin keeps; empty when there is none, or only a template."""
    found = (value for key in _SEO_DESCRIPTIONS for value in post.meta_values(key))
    return next((" ".join(text.split()) for text in found if text.strip() and "%" not in text and "#" not in text), "")


def image_fields(post: Post, link: Callable[[str], str]) -> FrontMatter | None:
    """The featured image: its address, gone through `link`, and what is known of it."""
    if post.image is None or not post.image.url:
        return None
    image = post.image
    fields: dict[str, FrontMatterValue] = {"path": link(image.url), "alt": image.alt}
    if image.caption:
        fields["caption"] = " ".join(tree.parse(image.caption).text_content().split())
    if image.width and image.height:
        fields |= {"width": image.width, "height": image.height}
    return fields


def wordpress_fields(post: Post, report: Report) -> FrontMatter:
    """What only the old blog had a use for, under one key (`wordpress:`) where it can mean nothing to a generator.

    Custom fields are written in their order, those that WordPress hides (`_name`) too; bookkeeping (`_edit_lock` …) is
    not, nor what by its name is a secret.
    """
    fields: dict[str, FrontMatterValue] = {"key": post.key}
    if post.id is not None:
        fields["id"] = post.id
    if post.guid:
        fields["guid"] = post.guid
    if post.kind not in ("post", "page"):
        fields["type"] = post.kind
    if post.status is not Status.PUBLISHED:
        fields["status"] = post.status_word if post.status is Status.OTHER else post.status.value
    optional: dict[str, FrontMatterValue] = {
        "format": post.format,
        "template": post.template,
        "parent": post.parent or 0,
        "order": post.order,
        "comments_open": post.comments_open,
        "comments": sum(comment.shown for comment in post.comments),
    }
    fields |= {name: value for name, value in optional.items() if value}
    if any(comment.shown for comment in post.comments):
        fields["comments_data"] = comments_name(post)
    if meta := _custom_fields(post, report):
        fields["postmeta"] = meta
    return fields


def _custom_fields(post: Post, report: Report) -> dict[str, FrontMatterValue]:
    kept: dict[str, list[str]] = {}
    secret: dict[str, None] = {}
    for name, value in post.meta:
        if _BOOKKEEPING.fullmatch(name):
            continue
        if _SECRET.search(name):
            secret[name] = None
        else:
            kept.setdefault(name, []).append(value)
    if secret:
        report(SecretFieldsLeftOut(names=", ".join(secret)))
    return {name: values[0] if len(values) == 1 else values for name, values in kept.items()}


def old_addresses(post: Post, terms: Terms) -> list[str]:
    """The addresses it had under its former slugs, where its address ends with its slug and nothing else has them."""
    addresses = terms.addresses
    folder, name, suffix = addresses.split_path_of(post)
    if not post.slug or name != name_of(post.slug) or not addresses.is_kept(post):
        return []
    names = dict.fromkeys(name_of(slug) for slug in post.old_slugs)
    paths = [f"{folder}{old}{suffix}" for old in names if old]
    return [path for path in paths if terms.is_free(path)]


def comments_name(post: Post) -> str:
    """The name of the data that holds the comments of a post: its key, or one made of it."""
    if _PLAIN_DATA_NAME.fullmatch(post.key):
        return post.key
    return f"post-{sha256(post.key.encode('utf-8', 'replace')).hexdigest()[:16]}"


def comments_json(post: Post, link: Callable[[str], str]) -> str | None:
    """The comments that readers of the blog saw, in threads: a list with the depth of each. None when there are none.

    Neither e-mail nor IP address of a commenter is in it, even where one signed with the former. An address that stands
    in the text stays legible, but is spelled so that harvesters do not see it, as WordPress's `antispambot` does.
    """
    comments = [
        {
            "id": comment.id,
            "parent": comment.parent or 0,
            "depth": depth,
            "kind": comment.kind,
            "author": comment.author.partition("@")[0] if "@" in comment.author else comment.author,
            "url": _harmless(comment.url) if "@" not in comment.url else "",
            "date": whole_minutes(comment.date).isoformat() if comment.date else "",
            "html": _E_MAIL.sub(r"\1&#64;", relinked(comment.html, link)),
        }
        for depth, comment in _in_threads([comment for comment in post.comments if comment.shown])
    ]
    return _as_json(comments) if comments else None


def menus_json(site: Site, link: Callable[[str], str]) -> str | None:
    """The navigation menus, the main one first: each with its lines and the depth of each. None when there are none."""
    lines: dict[str, list[MenuItem]] = {}
    for item in site.menus:
        lines.setdefault(item.menu, []).append(item)
    names = {slug: term.name for slug in lines if (term := site.terms_by_slug.get(("nav_menu", slug)))}
    menus = [
        {
            "slug": slug,
            "name": names.get(slug, slug),
            "items": [
                {"title": item.title, "url": _harmless(link(item.url)), "depth": depth}
                for depth, item in _in_threads(items)
            ],
        }
        for slug, items in lines.items()
    ]
    menus.sort(key=lambda menu: not _MAIN_MENU.search(f"{menu['slug']} {menu['name']}"))
    return _as_json(menus) if menus else None


class _Threaded(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def parent(self) -> int | None: ...


_T = TypeVar("_T", bound=_Threaded)


def _in_threads(items: Sequence[_T]) -> Iterator[tuple[int, _T]]:
    """Items below those they belong to, each with its depth; what belongs to nothing, or in circles, is on top."""
    known = {item.id for item in items}
    below: dict[int | None, list[_T]] = {}
    for item in items:
        below.setdefault(item.parent if item.parent in known and item.parent != item.id else None, []).append(item)
    seen: set[int] = set()
    for start in (*below.get(None, ()), *items):
        stack = [(0, start)]
        while stack:
            depth, item = stack.pop()
            if id(item) not in seen:
                seen.add(id(item))
                yield min(depth, DEEPEST - 1), item
                stack.extend((depth + 1, answer) for answer in reversed(below.get(item.id, [])))


def _harmless(url: str) -> str:
    try:
        return url if urlsplit(url.strip()).scheme in _HARMLESS_SCHEMES else ""
    except ValueError:
        return ""


def _as_json(data: object) -> str:
    return json.dumps(without_forbidden(data), ensure_ascii=False, indent=1) + "\n"
