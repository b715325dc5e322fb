"""Data files of a static site: comments, menus, the media library, and what its configuration cannot say."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from converters.index import Table
from converters.post import Media, MenuItem, Post, Site
from converters.problem import Report
from writers.comments import home_of, report_hidden_comments, signature_of
from writers.fields import is_public, whole_minutes
from writers.links import relinked
from writers.page import without_forbidden
from writers.terms import TRANSLATIONS
from writers.threads import in_threads

_E_MAIL = re.compile(r"([\w.+%-])@(?=[\w-])")
_MAIN_MENU = re.compile(r"main|primary|header|top|haupt|principal", re.IGNORECASE)
_FLAT = json.JSONEncoder(ensure_ascii=False, separators=(",\n  ", ": "))
_HARMLESS_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})


def comments_json(post: Post, link: Callable[[str], str], report: Report) -> Iterator[str]:
    """The comments that readers of the blog saw, in threads: a list with the depth of each, in pieces.

    Nothing at all when there are none. Reports how many others are left out.

    The addresses in them have gone through `link`.

    Neither e-mail nor IP address of a commenter is in it, even where one signed with the former. An address that stands
    in the text stays legible, but is spelled so that harvesters do not see it, as WordPress's `antispambot` does.
    """
    root = _root_of(post.url)
    report_hidden_comments(post, report)
    comments = (
        {
            "id": comment.id,
            "parent": comment.parent or 0,
            "depth": depth,
            "kind": comment.kind,
            "author": signature_of(comment),
            **_place(home_of(comment), link, comment.url, root),
            "date": whole_minutes(comment.date).isoformat() if comment.date else "",
            "html": _E_MAIL.sub(r"\1&#64;", relinked(comment.html, link)),
        }
        | ({"user": comment.user} if comment.user is not None else {})
        for depth, comment in in_threads(post.comments, lambda comment: comment.shown)
    )
    before = "[\n "
    for comment in comments:
        yield before + _as_flat_json(comment)
        before = ",\n "
    if before[0] == ",":
        yield "\n]\n"


def menus_json(site: Site, link: Callable[[str], str]) -> str | None:
    """`menus_of` as a data file. None when there are no menus."""
    menus = menus_of(site, link)
    return _as_json(menus) if menus else None


def menus_of(site: Site, link: Callable[[str], str]) -> list[dict[str, Any]]:
    """The navigation menus, the main one first: each with its `slug`, its `name`, and its `items` and their depths."""
    lines: dict[str, list[MenuItem]] = {}
    for item in site.menus:
        lines.setdefault(item.menu, []).append(item)
    root = _root_of(site.url)
    terms = {slug: term for slug in lines if (term := site.terms_by_slug.get(("nav_menu", slug)))}
    menus: list[dict[str, Any]] = [
        {
            "slug": slug,
            "name": terms[slug].name if slug in terms else slug,
            "items": [_menu_line(item, depth, link, root) for depth, item in in_threads(items)],
        }
        | ({"id": terms[slug].id} if slug in terms and terms[slug].id is not None else {})
        for slug, items in lines.items()
    ]
    menus.sort(key=lambda menu: not _MAIN_MENU.search(f"{menu['slug']} {menu['name']}"))
    return menus


def _menu_line(item: MenuItem, depth: int, link: Callable[[str], str], root: str) -> dict[str, object]:
    """A line with its place."""
    place = _place(item.url, link, item.url, root)
    line: dict[str, object] = {"title": item.title, "url": place.pop("url"), "depth": depth, "id": item.id}
    line |= {"parent": item.parent} if item.parent else {}
    line |= {"order": item.order} if item.order else {}
    return line | place


def _place(address: str, link: Callable[[str], str], written: str, root: str) -> dict[str, str]:
    """Where an address leads now; how it was `written`, where that is not the same place on the old host (`root`)."""
    url = _harmless(link(address))
    same = root + url if url.startswith("/") else url
    return {"url": url} | ({"old_url": written} if url and written not in (url, same) else {})


def _root_of(url: str) -> str:
    """The scheme and the host of an address; empty where it is none."""
    return "/".join(url.split("/", 3)[:3]) if "://" in url else ""


def media_json(site: Site, link: Callable[[str], str]) -> Iterator[str] | None:
    """The media library, in pieces: what is known of each file, by id. None when there are none.

    `local` is where a file stands in the new site, if it does. A file that hangs on a post strangers may not read is
    not in it, nor one that is hidden itself.
    """
    hidden: Table[int] = Table()
    for entry in site.entries if site.media else ():
        if entry.id is not None and not is_public(entry):
            hidden.add(str(entry.id), 1)
    media = (
        {name: value for name, value in _described(each, link).items() if value}
        for each in site.media.values()
        if str(each.id) not in hidden and str(each.parent) not in hidden
    )
    first = next(media, None)
    return None if first is None else _in_pieces(chain([first], media))


def _in_pieces(values: Iterable[object]) -> Iterator[str]:
    """A list as `_as_json` writes it."""
    before = "[\n "
    for value in values:
        yield before + _as_json(value).rstrip("\n").replace("\n", "\n ")
        before = ",\n "
    yield "\n]\n"


def _as_flat_json(record: Mapping[str, object]) -> str:
    """A record without lists as it stands in a list that `_in_pieces` writes, in a third of the time."""
    return f"{{\n  {_FLAT.encode(without_forbidden(record))[1:-1]}\n }}"


def _described(media: Media, link: Callable[[str], str]) -> dict[str, object]:
    facts: dict[str, object] = {each.name: getattr(media, each.name) for each in fields(media)}
    sizes = [{each.name: getattr(size, each.name) for each in fields(size)} for size in media.sizes]
    local = link(media.url)
    return {"id": facts.pop("id"), **facts, "sizes": sizes, "local": local if local != media.url else ""}


def site_json(site: Site, link: Callable[[str], str], **said: str) -> str | None:
    """What of the site its configuration does not say, or says otherwise (`said`). None when there is nothing.

    `icon_link` is where the icon is to be had now.
    """
    facts: dict[str, object] = {
        name: getattr(site, name) for name, value in said.items() if getattr(site, name) != value
    }
    facts |= {name: value for name in ("icon", "network") if (value := getattr(site, name))}
    facts |= {"icon_link": icon} if (icon := _harmless(link(site.icon))) else {}
    formats = {
        term.slug.removeprefix("post-format-"): {"name": term.name} | ({"id": term.id} if term.id is not None else {})
        for term in site.terms
        if term.taxonomy == "post_format"
    }
    facts |= {"formats": formats} if formats else {}
    translations: dict[str, dict[str, object]] = {}
    for term in site.terms:
        if re.fullmatch(TRANSLATIONS, term.taxonomy):
            about = {"name": term.name, "id": term.id, "description": term.description}
            known = {name: value for name, value in about.items() if value}
            translations.setdefault(term.taxonomy, {})[term.slug] = known
    facts |= {"translations": translations} if translations else {}
    return _as_json(facts) if facts else None


def _harmless(url: str) -> str:
    try:
        return url if urlsplit(url.strip()).scheme in _HARMLESS_SCHEMES else ""
    except ValueError:
        return ""


def _as_json(data: object) -> str:
    return json.dumps(without_forbidden(data), ensure_ascii=False, indent=1) + "\n"
