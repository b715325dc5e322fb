"""The data files that portpress's writers put beside the pages: media, menus, comments, and facts of the site."""

from collections.abc import Iterator
from pathlib import Path

from converters.frontmatter.dates import Clock
from converters.frontmatter.fields import truth_of
from converters.frontmatter.files import name_of
from converters.frontmatter.yaml import Value
from converters.post import Comment, Media, MediaSize, MenuItem, Site, Term
from converters.problem import Report
from converters.sites.data import SUFFIXES, list_of, mapping_of, read_data
from converters.sites.values import number_of, text


class Library:
    """The folder of data of a site, read as it is asked for."""

    def __init__(self, folder: Path, name: str, report: Report) -> None:
        self._folder, self._name, self._report = folder, name, report

    def read(self, name: str) -> Value:
        """What the file of a name holds, whatever its format; an empty text where there is none."""
        for suffix in SUFFIXES:
            path = self._folder / f"{name}{suffix}"
            if path.is_file():
                return read_data(path, f"{self._name}/{name}{suffix}", self._report)
        return ""

    def entries_below(self, name: str) -> Iterator[Value]:
        """What each file of a folder holds, sorted by name (Staticman keeps one comment a file)."""
        folder = self._folder / name
        if folder.is_dir() and not folder.is_symlink():
            for path in sorted(folder.iterdir()):
                if path.suffix in SUFFIXES and path.is_file():
                    yield read_data(path, f"{self._name}/{name}/{name_of(path.name)}", self._report)

    def site(self, *, title: str, url: str, description: str, language: str, timezone: str, generator: str) -> Site:
        """The site before its pages are read, as its configuration and the data say; where both do, the data count."""
        facts = self.facts()
        return Site(
            title=title,
            url=facts.get("url", url),
            description=description,
            language=facts.get("language", language),
            timezone=facts.get("timezone", timezone),
            generator=facts.get("generator", generator),
            icon=facts.get("icon", ""),
            network=facts.get("network", ""),
            media=self.media(),
        )

    def facts(self) -> dict[str, str]:
        """What of the site its configuration cannot say."""
        return {name: value for name, value in mapping_of(self.read("site")).items() if isinstance(value, str)}

    def formats(self) -> dict[str, Term]:
        """The terms of post formats by the format: `aside`."""
        kept = {
            name: mapping_of(about)
            for name, about in mapping_of(mapping_of(self.read("site")).get("formats", "")).items()
        }
        return {
            name: Term(
                taxonomy="post_format",
                slug=f"post-format-{name}",
                name=text(about.get("name", "")),
                id=number_of(about.get("id", "")),
            )
            for name, about in kept.items()
        }

    def translations(self) -> dict[tuple[str, str], Term]:
        """The groups by which Polylang and WPML pair translations, by taxonomy and slug."""
        kept = mapping_of(mapping_of(self.read("site")).get("translations", ""))
        return {
            (taxonomy, slug): Term(
                taxonomy=taxonomy,
                slug=slug,
                name=text(mapping_of(about).get("name", "")),
                id=number_of(mapping_of(about).get("id", "")),
                description=text(mapping_of(about).get("description", "")),
            )
            for taxonomy, groups in kept.items()
            for slug, about in mapping_of(groups).items()
        }

    def media(self) -> dict[int, Media]:
        """The media library by id."""
        found: dict[int, Media] = {}
        for each in list_of(self.read("media")):
            media = _media_of(mapping_of(each))
            if media.id is not None and media.url:
                found[media.id] = media
        return found

    def menus(self, site: Site) -> tuple[tuple[MenuItem, ...], tuple[Term, ...]]:
        """The menus of a site of ours, and their terms. Lines without an id were made up for the site."""
        items: list[MenuItem] = []
        terms: list[Term] = []
        for menu in map(mapping_of, list_of(self.read("menus"))):
            slug = text(menu.get("slug", ""))
            lines = [line for line in map(mapping_of, list_of(menu.get("items", ""))) if number_of(line.get("id", ""))]
            if not lines:
                continue
            name = text(menu.get("name", "")) or slug
            terms.append(Term(taxonomy="nav_menu", slug=slug, name=name, id=number_of(menu.get("id", ""))))
            items += sorted((_line(line, slug, site.url) for line in lines), key=lambda item: item.order)
        return tuple(items), tuple(terms)

    def comments(self, name: str, clock: Clock, home: str) -> tuple[Comment, ...]:
        """The comments kept under a name: a list in a file of ours, or a folder with a file for each.

        `home` is the address of the site.
        """
        if not name or "/" in name or name.startswith("."):
            return ()
        values = list_of(self.read(f"comments/{name}")) or list(self.entries_below(f"comments/{name}"))
        comments: list[Comment] = []
        for each in map(mapping_of, values):
            if each:
                comments.append(self._comment(each, [comment.id for comment in comments], clock, home))
        return tuple(comments)

    def _comment(self, fields: dict[str, Value], taken: list[int], clock: Clock, home: str) -> Comment:
        def first(*keys: str) -> str:
            return next((value for key in keys if (value := text(fields.get(key, "")))), "")

        identity = number_of(fields.get("id", ""))
        if identity is None or identity in taken:
            identity = max(taken, default=0) + 1
        body = first("html", "message", "body", "content", "comment")
        email = first("email")
        return Comment(
            id=identity,
            parent=number_of(fields.get("parent", "")) or number_of(fields.get("replying_to", "")) or None,
            author=first("author", "name"),
            email=email if "@" in email else "",  # Staticman keeps a digest
            url=_old_place(fields, home) or first("website"),
            date=clock.read("date", first("date"), "", self._report),
            raw=body,
            approved="0" if truth_of(fields.get("hidden", "")) is True else "1",
            kind=first("kind") or "comment",
            user=number_of(fields.get("user", "")),
        )


def _media_of(fields: dict[str, Value]) -> Media:
    sizes = tuple(
        MediaSize(
            name=text(size.get("name", "")),
            url=text(size.get("url", "")),
            width=number_of(size.get("width", "")) or 0,
            height=number_of(size.get("height", "")) or 0,
        )
        for size in map(mapping_of, list_of(fields.get("sizes", "")))
    )
    return Media(
        url=text(fields.get("url", "")),
        id=number_of(fields.get("id", "")),
        title=text(fields.get("title", "")),
        alt=text(fields.get("alt", "")),
        caption=text(fields.get("caption", "")),
        description=text(fields.get("description", "")),
        parent=number_of(fields.get("parent", "")),
        file=text(fields.get("file", "")),
        mime=text(fields.get("mime", "")),
        width=_whole(fields.get("width", "")),
        height=_whole(fields.get("height", "")),
        sizes=sizes,
        page=text(fields.get("page", "")),
        order=_whole(fields.get("order", "")),
    )


def _whole(value: Value) -> int:
    written = text(value)
    return -(number_of(written[1:]) or 0) if written.startswith("-") else number_of(written) or 0


def _line(line: dict[str, Value], menu: str, home: str) -> MenuItem:
    return MenuItem(
        menu=menu,
        id=number_of(line.get("id", "")) or 0,
        title=text(line.get("title", "")),
        url=_old_place(line, home),
        parent=number_of(line.get("parent", "")),
        order=_whole(line.get("order", "")),
    )


def _old_place(fields: dict[str, Value], home: str) -> str:
    """Where a link of the data led in the old blog; `home` is the address of the site."""
    url = text(fields.get("url", ""))
    base = home.partition("://")[2].partition("/")
    root = home.removesuffix(base[1] + base[2])
    return text(fields.get("old_url", "")) or (root + url if url.startswith("/") else url)
