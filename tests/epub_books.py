"""Books made of posts that stand in Python, with pictures drawn for the purpose; and what is in the archive."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from converters.canonical import to_canonical
from converters.pipeline import Ledger, convert
from converters.post import Author, Comment, Media, Post, Site, Term
from converters.problem import Problem, Report
from tests.blogs import entry_of
from tests.conftest import ROOT
from writers.epub.marks import Link, Listing, Mark, Picture
from writers.epub.writer import EpubWriter

URL = "https://blog.example"
UPLOADS = f"{URL}/wp-content/uploads"


@dataclass(frozen=True)
class PostsReader:
    """Reads the posts it is made with, whose bodies are HTML."""

    posts: tuple[Post, ...]
    site: Site

    def recognises(self, source: Path) -> str | None:
        return "posts"

    def read(self, source: Path, report: Report) -> tuple[Site, Iterator[Post]]:
        return replace(self.site, entries=tuple(map(entry_of, self.posts))), iter(self.posts)

    def clean(self, post: Post, site: Site, report: Report) -> Post:
        comments = tuple(replace(each, html=to_canonical(each.raw, base=post.url)) for each in post.comments)
        return replace(post, html=to_canonical(post.raw, base=post.url), comments=comments)


@dataclass
class MadeBook:
    """A book, what was said while it was made, and its files."""

    path: Path
    ledger: Ledger
    problems: list[Problem] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        with zipfile.ZipFile(self.path) as archive:
            return archive.namelist()

    def data(self, name: str) -> bytes:
        with zipfile.ZipFile(self.path) as archive:
            return archive.read(f"EPUB/{name}")

    def text(self, name: str) -> str:
        return self.data(name).decode()

    @property
    def package(self) -> str:
        return self.text("content.opf")

    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]


def day(year: int, month: int, date: int) -> datetime:
    return datetime(year, month, date, tzinfo=UTC)


def post(number: int, body: str = "<p>Text.</p>", **fields: Any) -> Post:
    usual: dict[str, Any] = {
        "title": f"Post {number}",
        "url": f"{URL}/{number}/",
        "date": day(2020, 1, number % 28 + 1),
    }
    return Post(key=str(number), id=number, raw=body, author="ann", **usual | fields)


def absent(mark: Mark) -> str:
    """What stands for a mark in a book that has nothing but its chapter."""
    if isinstance(mark, Link | Listing):
        return mark.outside
    if isinstance(mark, Picture):
        return f'<img src="{mark.url}" alt="{mark.alt}" />'
    return f'<{mark.kind} src="{mark.urls[0]}" />'


SITE = Site(
    title="Ann’s Diary", url=URL, language="en-GB", description="Notes on tea & rain", generator="WordPress 6.4",
    authors=(Author(login="ann", name="Ann Example", email="ann@secret.example"),),
)  # fmt: skip


def make_book(
    folder: Path, posts: Sequence[Post], *, site: Site = SITE, name: str = "book.epub", **options: Any
) -> MadeBook:
    """A book of posts."""
    problems: list[Problem] = []
    path = folder / name
    ledger = convert(
        Path("nowhere"),
        path,
        reader=PostsReader(tuple(posts), site),
        writer=EpubWriter(**options),
        report=problems.append,
    )
    return MadeBook(path, ledger, problems)


def picture(
    kind: str = "PNG", size: tuple[int, int] = (640, 400), mode: str = "RGB", seed: int = 3, **options: Any
) -> bytes:
    """A small landscape: hills under a sky, so that a person sees whether it is upright."""
    image = Image.new("RGB", size, (200, 220, 240))
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.ellipse((width * 0.7, height * 0.1, width * 0.85, height * 0.1 + width * 0.15), (250, 220, 120))
    for at in range(3):
        top = height * (0.5 + 0.15 * at) + seed
        hills = [(0, height), (0, top), (width * 0.3, top - 40), (width, top - 25), (width, height)]
        draw.polygon(hills, (60 + 30 * at, 110 + 20 * at, 70))
    target = BytesIO()
    made = image.convert(mode)
    if mode == "RGBA":
        made.putalpha(120)
    made.save(target, kind, **options)
    return target.getvalue()


def put(folder: Path, name: str, content: bytes) -> str:
    """Put a file among the uploads; its address."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return f"{UPLOADS}/{name}"


NEWS = Term(taxonomy="category", slug="news", name="News")
TEA = Term(taxonomy="post_tag", slug="tea", name="Tea")
CAFE = Term(taxonomy="post_tag", slug="cafe", name="Café")


def sampler(uploads: Path) -> tuple[Site, list[Post]]:
    """A blog that shows what a book can: pictures, a table, footnotes, code, a formula, three writings."""
    put(uploads, "2020/01/hills.jpg", picture("JPEG", (2400, 1500), quality=80))
    put(uploads, "2020/01/small.png", picture("PNG", (300, 200), seed=9))
    put(uploads, "2020/01/modern.webp", picture("WEBP", (500, 300), seed=30))
    put(uploads, "2020/01/icon.png", picture("PNG", (512, 512), seed=50))
    bodies = {file.stem: file.read_text(encoding="utf-8") for file in (ROOT / "fixtures" / "book").iterdir()}
    said = (
        Comment(
            id=1, author="Bea", email="bea@secret.example", ip="192.0.2.7", raw="<p>Lovely!</p>", date=day(2020, 6, 2)
        ),
        Comment(id=2, parent=1, author="Ann", raw="<p>Thanks.</p>", date=day(2020, 6, 3)),
    )
    posts = [
        post(1, bodies["pictures"], title="A walk with pictures", terms=(NEWS, TEA), date=day(2019, 3, 2)),
        post(2, bodies["table"], title="A table for tea", terms=(NEWS,), date=day(2020, 5, 1)),
        post(3, bodies["notes"], title="Footnotes and code", terms=(TEA, CAFE), date=day(2020, 6, 1), comments=said),
        post(4, bodies["arabic"], title="يوم ماطر", date=day(2021, 1, 5)),
        post(5, bodies["japanese"], title="雨の日のお茶", date=day(2021, 2, 5)),
        post(6, "<p>I write about tea.</p>", title="About me", kind="page"),
    ]
    hills = Media(url=f"{UPLOADS}/2020/01/hills.jpg", id=1, width=2400, height=1500)
    return replace(SITE, icon=f"{UPLOADS}/2020/01/icon.png", media={1: hills}), posts
