"""A site looked at without its generator: its own reader renders the bodies, its front matter says the rest."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from converters.abilities import Shown, Sight
from converters.formats import Reader, readers
from converters.frontmatter.document import MAX_BYTES, NotRead, read_document
from converters.frontmatter.fields import text_of, texts_of, truth_of
from converters.frontmatter.files import read_bytes
from converters.frontmatter.yaml import Value
from converters.post import Post, Site
from converters.problem import ConversionError
from writers.site_proof.showing import Files, PageSaid, named, shown_of
from writers.terms import AUTHORS
from writers.threads import in_threads
from writers.told import text_of as text_of_html

RENDERED_BY = "markdown-it-py, in process"

Titles = Mapping[tuple[str, str], str]
"""The title of each term's page by field and slug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What a generator calls things."""

    reader: str
    url: str
    aliases: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """What one page of a site shows."""

    dialect: Dialect
    destination: Path
    reader: Reader
    again: Site
    home: str
    base: str
    files: Files
    titles: Titles

    def __call__(self, post: Post) -> Shown:
        """The page of a post that was read again."""
        clean = self.reader.clean(post, self.again, lambda problem: None)
        fields = self._fields(post)
        filed = {field: texts_of(fields.get(field, "")) for field in {field for field, _ in self.titles}}
        own = fields.get("wordpress", "")
        page = PageSaid(
            place=post.origin,
            url=self.base + text_of(fields.get(self.dialect.url, "")),
            html=clean.html,
            key=text_of(own.get("key", "")) if isinstance(own, dict) else "",
            title=text_of(fields.get("title", "")),
            date=text_of(fields.get("date", "")).replace(" ", "T", 1).replace(" ", ""),
            draft=truth_of(fields.get("draft", "")) is True
            or truth_of(fields.get("published", "")) is False
            or post.origin.startswith("_drafts/"),
            authors=tuple(self.titles.get((AUTHORS, slug), slug) for slug in texts_of(fields.get(AUTHORS, ""))),
            terms=tuple(
                named(field, self.titles.get((field, slug), slug))
                for field, slugs in filed.items()
                if field != AUTHORS
                for slug in slugs
            ),
            comments=tuple(
                {"depth": depth, "author": each.author, "html": each.html} for depth, each in in_threads(clean.comments)
            ),
            image=_path_of_image(fields.get("image", "")),
            excerpt=text_of_html(clean.excerpt) if self.dialect.excerpt in fields else "",
            aliases=tuple(texts_of(fields.get(self.dialect.aliases, ""))),
        )
        return shown_of(page, self.home, self.files)

    def _fields(self, post: Post) -> Mapping[str, Value]:
        try:
            found = read_document(read_bytes(self.destination / post.origin, MAX_BYTES + 1), lambda problem: None)
        except (OSError, NotRead):
            return {}
        return found.fields if found else {}


@contextmanager
def rendered_in_process(
    dialect: Dialect, destination: Path, home: str, base: str, files: Files, titles: Titles
) -> Iterator[Sight]:
    """The pages of a site, one after the other."""
    reader: Reader = readers()[dialect.reader].load()()
    try:
        again, posts = reader.read(destination, lambda problem: None)
    except ConversionError:
        if not destination.is_dir():
            raise
        yield Sight(rendered_by=RENDERED_BY, pieces=(), show=partial(shown_of, home=home, files=files))
        return
    show = Rendered(dialect, destination, reader, again, home, base, files, titles)
    yield Sight(rendered_by=RENDERED_BY, pieces=posts, show=show)


def _path_of_image(image: Any) -> str:
    return text_of(image.get("path", "")) if isinstance(image, dict) else ""
