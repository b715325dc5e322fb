"""The files beside a page, as templates see them."""

import re
from collections.abc import Mapping
from mimetypes import MimeTypes
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from converters.holdings import SourceSite
from converters.post import Post, Site
from converters.sites.hugo.templates.bounds import Bounds, NotRun
from converters.sites.hugo.templates.values import Fields, Params, SafeHtml, given_fields, text_in

_PAGES = (".md", ".markdown", ".mdown", ".html", ".htm", ".adoc", ".asciidoc", ".org", ".rst", ".pandoc", ".pdc", ".ad")
"""Files that are pages, not resources of one that a picture may be."""
_KINDS = MimeTypes()
for _type in ("avif", "webp"):
    _KINDS.add_type(f"image/{_type}", f".{_type}")


def relative_address(url: str) -> str:
    """An address from the root of its host."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def resources_of(post: Post, site: Site) -> dict[str, str]:
    """The addresses of the files in the folder of a page, by their paths in it."""
    if not isinstance(site, SourceSite):
        return {}
    folder = f"{PurePosixPath(post.origin).parent}/"
    found = {
        path.removeprefix(folder): site.url_of(address)
        for path, address in site.files_by_path.items()
        if path.startswith(folder) and PurePosixPath(path).suffix.lower() not in _PAGES
    }
    return dict(sorted(found.items(), key=lambda each: each[0].lower()))


class Resources(Fields):
    """The files of a page."""

    def __init__(self, found: Mapping[str, str], bounds: Bounds) -> None:
        made = {name: Resource(name, url) for name, url in found.items()}

        def get(name: object) -> object:
            wanted = text_in(name).removeprefix("./").lstrip("/").lower()
            return next((each for path, each in made.items() if path.lower() == wanted), None)

        def matching(pattern: object) -> list[object]:
            words = text_in(pattern).lower().lstrip("/")
            bounds.spend(1 + len(made) // 4)
            expression = _pattern_of(words)
            return [each for path, each in made.items() if expression.fullmatch(path.lower())]

        def of_type(kind: object) -> list[object]:
            bounds.spend(1 + len(made) // 4)
            return [each for each in made.values() if each.kind == text_in(kind)]

        super().__init__({
            "Get": get, "GetMatch": lambda pattern: next(iter(matching(pattern)), None), "Match": matching,
            "ByType": of_type,
        })  # fmt: skip


def _pattern_of(glob: str) -> re.Pattern[str]:
    """A pattern of names, of which `*` stays within a folder, as a regular expression. Raises NotRun."""
    if len(glob) > 200 or glob.count("*") > 4:
        raise NotRun("it looks for files by a pattern that is too intricate")
    written = ""
    for part in re.findall(r"\*\*/?|\*|\?|\{[^{}]*\}|[^*?{}]+|.", glob):
        if part.startswith("**"):
            written += ".*"
        elif part in ("*", "?"):
            written += "[^/]*" if part == "*" else "[^/]"
        elif part.startswith("{"):
            written += f"(?:{'|'.join(map(re.escape, part[1:-1].split(',')))})"
        elif "[" in part:
            raise NotRun("it looks for files by a pattern that is not known here")
        else:
            written += re.escape(part)
    return re.compile(written)


class Resource(Fields):
    """A file beside a page. What is made of a picture is the picture."""

    def __init__(self, name: str, url: str) -> None:
        kind = _KINDS.guess_type(name)[0] or ""
        self.kind = kind.partition("/")[0]
        media = Fields(given_fields({"Type": kind, "MainType": self.kind, "SubType": kind.partition("/")[2]}), kind)
        super().__init__({
            **given_fields({
                "Permalink": SafeHtml(url), "RelPermalink": relative_address(url), "Name": name, "Title": name,
                "ResourceType": self.kind, "MediaType": media, "Params": Params({}),
            }),
            **dict.fromkeys(("Resize", "Fit", "Fill", "Crop", "Process", "Filter"), self._resized),
        })  # fmt: skip

    def _resized(self, *given: object) -> "Resource":
        """What is made of a picture."""
        return self
