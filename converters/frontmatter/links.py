"""Links from post to post by their files (`other.md`), as notes and documentation have them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from converters import html as tree
from converters.addresses import parts_of
from converters.frontmatter.paths import MARKDOWN
from converters.post import Entry, Post, Site
from converters.problem import Problem, Report, Severity

_ENDINGS = tuple(sorted(MARKDOWN))


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkToFile(Problem):
    """A link to the file of a post that has no address of its own."""

    code = "link-to-file"
    severity = Severity.WARNING
    text = "its link to {target} leads to the file of a post without an address, and stays: give that post a permalink"
    target: str


def lead_files(html: str, address_of: Callable[[str, str], str | None]) -> str:
    """HTML whose links to files of Markdown lead where each path, with its fragment, is said to lead, if anywhere."""
    if not any(ending in html for ending in _ENDINGS):
        return html
    root = tree.parse(html)
    changed = False
    for link in root.elements("a"):
        parts = parts_of(link.get("href"))
        if parts.scheme or parts.netloc or not parts.path.lower().endswith(_ENDINGS):
            continue
        address = address_of(unquote(parts.path), f"#{parts.fragment}" if parts.fragment else "")
        if address is not None:
            link.attributes["href"] = address
            changed = True
    return tree.serialise(root) if changed else html


def lead_to_posts(html: str, post: Post, site: Site, report: Report) -> str:
    """HTML whose links to files of posts lead to the posts, seen from the post's own file or from the root."""

    def address_of(path: str, fragment: str) -> str | None:
        entry = _entry_at(path, post, site)
        if entry is None:
            return None
        if not entry.url:
            report(LinkToFile(target=path))
            return None
        return entry.url + fragment

    return lead_files(html, address_of)


def _entry_at(path: str, post: Post, site: Site) -> Entry | None:
    below = path.lstrip("/")
    seen_from = [] if path.startswith("/") else [normpath(PurePosixPath(post.origin).parent / below)]
    entries = site.entries_by_key
    return next((entries[key] for key in (*seen_from, normpath(below)) if key in entries), None)
