"""Attachment items → the media library."""

import mimetypes
from dataclasses import dataclass
from typing import Any

from converters.addresses import on_site
from converters.post import Media, MediaSize
from converters.problem import Problem, Report, Severity
from converters.wordpress.serialized import unserialize
from converters.wordpress.wxr.fields import Field
from converters.wordpress.wxr.words import to_number, to_order, to_plain_text

_TYPES = mimetypes.MimeTypes()  # the table of Python, whatever the machine has installed
_LATE_TYPES = {".webp": "image/webp", ".avif": "image/avif", ".heic": "image/heic", ".m4a": "audio/mp4"}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableMetadata(Problem):
    """The description of a picture cannot be unserialised."""

    code = "unreadable-metadata"
    severity = Severity.NOTE
    text = "its _wp_attachment_metadata cannot be read: width, height and smaller sizes are unknown"


def media_of(item: Field, id: int, title: str, home: str, report: Report) -> Media:
    """The file that an attachment item of the blog at `home` stands for."""
    meta = first_metas(item)
    url = on_site(item.value("wp:attachment_url", "guid"), home)
    file = meta.get("_wp_attached_file", "").strip()
    serialized = meta.get("_wp_attachment_metadata", "")
    details = unserialize(serialized) if serialized.strip() else {}
    if not isinstance(details, dict):
        if details is None:
            report(UnreadableMetadata())
        details = {}
    return Media(
        url=url,
        id=id,
        title=title,
        alt=to_plain_text(meta.get("_wp_attachment_image_alt", ""), tags=False),
        caption=excerpt_of(item),
        description=item.get("content:encoded") or "",
        parent=to_number(item.value("wp:post_parent")),
        file=file or _text(details.get("file")),
        mime=_type_of(url or file),
        width=_size(details.get("width")),
        height=_size(details.get("height")),
        sizes=tuple(_sizes(details.get("sizes"), url)),
        page=on_site(item.value("link"), home),
        order=to_order(item.value("wp:menu_order")),
    )


def excerpt_of(item: Field) -> str:
    """The hand-written summary of an item, which other generators than WordPress put into `description`."""
    excerpt = item.get("excerpt:encoded") or ""
    return excerpt if excerpt.strip() else item.get("description") or excerpt


def first_metas(item: Field) -> dict[str, str]:
    """The custom fields of an item by name; of a repeated one the first, as get_post_meta( …, true ) has it."""
    found: dict[str, str] = {}
    for field in item.all("wp:postmeta"):
        found.setdefault(field.get("wp:meta_key") or "", field.get("wp:meta_value") or "")
    return found


def _sizes(sizes: Any, url: str) -> list[MediaSize]:
    folder = url.rpartition("/")[0]
    found = []
    for name, size in sizes.items() if isinstance(sizes, dict) else ():
        file = _text(size.get("file")).rpartition("/")[2] if isinstance(size, dict) else ""
        if file:
            found.append(
                MediaSize(
                    name=str(name),
                    url=f"{folder}/{file}",
                    width=_size(size.get("width")),
                    height=_size(size.get("height")),
                )
            )
    return found


def _type_of(address: str) -> str:
    path = address.partition("?")[0].partition("#")[0]
    ending = "." + path.rpartition("/")[2].rpartition(".")[2].lower()
    return _TYPES.types_map[True].get(ending) or _LATE_TYPES.get(ending, "")


def _size(value: Any) -> int:
    if isinstance(value, str):
        return to_number(value) or 0
    return value if isinstance(value, int) and 0 < value < 10**7 else 0


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
