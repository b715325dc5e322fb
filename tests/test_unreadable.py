"""What people give that is no source: the answer names it as they did, says what it is, and what to do."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from converters.formats import recognise
from converters.problem import ConversionError
from converters.selection import Selection
from converters.sources import opened

FILES = {
    "page.html": ("<!DOCTYPE html><html><body>x</body></html>", "is a page of the web"),
    "commented.html": ("<!-- saved from url=(0019)https://a.example/ -->\n<html>", "is a page of the web"),
    "dump.sql": ("-- MySQL dump 10.13\n", "is a dump of a database"),
    "other.sql": ("SET NAMES utf8;\nCREATE TABLE `wp_posts` (`ID` bigint);\n", "is a dump of a database"),
    "blogger.xml": (
        "<?xml version='1.0'?><feed><id>tag:blogger.com,1999:blog-1</id></feed>",
        "is an export of Blogger",
    ),
    "feed.xml": ('<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', "is a feed"),
    "atom.xml": ('<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "is a feed"),
    "sitemap.xml": ("<urlset></urlset>", "is a sitemap"),
    "ghost.json": ('{"db": [{"data": {"posts": []}}]}', "is an export of Ghost"),
    "note.md": ("# Title\n\nText\n", "has no front matter"),
    "other.bin": ("\x00\x01\x02", "is nothing that portpress can read"),
}
FOLDERS = {
    "medium": (["posts/a.html"], "holds pages of the web"),
    "notes": (["a.md", "b/c.md", "x.png"], "its 2 files of Markdown have no front matter"),
    "one": (["a.md"], "its 1 file of Markdown has no front matter"),
    "uploads": (["2020/01/a.jpg", "b.pdf"], "holds pictures and files alone"),
    "blog": (["wp-config.php", "wp-content/uploads/a.jpg"], "is the folder of a WordPress"),
    "empty": (["sub/.hidden"], "is a folder without files"),
    "around": (["site/.portpress.json", "site/content/a.md"], "holds what portpress wrote"),
    "code": (["a.py"], "is nothing that portpress can read"),
}


@pytest.mark.parametrize("name", FILES)
def test_file_that_is_no_source_is_called_what_it_is(name: str, tmp_path: Path) -> None:
    content, said = FILES[name]
    source = tmp_path / name
    source.write_text(content, encoding="utf-8")
    with pytest.raises(ConversionError) as raised:
        recognise(source)
    assert f"{source} {said}" in str(raised.value)


def filled(folder: Path, names: list[str]) -> Path:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", FOLDERS)
def test_folder_that_is_no_source_is_called_what_it_is(name: str, tmp_path: Path) -> None:
    names, said = FOLDERS[name]
    with pytest.raises(ConversionError, match=said):
        recognise(filled(tmp_path / name, names))


def test_archive_is_called_by_its_own_name(tmp_path: Path) -> None:
    source = tmp_path / "my pictures.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("deep/a.png", "x")
    with pytest.raises(ConversionError) as raised, opened([source]) as path:
        recognise(path)
    assert str(raised.value).startswith(f"{source} holds pictures and files alone")


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("blog.example", "write https://blog.example"),
        ("www.blog.example/feed", "write https://www.blog.example/feed"),
        ("blog.xml", "check the name; the source comes first"),
        ("ftp://blog.example", "an address begins with https://"),
        ("folder", "check the name; the source comes first"),
    ],
)
def test_source_that_is_not_there_may_be_an_address(name: str, remedy: str) -> None:
    with pytest.raises(ConversionError, match=remedy), opened([name]):
        pass


@pytest.mark.parametrize("address", ["https://", "http:///", "https://a b"])
def test_address_without_a_host_is_none(address: str) -> None:
    with pytest.raises(ConversionError, match="is no address of the web"), opened([address]):
        pass


@pytest.mark.parametrize(
    ("chosen", "said"),
    [({"include": ("privat",)}, "mean private"), ({"only": ("drafts",)}, "mean draft"), ({"limit": -1}, "less than")],
)
def test_choice_that_is_a_slip_is_refused(chosen: dict[str, Any], said: str) -> None:
    with pytest.raises(ConversionError, match=said):
        Selection(**chosen)


def test_status_of_the_blogs_own_may_be_chosen() -> None:
    assert Selection(include=("pitch", "in-progress", "all")).include == ("pitch", "in-progress", "all")
