"""What the media library says of its files, as data: alternative texts, captions, descriptions, and their own pages."""

import json
from collections.abc import Callable, Collection

from converters.canonical import to_canonical
from converters.post import Media, Site, Status
from writers.media.hosts import split_address
from writers.page import without_forbidden

_HIDDEN = (Status.PRIVATE, Status.PENDING, Status.TRASHED)


def media_json(site: Site, written: Collection[str], link: Callable[[str], str]) -> str | None:
    """The media library by id; None when there is none.

    `written` holds the keys of the posts that arrived: a file of another post, a private one for instance, is passed
    over. Captions and descriptions are canonical HTML.
    """
    library = {
        str(id): about
        for id, media in site.media.items()
        if _is_known(media, site, written) and (about := _about(media, site, link))
    }
    return json.dumps(without_forbidden(library), ensure_ascii=False, indent=1) + "\n" if library else None


def _about(media: Media, site: Site, link: Callable[[str], str]) -> dict[str, object]:
    page = split_address(media.page)
    about: dict[str, object] = {
        "url": link(media.url),
        "page": page._replace(scheme="", netloc="", fragment="").geturl() if page else "",
        "title": media.title,
        "alt": media.alt,
        "caption": to_canonical(media.caption, base=site.url),
        "description": to_canonical(media.description, base=site.url),
        "type": media.mime,
        "width": media.width,
        "height": media.height,
        "parent": media.parent,
    }
    return {name: value for name, value in about.items() if value}


def _is_known(media: Media, site: Site, written: Collection[str]) -> bool:
    parent, own = site.entries_by_id.get(media.parent or 0), site.entries_by_id.get(media.id or 0)
    if parent is not None:
        return parent.key in written
    return own is None or own.status not in _HIDDEN
