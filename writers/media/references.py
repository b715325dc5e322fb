"""Which files of the blog a post and a site refer to: what they show, what they link, and what they merely mention."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath

from converters.addresses import bare_host
from converters.html import Element, parse
from converters.post import Post, Site
from converters.problem import Where
from writers.markdown.raw import new_srcset
from writers.media.hosts import is_script, original_address, own_hosts, path_of, split_address

FILE_SUFFIXES = frozenset(
    re.findall(
        r"\w+",
        """3g2 3gp 7z aac aif aiff ai apk asc avi avif bin bmp bz2 csv dmg doc docm docx dot dotx eot eps epub
    exe flac flv gif gpx gz heic heif ico ics indd iso jar jfif jp2 jpe jpeg jpg key kml kmz m3u m4a m4b m4r
    m4v mid midi mka mkv mobi mov mp3 mp4 mpeg mpg msi numbers odp ods odt oga ogg ogv opus otf pages pdf
    pls png pot potx pps ppsx ppt pptx ps psd rar rtf srt svg swf tar tgz tif tiff torrent ttf txt vcf vtt
    wav webm webp wma wmv woff woff2 xls xlsm xlsx xps xz zip""",
    )
)
"""What the names of files end in that people link to; a page of the blog ends in none of them."""

SHOWN = {
    "audio": ("src",),
    "embed": ("src",),
    "img": ("src",),
    "input": ("src",),
    "object": ("data",),
    "source": ("src",),
    "track": ("src",),
    "video": ("poster", "src"),
}
"""Attributes whose address a browser loads as a part of the page. Frames and links are files only by their names."""
_LINKING = {"a": ("href",), "area": ("href",), "figure": ("data-url",), "iframe": ("src",)}

_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>()\[\]{}|\\^`]+", re.IGNORECASE)
_BELOW_ROOT = re.compile(r"(?<![\w/.:%-])/(?:[\w.-]+/){0,5}wp-content/uploads/[^\s\"'<>()\[\]{}|\\^`]+")
_UPLOADS = re.compile(r"/(?:wp-content/uploads|files|blogs\.dir)/")
_ATTACHMENT = re.compile(r"(?:^|&)attachment_id=(\d{1,18})(?:&|$)")


@dataclass(frozen=True, slots=True)
class Reference:
    """A file of the blog that something refers to."""

    url: str
    """Absolute."""
    shown: bool
    """Whether readers saw it or could follow a link to it; False where the source merely mentions it."""


@dataclass(frozen=True, slots=True)
class Needs:
    """The files that one post refers to."""

    id: int | None
    """Of the post."""
    where: Where
    references: tuple[Reference, ...]
    key: str = ""
    """`Entry.key` of the post."""


class References:
    """Finds the files of a site's own hosts, and of those that a person names, in its posts."""

    def __init__(self, site: Site, hosts: Collection[str] = ()) -> None:
        self.site = site
        self.hosts = own_hosts(site, hosts)
        self._pages = {_page_key(media.page): media.url for media in site.media.values() if media.page}

    def needs_of(self, post: Post, where: Where) -> Needs:
        """The files that a cleaned post refers to: its body, summary, comments, featured image, custom fields."""
        shown: dict[str, None] = {}
        for html in (post.html, post.excerpt, *(comment.html for comment in post.comments if comment.shown)):
            shown.update(dict.fromkeys(self.shown_in(html)))
        if post.image is not None and post.image.url:
            shown[post.image.url] = None
        if post.attachment_url:
            shown[post.attachment_url] = None
        mentioned = dict.fromkeys(
            url for text in (post.raw, *(value for _, value in post.meta)) for url in self.mentioned_in(text)
        )
        return Needs(post.id, where, _references(shown, mentioned), post.key)

    def needs_of_site(self) -> Needs:
        """The files that the site itself refers to: its icon, what its terms say, what its menus lead to."""
        shown = dict.fromkeys(url for term in self.site.terms for url in self.shown_in(term.description))
        shown |= dict.fromkeys(item.url for item in self.site.menus if self.is_file(item.url))
        if self.is_own(self.site.icon):
            shown[self.site.icon] = None
        return Needs(None, Where(post="the site"), _references(shown, {}))

    def shown_in(self, html: str) -> Iterator[str]:
        """The addresses of files that HTML shows or links."""
        if "=" not in html:
            return
        for element in parse(html).elements():
            for url in _shown_by(element):
                if self.is_own(url) and path_of(original_address(url)) is not None:
                    yield url
            for attribute in _LINKING.get(element.name, ()):
                url = element.get(attribute).strip()
                if url and self.is_file(url):
                    yield url
                elif url and (file := self._file_of_page(url)):
                    yield file

    def mentioned_in(self, text: str) -> Iterator[str]:
        """The addresses of files anywhere in a text: in style sheets, the settings of blocks, data of page builders."""
        if "/" not in text:
            return
        text = unescape(text.replace("\\/", "/"))
        for match in _ADDRESS.finditer(text):
            url = match[0].rstrip(".,;:!?&")
            if self.is_file(url):
                yield url
        if "wp-content/uploads" in text and (root := split_address(self.site.url)):
            for match in _BELOW_ROOT.finditer(text):
                url = f"{root.scheme}://{root.netloc}{match[0].rstrip('.,;:!?&')}"
                if self.is_file(url):
                    yield url

    def is_own(self, url: str) -> bool:
        """Whether an address, a proxy taken away, is on one of the blog's own hosts."""
        parts = split_address(original_address(url))
        return parts is not None and bare_host(parts.hostname or "") in self.hosts

    def is_file(self, url: str) -> bool:
        """Whether an address on one of the blog's own hosts is that of a file, to judge by its path."""
        if not self.is_own(url):
            return False
        path = path_of(original_address(url))
        if path is None or is_made_by_a_script(path):
            return False
        return path.suffix[1:].lower() in FILE_SUFFIXES or bool(path.suffix and _UPLOADS.search(f"/{path}"))

    def _file_of_page(self, url: str) -> str | None:
        """The file on whose own page an address leads."""
        parts = split_address(url)
        if parts is None:
            return None
        if match := _ATTACHMENT.search(parts.query):
            media = self.site.media.get(int(match[1]))
            return media.url if media else None
        return self._pages.get(_page_key(url))


def is_made_by_a_script(path: PurePosixPath) -> bool:
    """Whether what stands at a path is made when it is asked for, so that no file can take its place."""
    return not path.suffix or is_script(path.name)


def _shown_by(element: Element) -> Iterator[str]:
    for attribute in SHOWN.get(element.name, ()):
        if url := element.get(attribute).strip():
            yield url
    if srcset := element.get("srcset"):
        found: list[str] = []
        new_srcset(srcset, _noting(found))
        yield from found


def _noting(found: list[str]) -> Callable[[str], str]:
    def note(url: str) -> str:
        found.append(url)
        return url

    return note


def _references(shown: Collection[str], mentioned: Collection[str]) -> tuple[Reference, ...]:
    return (
        *(Reference(url, True) for url in shown),
        *(Reference(url, False) for url in mentioned if url not in shown),
    )


def _page_key(url: str) -> str:
    parts = split_address(url)
    return f"{bare_host(parts.hostname or '')}{parts.path.rstrip('/')}?{parts.query}" if parts else ""


_last: tuple[Site, tuple[str, ...], References] | None = None


def references_of(site: Site, hosts: tuple[str, ...]) -> References:
    """The finder of a site. Every post of a site asks for the same one, so the last answer is kept."""
    global _last
    if _last is None or _last[0] is not site or _last[1] != hosts:
        _last = (site, hosts, References(site, hosts))
    return _last[2]
