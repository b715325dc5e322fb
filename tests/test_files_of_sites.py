"""The files that a stranger's source holds beside its posts go along, to the place where their address had them."""

import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from converters.frontmatter.folder import FrontMatterReader
from converters.pipeline import Ledger, convert
from converters.post import Post, Site
from converters.problem import Problem
from converters.selection import Selection
from converters.sites.hugo.reader import HugoReader
from converters.sites.jekyll.reader import JekyllReader
from converters.sources import opened
from converters.verification.verifying import verify
from tests import hugo_site, jekyll_site
from tests.crawl import Crawl, crawl
from tests.misbehaving_host import png
from tests.test_foreign_sites import PLAIN, SITES, copied, reader_of
from writers.epub.writer import EpubWriter
from writers.hugo import HugoWriter
from writers.jekyll import JekyllWriter
from writers.media.library import MediaWriter
from writers.wxr import WxrWriter

HUGO_FILES = {
    *(f"posts/low-tide/{name}" for name in ("Sea.JPG", "never-shown.png", "tides.pdf")),
    *(f"posts/low-tide/shells/{name}" for name in ("A shell.png", "crab.png")),
    *("posts/knot.png", "posts/coil.png", "img/buoy.png"),
    *(f"images/{name}" for name in ("map.png", "rope.png", "unseen.png")),
}
DRAFTED = "posts/secret/plan.png"
JEKYLL_FILES = {
    *("assets/img/flour.png", "assets/img/stone.png", "photos/A sack.png", "wheels/old/spoke.png", "prices.pdf"),
    "2024/04/02/bread/loaf.png",
}


def migrated(
    name: str, writer: HugoWriter | JekyllWriter | MediaWriter, folder: Path, **options: Any
) -> tuple[Ledger, list[Problem]]:
    problems: list[Problem] = []
    source, reader = SITES / name, reader_of(name)
    ledger = convert(source, folder, reader=reader, writer=writer, report=problems.append, **options)
    return ledger, problems


def files_in(folder: Path) -> set[str]:
    return {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.suffix.lower() in (".png", ".jpg", ".pdf", ".css", ".txt") and file.is_file()
    }


def test_files_beside_pages_and_of_static_folders_stand_where_hugo_had_published_them(tmp_path: Path) -> None:
    ledger, problems = migrated("hugo-pictures", JekyllWriter(), tmp_path)
    assert ledger.complete
    assert {name for name in files_in(tmp_path) if not name.endswith(".css")} == {*HUGO_FILES, DRAFTED}
    assert [str(problem) for problem in problems if problem.code == "media-not-held"] == [
        "content/posts/ropes.md: post “Ropes”: https://quay.example/images/gone.png is not among the files of the "
        "source: links to it are left as they are"
    ]


def test_files_that_jekyll_copies_and_those_beside_posts_stand_where_their_addresses_say(tmp_path: Path) -> None:
    ledger, problems = migrated("jekyll-pictures", HugoWriter(), tmp_path)
    assert ledger.complete
    assert files_in(tmp_path / "static") == {*JEKYLL_FILES, "style.css"}  # the starter's
    assert "media-not-held" not in {problem.code for problem in problems}


@pytest.mark.parametrize("name", ["hugo-pictures", "jekyll-pictures"])
def test_hugo_serves_every_file_of_a_strangers_site(name: str, tmp_path: Path) -> None:
    migrated(name, HugoWriter(), tmp_path / "site")
    found = looked_at(hugo_site.build(tmp_path / "site").folder, name)
    assert found.broken == set()
    assert len(local_pictures(found)) == {"hugo-pictures": 8, "jekyll-pictures": 5}[name]


@pytest.mark.jekyll
@pytest.mark.parametrize("name", ["hugo-pictures", "jekyll-pictures"])
def test_jekyll_serves_every_file_of_a_strangers_site(name: str, tmp_path: Path) -> None:
    migrated(name, JekyllWriter(), tmp_path / "site")
    found = looked_at(jekyll_site.build(tmp_path / "site").folder, name)
    assert found.broken == set()
    assert len(local_pictures(found)) == {"hugo-pictures": 8, "jekyll-pictures": 5}[name]


def looked_at(built: Path, name: str) -> Crawl:
    return crawl(built, "/log" if name.startswith("jekyll") else "")


def local_pictures(found: Crawl) -> set[str]:
    return {url for url in found.pictures if url.startswith("/")}


def test_hugo_published_the_files_at_the_addresses_that_the_reader_says(tmp_path: Path) -> None:
    built = hugo_site.build(copied("hugo-pictures", tmp_path), strictly=PLAIN).folder
    held = held_in("hugo-pictures")
    assert {name for name in HUGO_FILES if not (built / name).is_file()} == {"img/buoy.png"}  # of assets/
    assert all((built / name).read_bytes() == held[name].read_bytes() for name in HUGO_FILES - {"img/buoy.png"})


@pytest.mark.jekyll
def test_jekyll_published_the_files_at_the_addresses_that_the_reader_says(tmp_path: Path) -> None:
    built = jekyll_site.build(copied("jekyll-pictures", tmp_path)).folder
    held = held_in("jekyll-pictures")
    assert {name for name in JEKYLL_FILES if not (built / name).is_file()} == {"2024/04/02/bread/loaf.png"}
    published = JEKYLL_FILES - {"2024/04/02/bread/loaf.png"}
    assert all((built / name).read_bytes() == held[name].read_bytes() for name in published)


def held_in(name: str) -> dict[str, Path]:
    reader = reader_of(name)
    assert isinstance(reader, HugoReader | JekyllReader)
    site, _ = reader.read(SITES / name, lambda problem: None)
    base = unquote(urlsplit(site.url).path)
    return {
        unquote(urlsplit(file.url).path).removeprefix(base).lstrip("/"): file.path
        for file in reader.held_files(SITES / name, site)
    }


def test_files_of_a_post_that_is_left_out_stay_behind(tmp_path: Path) -> None:
    _, problems = migrated("hugo-pictures", MediaWriter(), tmp_path, selection=Selection(only=("published",)))
    assert DRAFTED not in files_in(tmp_path)
    assert "media-left-out" in {problem.code for problem in problems}


def test_media_of_a_strangers_site_need_no_uploads(tmp_path: Path) -> None:
    ledger, _ = migrated("hugo-pictures", MediaWriter(), tmp_path)
    assert ledger.complete
    assert files_in(tmp_path) == {*HUGO_FILES, DRAFTED}


def test_a_second_run_copies_nothing(tmp_path: Path) -> None:
    migrated("hugo-pictures", JekyllWriter(), tmp_path)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}
    migrated("hugo-pictures", JekyllWriter(), tmp_path)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")} == before


def test_a_book_shows_the_pictures_that_its_source_holds(tmp_path: Path) -> None:
    problems: list[Problem] = []
    source = SITES / "hugo-pictures"
    convert(source, tmp_path / "b.epub", reader=HugoReader(), writer=EpubWriter(), report=problems.append)
    with zipfile.ZipFile(tmp_path / "b.epub") as book:
        assert len([name for name in book.namelist() if "/pictures/picture" in name]) == 8
    assert [problem.code for problem in problems if problem.code.startswith(("picture", "no-uploads"))] == [
        "picture-missing"
    ]


def test_an_export_lists_the_files_that_its_source_holds_and_no_others(tmp_path: Path) -> None:
    convert(SITES / "hugo-pictures", tmp_path / "b.xml", reader=HugoReader(), writer=WxrWriter())
    text = (tmp_path / "b.xml").read_text(encoding="utf-8")
    assert "<wp:attachment_url>https://quay.example/posts/low-tide/Sea.JPG</wp:attachment_url>" in text.replace(
        "<![CDATA[", ""
    ).replace("]]>", "")
    assert "gone.png</wp:attachment_url>" not in text.replace("]]>", "")


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


EXPORTED: dict[str, str | bytes] = {
    "posts/2020-01-02-hello/index.md": "---\ntitle: Hello\ndate: 2020-01-02\n---\n\n![](images/x.png)\n",
    "posts/2020-01-02-hello/images/x.png": png(3),
    "wp-content/uploads/2020/01/y.png": png(4),
}


@pytest.mark.parametrize("link", ["", "link: https://blog.example/2020/hello/\n"])
def test_pictures_beside_a_post_of_a_folder_go_along(link: str, tmp_path: Path) -> None:
    text = EXPORTED["posts/2020-01-02-hello/index.md"]
    assert isinstance(text, str)
    source = write(
        tmp_path / "posts", {**EXPORTED, "posts/2020-01-02-hello/index.md": text.replace("date:", f"{link}date:")}
    )
    convert(source, tmp_path / "site", reader=FrontMatterReader(), writer=HugoWriter())
    place = "2020/hello/images/x.png" if link else "posts/2020-01-02-hello/images/x.png"
    assert (tmp_path / "site/static" / place).read_bytes() == png(3)
    assert (tmp_path / "site/static/wp-content/uploads/2020/01/y.png").read_bytes() == png(4)
    [page] = (tmp_path / "site/content/posts").glob("*hello.md")
    assert f"](/{place})" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["public", "static"])
def test_files_that_a_generator_copies_stand_at_the_root_of_a_folder_of_posts(folder: str, tmp_path: Path) -> None:
    post = f"---\ntitle: A\ndate: 2020-01-02\n---\n![a](/images/x.png) ![b](/{folder}/y.png)\n"
    files: dict[str, str | bytes] = {"src/blog/a.md": post, f"{folder}/images/x.png": png(3), f"{folder}/y.png": png(4)}
    convert(write(tmp_path / "blog", files), tmp_path / "site", reader=FrontMatterReader(), writer=HugoWriter())
    assert (tmp_path / "site/static/images/x.png").read_bytes() == png(3)
    [page] = (tmp_path / "site/content/posts").glob("*.md")
    assert "![a](/images/x.png) ![b](/y.png)" in page.read_text(encoding="utf-8")


def test_files_come_out_of_a_zip_as_well(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "posts.zip", "w") as packed:
        for name, content in EXPORTED.items():
            packed.writestr(f"export/{name}", content)
    with opened([tmp_path / "posts.zip"]) as source:
        convert(source, tmp_path / "site", reader=FrontMatterReader(), writer=JekyllWriter())
    assert files_in(tmp_path / "site") >= {"wp-content/uploads/2020/01/y.png"}
    assert len(list((tmp_path / "site").rglob("x.png"))) == 1


def test_links_out_of_the_source_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/private.png").write_bytes(png(5))
    source = write(tmp_path / "source", {"hugo.toml": "", "content/a.md": "---\ntitle: A\n---\n\n![](/private.png)\n"})
    (source / "static").mkdir()
    (source / "static/private.png").symlink_to(tmp_path / "outside/private.png")
    (source / "static/folder").symlink_to(tmp_path / "outside")
    convert(source, tmp_path / "site", reader=HugoReader(), writer=HugoWriter())
    assert not list((tmp_path / "site").rglob("private.png"))


@pytest.mark.parametrize(
    ("base", "expected"), [("https://harbour.example/log/", "/log/img/x.png"), ("/", "/img/x.png"), ("", "/img/x.png")]
)
def test_a_link_from_the_root_finds_its_file_whatever_the_sites_address(
    base: str, expected: str, tmp_path: Path
) -> None:
    page = "---\ntitle: A\ndate: 2020-01-01\n---\n\n![](/img/x.png)\n"
    source = write(
        tmp_path / "source",
        {"hugo.toml": f'baseURL = "{base}"\n', "content/posts/a.md": page, "static/img/x.png": png(2)},
    )
    convert(source, tmp_path / "site", reader=HugoReader(), writer=HugoWriter())
    [page_file] = (tmp_path / "site/content/posts").glob("*.md")
    assert f"]({expected})" in page_file.read_text(encoding="utf-8")
    assert (tmp_path / "site/static/img/x.png").is_file()


def cleaned(reader: HugoReader | JekyllReader, source: Path) -> tuple[Site, list[Post]]:
    site, posts = reader.read(source, lambda problem: None)
    return site, [reader.clean(post, site, lambda problem: None) for post in posts]


@pytest.mark.parametrize(("writer", "reader"), [(HugoWriter(), HugoReader()), (JekyllWriter(), JekyllReader())])
def test_a_site_of_ours_keeps_its_files_and_its_links_from_generator_to_generator(
    writer: HugoWriter | JekyllWriter, reader: HugoReader | JekyllReader, tmp_path: Path
) -> None:
    migrated("hugo-pictures", writer, tmp_path / "one")
    _, before = cleaned(HugoReader(), SITES / "hugo-pictures")
    _, after = cleaned(reader, tmp_path / "one")
    images = {post.key: post.image and post.image.url for post in before}
    assert {post.key: post.image and post.image.url for post in after} == images
    convert(tmp_path / "one", tmp_path / "two", reader=reader, writer=writer)
    assert {name: (tmp_path / "two" / name).read_bytes() for name in files_in(tmp_path / "two")} == {
        name: (tmp_path / "one" / name).read_bytes() for name in files_in(tmp_path / "one")
    }


def test_any_number_of_processes_writes_the_same(tmp_path: Path) -> None:
    migrated("hugo-pictures", HugoWriter(), tmp_path / "one", jobs=1)
    migrated("hugo-pictures", HugoWriter(), tmp_path / "two", jobs=2)
    one, two = tmp_path / "one", tmp_path / "two"
    assert {file.relative_to(one): file.read_bytes() for file in one.rglob("*") if file.is_file()} == {
        file.relative_to(two): file.read_bytes() for file in two.rglob("*") if file.is_file()
    }


@pytest.mark.parametrize("icon", ["https://blog.example/wp-content/uploads/icon.png", ""])
def test_every_page_of_a_hugo_site_has_the_icon_of_the_blog_if_it_has_one(icon: str, tmp_path: Path) -> None:
    site = Site(url="https://blog.example", title="A blog", icon=icon)
    list(HugoWriter().write([], site, tmp_path / "site", lambda problem: None))
    home = hugo_site.build(tmp_path / "site").text("index.html")
    assert ('<link rel="icon"' in home) == bool(icon)
    assert not icon or f'href="{icon}"' in home


def test_a_book_plays_recordings_of_a_source_whose_address_nobody_knows(tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    body = '<audio src="talk.mp3" controls></audio>\n\n<video src="gone.mp4"></video>\n'
    folder.joinpath("a.md").write_text(f"---\ntitle: A\ndate: 2024-01-01\n---\n\n{body}", encoding="utf-8")
    folder.joinpath("talk.mp3").write_bytes(b"ID3 and sound")
    book = tmp_path / "book.epub"
    assert convert(folder, book, reader=FrontMatterReader(), writer=EpubWriter()).complete
    assert verify(folder, book, reader=FrontMatterReader(), writer=EpubWriter()).proven
    with zipfile.ZipFile(book) as archive:
        [recording] = [name for name in archive.namelist() if name.endswith(".mp3")]
        assert archive.read(recording) == b"ID3 and sound"
        chapter = archive.read("EPUB/chapter-1.xhtml").decode()
    assert "gone.mp4</span>" in chapter
    assert 'href="gone.mp4"' not in chapter
