"""Pictures and recordings of a book: found among the uploads, checked, made fit, kept once; or a caption."""

import base64
import re
import struct
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from converters.post import Media
from tests.epub_books import SITE, UPLOADS, MadeBook, make_book, picture, post, put

PICTURES = "uploads"


def one_picture(folder: Path, name: str, content: bytes, **options: Any) -> MadeBook:
    """A book of one post with one picture."""
    url = put(folder / PICTURES, name, content)
    return make_book(
        folder, [post(1, f'<p><img src="{url}" alt="A"></p>')], uploads=folder / PICTURES, force=True, **options
    )


def shown(book: MadeBook) -> tuple[str, Image.Image]:
    """The name and the picture that the first chapter shows."""
    name = re.findall(r'<img src="([^"]*)"', book.text("chapter-1.xhtml"))[0]
    return name, Image.open(BytesIO(book.data(name)))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_picture_that_readers_show_stays_byte_for_byte(tmp_path: Path, kind: str) -> None:
    content = picture(kind, mode="P" if kind == "GIF" else "RGB")
    book = one_picture(tmp_path, "a.jpg", content)
    name, _ = shown(book)
    assert book.data(name) == content
    assert name == f"pictures/picture-1.{kind.lower().replace('jpeg', 'jpg')}"
    assert f'href="{name}" id="picture-1" media-type="image/{kind.lower()}"' in book.package
    assert book.problems == []


@pytest.mark.parametrize(
    ("kind", "mode", "options", "expected"),
    [
        ("WEBP", "RGB", {}, "JPEG"),
        ("WEBP", "RGB", {"lossless": True}, "PNG"),
        ("WEBP", "RGBA", {}, "PNG"),
        ("AVIF", "RGB", {}, "JPEG"),
        ("BMP", "RGB", {}, "PNG"),
        ("TIFF", "CMYK", {}, "PNG"),
        ("JPEG", "CMYK", {}, "JPEG"),
        ("ICO", "RGBA", {}, "PNG"),
    ],
)
def test_picture_that_readers_cannot_show_is_encoded_anew(
    tmp_path: Path, kind: str, mode: str, options: dict[str, Any], expected: str
) -> None:
    _, image = shown(one_picture(tmp_path, "a.jpg", picture(kind, (120, 120), mode, **options)))
    assert image.format == expected
    assert image.mode in ("RGB", "RGBA")


def test_webp_is_kept_when_asked_for(tmp_path: Path) -> None:
    content = picture("WEBP")
    book = one_picture(tmp_path, "a.webp", content, keep_webp=True)
    assert book.data(shown(book)[0]) == content


def test_large_picture_is_scaled_and_keeps_its_shape(tmp_path: Path) -> None:
    _, image = shown(one_picture(tmp_path, "a.jpg", picture("JPEG", (3000, 1500)), max_image=500))
    assert image.size == (500, 250)


def test_picture_lying_on_its_side_is_turned_upright(tmp_path: Path) -> None:
    sideways = Image.Exif()
    sideways[0x0112] = 6
    _, image = shown(one_picture(tmp_path, "a.jpg", picture("JPEG", (400, 200), exif=sideways)))
    assert image.size == (200, 400)


def test_size_in_the_post_is_the_size_in_the_book(tmp_path: Path) -> None:
    url = put(tmp_path / PICTURES, "a.png", picture(size=(640, 400)))
    body = f'<p><img src="{url}" width="320"><img src="{url}" width="9000"><img src="{url}" width="50%"></p>'
    text = make_book(tmp_path, [post(1, body)], uploads=tmp_path / PICTURES).text("chapter-1.xhtml")
    assert re.findall(r'width="(\d+)" height="(\d+)"', text) == [("320", "200"), ("640", "400"), ("640", "400")]


def test_same_picture_under_many_names_is_kept_once(tmp_path: Path) -> None:
    urls = [put(tmp_path / PICTURES, name, picture()) for name in ("a.png", "A.PNG", "b.png")]
    body = "".join(f'<p><img src="{url}" alt="A"></p>' for url in [*urls, urls[0] + "?w=30"])
    book = make_book(tmp_path, [post(1, body), post(2, body)], uploads=tmp_path / PICTURES)
    assert [name for name in book.names if "pictures/" in name] == ["EPUB/pictures/picture-1.png"]


def test_names_that_differ_in_case_alone_are_two_files(tmp_path: Path) -> None:
    urls = [put(tmp_path / PICTURES, name, picture(seed=at)) for at, name in enumerate(("a.png", "A.png"))]
    body = "".join(f'<p><img src="{url}"></p>' for url in urls)
    book = make_book(tmp_path, [post(1, body)], uploads=tmp_path / PICTURES)
    names = [name for name in book.names if "pictures/" in name]
    assert len({name.casefold() for name in names}) == len(names) == 2


def test_missing_picture_is_a_caption_with_its_address(tmp_path: Path) -> None:
    put(tmp_path / PICTURES, "a.png", picture())
    body = f'<figure><img src="{UPLOADS}/gone.png" alt="A hut"><figcaption>c</figcaption></figure>'
    body += f'<p><a href="https://e.example/"><img src="{UPLOADS}/gone.png" alt="B"></a></p>'
    book = make_book(tmp_path, [post(1, body)], uploads=tmp_path / PICTURES)
    text = book.text("chapter-1.xhtml")
    address = f"{UPLOADS}/gone.png"
    assert f'<span class="alt">A hut</span> <a class="address" href="{address}">{address}</a>' in text
    assert (
        '<a href="https://e.example/"><span class="missing"><span class="alt">B</span> <span class="address">' in text
    )
    assert book.codes() == ["picture-missing", "picture-missing"]
    assert str(book.problems[0].where) == "post 1 “Post 1”"


def test_without_uploads_one_problem_says_so_for_all(tmp_path: Path) -> None:
    body = f'<p><img src="{UPLOADS}/a.png"><img src="{UPLOADS}/b.png"></p>'
    book = make_book(tmp_path, [post(1, body), post(2, body)])
    assert [(problem.code, problem.as_dict()["count"]) for problem in book.problems] == [("no-uploads", 2)]


def bomb(width: int, height: int) -> bytes:
    """A small PNG file that claims to be large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


BAD = {
    "empty": b"",
    "a page": b"<!DOCTYPE html><html><body>404 Not Found</body></html>",
    "truncated PNG": picture()[:900],
    "truncated JPEG": picture("JPEG")[:900],
    "noise": b"\xff\xd8\xff\xe0" + b"\x00\x01" * 200,
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%true) (r) file\n",
    "20,000 by 20,000 pixels": bomb(20_000, 20_000),
    "9,000 by 9,000 pixels": bomb(9_000, 9_000),
    "a drawing of nothing": b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>",
}


@pytest.mark.parametrize("kind", BAD)
def test_file_that_is_no_picture_is_a_caption_and_a_problem(tmp_path: Path, kind: str) -> None:
    book = one_picture(tmp_path, "a.png", BAD[kind])
    assert "pictures/" not in "".join(book.names)
    assert '<span class="missing">' in book.text("chapter-1.xhtml")
    assert book.codes() == ["picture-unreadable"]
    assert book.ledger.written == 1


def test_large_photograph_is_decoded_at_a_fraction_of_its_size(tmp_path: Path) -> None:
    content = BytesIO()
    Image.new("L", (9000, 6000), 128).save(content, "JPEG", quality=20)
    _, image = shown(one_picture(tmp_path, "a.jpg", content.getvalue()))
    assert image.size == (1600, 1067)


def test_drawing_is_kept_without_its_scripts(tmp_path: Path) -> None:
    drawing = (
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x "y">]>'
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)"><script>alert(1)</script>'
        b"<style>@import url(https://e.example/)</style>"
        b'<linearGradient id="g" /><rect width="9" height="9" fill="url(#g)" onclick="x()"/>'
        b'<image href="https://e.example/x.png"/><a href="javascript:x()"><circle r="1"/></a></svg>'
    )
    book = one_picture(tmp_path, "a.svg", drawing)
    text = book.text("pictures/picture-1.svg")
    assert "<linearGradient" in text and 'viewBox="0 0 9 9"' in text and "<circle" in text
    for evil in ("script", "alert", "onclick", "onload", "e.example", "ENTITY", "style"):
        assert evil not in text


def test_picture_within_the_page_becomes_a_file(tmp_path: Path) -> None:
    encoded = base64.b64encode(picture()).decode()
    body = f'<p><img src="data:image/png;base64,{encoded}" alt="A"><img src="data:image/png;base64,xx" alt="B"></p>'
    book = make_book(tmp_path, [post(1, body)])
    assert book.data("pictures/picture-1.png") == picture()
    assert '<span class="missing"><span class="alt">B</span></span>' in book.text("chapter-1.xhtml")
    assert "data:" not in book.text("chapter-1.xhtml")


def test_alternative_text_is_never_missing(tmp_path: Path) -> None:
    named, titled, plain = (put(tmp_path / PICTURES, f"{n}.png", picture(seed=n)) for n in range(3))
    media = {1: Media(url=named, id=1, alt="From the library"), 2: Media(url=titled, id=2, title="Our hut"),
             3: Media(url=plain, id=3, title="IMG_0042")}  # fmt: skip
    body = "".join(f'<p><img src="{url}"></p>' for url in (named, titled, plain))
    text = make_book(tmp_path, [post(1, body)], site=replace(SITE, media=media), uploads=tmp_path / PICTURES).text(
        "chapter-1.xhtml"
    )
    assert re.findall('alt="([^"]*)"', text) == ["From the library", "Our hut", "Picture"]


def test_uploads_may_be_a_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "u.zip", "w") as archive:
        archive.writestr("wp-content/uploads/2020/01/a.png", picture())
    body = f'<p><img src="{UPLOADS}/2020/01/a.png"></p>'
    book = make_book(tmp_path, [post(1, body)], uploads=tmp_path / "u.zip")
    assert book.data("pictures/picture-1.png") == picture()


MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" + b"\0" * 400
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\0" * 400


def test_small_recording_is_in_the_book_and_a_large_one_a_link_with_its_picture(tmp_path: Path) -> None:
    folder = tmp_path / PICTURES
    put(folder, "a.mp3", MP3)
    put(folder, "v.mp4", MP4)
    put(folder, "long.mp4", MP4 + b"\0" * 1_100_000)
    put(folder, "p.png", picture())
    body = (
        f'<audio controls src="{UPLOADS}/a.mp3"></audio><video src="{UPLOADS}/v.mp4" poster="{UPLOADS}/p.png"></video>'
    )
    body += f'<video src="{UPLOADS}/long.mp4" poster="{UPLOADS}/p.png"></video>'
    book = make_book(tmp_path, [post(1, body)], uploads=folder, max_media=1)
    text = book.text("chapter-1.xhtml")
    assert '<audio src="media/recording-1.mp3" controls="controls"' in text
    assert re.search(r'<video src="media/recording-\d.mp4" [^>]*poster="pictures/picture-\d.png"', text)
    assert re.search(f'<a class="card" href="{UPLOADS}/long.mp4"[^>]*><img src="pictures/picture-', text)
    assert book.codes() == ["recording-linked"]
    assert 'media-type="audio/mpeg"' in book.package and 'property="schema:accessMode">auditory<' in book.package


@pytest.mark.parametrize("content", [b"", b"<html>404</html>", picture()])
def test_file_that_is_no_recording_is_a_link_and_a_problem(tmp_path: Path, content: bytes) -> None:
    url = put(tmp_path / PICTURES, "a.mp3", content)
    book = make_book(tmp_path, [post(1, f'<audio src="{url}"></audio>')], uploads=tmp_path / PICTURES)
    assert f'<a class="card" href="{url}"' in book.text("chapter-1.xhtml")
    assert book.codes() == ["recording-linked"]
    assert "media/" not in "".join(book.names)
