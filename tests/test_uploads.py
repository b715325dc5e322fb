"""`--uploads`: which file of a folder or a zip a URL of the blog means, and which zips are refused."""

import stat
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from converters.post import Media, Site
from converters.problem import ConversionError
from writers.media.uploads import Uploads

SITE = Site(url="https://blog.example", media={7: Media(id=7, url="https://cdn.example/2019/04/x.jpg")})
HERE = "https://blog.example/wp-content/uploads"


def folder_of(root: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def zip_of(root: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(root / "uploads.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return root / "uploads.zip"


Making = Callable[[Path, Mapping[str, bytes]], Path]
both = pytest.mark.parametrize("making", [folder_of, zip_of], ids=["folder", "zip"])


def found(uploads: Uploads, url: str, site: Site = SITE) -> str | None:
    file = uploads.find(url, site)
    return str(file.path) if file else None


@both
@pytest.mark.parametrize(
    ("url", "path"),
    [
        (f"{HERE}/2019/04/x.jpg", "2019/04/x.jpg"),
        (f"{HERE}/2019/05/x.jpg", "2019/05/x.jpg"),
        ("http://www.blog.example/wp-content/uploads/2019/04/x.jpg", "2019/04/x.jpg"),
        ("//blog.example/wp-content/uploads/2019/04/x.jpg", "2019/04/x.jpg"),
        (f"{HERE}/2019/04/x.jpg?w=300&resize=1%2C2#top", "2019/04/x.jpg"),
        (f"{HERE}/2019/04/x-300x200.jpg", "2019/04/x.jpg"),
        (f"{HERE}/2019/04/X.JPG", "2019/04/x.jpg"),
        (f"{HERE}/2019/04/big.jpg", "2019/04/big-scaled.jpg"),
        (f"{HERE}/2019/04/big-150x150.jpg", "2019/04/big-scaled.jpg"),
        (f"{HERE}/2019/04/turned-300x200.jpg", "2019/04/turned-rotated.jpg"),
        (f"{HERE}/2019/04/edited-e1234567890123-300x200.jpg", "2019/04/edited-e1234567890123.jpg"),
        (f"{HERE}/2019/04/kin.jpg", "2019/04/kin-1024x768.jpg"),
        (f"{HERE}/2019/04/two-300x200.jpg", "2019/04/two-300x200.jpg"),
        (f"{HERE}/2019/04/x@2x.jpg", "2019/04/x.jpg"),
        (f"{HERE}/2019/04/caf%C3%A9.jpg", "2019/04/café.jpg"),
        (f"{HERE}/2019/04/cafe%CC%81.jpg", "2019/04/café.jpg"),
        ("https://i0.wp.com/blog.example/wp-content/uploads/2019/04/x.jpg?ssl=1&w=9", "2019/04/x.jpg"),
        ("https://net.example/w_300/https://blog.example/wp-content/uploads/2019/04/x.jpg", "2019/04/x.jpg"),
        ("https://web.archive.org/web/2019im_/http:/blog.example/wp-content/uploads/2019/04/x.jpg", "2019/04/x.jpg"),
        ("https://blog.example/wp-content/timthumb.php?src=/wp-content/uploads/2019/04/x.jpg&w=9", "2019/04/x.jpg"),
        ("https://blog.example/t.php?w=9&url=http%3A%2F%2Fblog.example%2Ffiles%2F2019%2F04%2Fx.jpg", "2019/04/x.jpg"),
        ("https://blog.example/t.php?src=https://other.example/wp-content/uploads/2019/04/x.jpg", None),
        ("https://blog.example/t.php?src=../../../etc/passwd", None),
        ("https://blog.example/t.php?src=../../../etc/x.jpg", None),
        ("https://blog.example/t.php?src=https://[/x.jpg", None),
        (f"https://blog.example/t.php?{'a=1&' * 100}src=/files/2019/04/x.jpg", None),
        ("https://blog.example/files/2019/04/x.jpg", "2019/04/x.jpg"),
        ("https://blog.example/wp-content/uploads/sites/3/2019/04/x.jpg", "2019/04/x.jpg"),
        ("https://cdn.example/2019/04/x.jpg", "2019/04/x.jpg"),
        (f"{HERE}/2019/04/%2e%2e/05/x.jpg", "2019/05/x.jpg"),
        ("https://other.example/wp-content/uploads/2019/04/x.jpg", None),
        ("https://i0.wp.com/other.example/wp-content/uploads/2019/04/x.jpg", None),
        (f"{HERE}/2019/04/unknown.jpg", None),
        (f"{HERE}/../../../../etc/passwd", None),
        (f"{HERE}/2019/04/x%00.jpg", None),
        (f"{HERE}/2019/04/", None),
        ("https://[broken/x.jpg", None),
        ("data:image/png;base64,AAAA", None),
    ],
)
def test_url_finds_the_best_file_there_is(making: Making, url: str, path: str | None, tmp_path: Path) -> None:
    names = ["x", "big-scaled", "turned-rotated", "edited", "edited-e1234567890123", "kin-300x200", "kin-1024x768"]
    names += ["two", "two-300x200", "café"]
    files = {f"2019/04/{name}.jpg": name.encode() for name in names} | {"2019/05/x.jpg": b"another"}
    with Uploads(making(tmp_path, files)) as uploads:
        assert found(uploads, url) == path


@both
@pytest.mark.parametrize("above", ["", "uploads/", "wp-content/uploads/", "backup/wp-content/uploads/"])
def test_folder_above_the_uploads_is_as_good(making: Making, above: str, tmp_path: Path) -> None:
    with Uploads(making(tmp_path, {f"{above}2019/04/x.jpg": b"1", f"{above}elementor/y.css": b"2"})) as uploads:
        assert found(uploads, f"{HERE}/2019/04/x.jpg") == "2019/04/x.jpg"
        assert found(uploads, f"{HERE}/elementor/y.css") == "elementor/y.css"


@both
def test_name_with_its_accents_apart_is_found_by_either_spelling(making: Making, tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "é.jpg")
    with Uploads(making(tmp_path, {f"2019/04/{apart}": b"1"})) as uploads:
        file = uploads.find(f"{HERE}/2019/04/%C3%A9.jpg", SITE)
        assert file
        with file.open() as content:
            assert content.read() == b"1"


@both
def test_file_is_read_with_its_size(making: Making, tmp_path: Path) -> None:
    with Uploads(making(tmp_path, {"2019/04/x.jpg": b"12345" * 1000})) as uploads:
        file = uploads.find(f"{HERE}/2019/04/x.jpg", SITE)
        assert file
        assert file.size == 5000
        with file.open() as content:
            assert content.read() == b"12345" * 1000


def test_hosts_that_a_person_names_hold_files_of_the_blog_too(tmp_path: Path) -> None:
    with Uploads(folder_of(tmp_path, {"2019/04/x.jpg": b"1"}), hosts=["static.example"]) as uploads:
        assert found(uploads, "https://static.example/2019/04/x.jpg") == "2019/04/x.jpg"


def test_file_of_an_attachment_is_found_wherever_its_address_says_it_is(tmp_path: Path) -> None:
    url = "https://bucket.example/abc/2019/04/12103000/x.jpg"
    site = Site(url="https://blog.example", media={7: Media(id=7, url=url, file="2019/04/x.jpg")})
    with Uploads(folder_of(tmp_path, {"2019/04/x.jpg": b"1"})) as uploads:
        assert found(uploads, url, site) == "2019/04/x.jpg"


def test_name_of_endless_steps_costs_little(tmp_path: Path) -> None:
    with Uploads(folder_of(tmp_path, {"2019/04/x.jpg": b"1"})) as uploads:
        assert found(uploads, f"{HERE}/2019/04/x{'-1x1' * 100_000}.jpg") is None


def test_blog_at_wordpress_com_has_its_files_on_another_host(tmp_path: Path) -> None:
    with Uploads(folder_of(tmp_path, {"2019/04/x.jpg": b"1"})) as uploads:
        site = Site(url="https://some.wordpress.com")
        assert found(uploads, "https://some.files.wordpress.com/2019/04/x.jpg", site) == "2019/04/x.jpg"


def test_link_that_leads_out_of_the_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    uploads = folder_of(tmp_path / "uploads", {"2019/04/x.jpg": b"1"})
    (uploads / "2019/04/secret.jpg").symlink_to(tmp_path / "secret.jpg")
    (uploads / "2019/04/same.jpg").symlink_to(uploads / "2019/04/x.jpg")
    with Uploads(uploads) as opened:
        assert found(opened, f"{HERE}/2019/04/secret.jpg") is None
        assert found(opened, f"{HERE}/2019/04/same.jpg") == "2019/04/same.jpg"


@pytest.mark.parametrize("name", ["../x.jpg", "2019/../../x.jpg", "/etc/x.jpg", "C:/x.jpg", "..\\x.jpg"])
def test_zip_whose_names_lead_out_of_it_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="leads out of its folder"):
        Uploads(zip_of(tmp_path, {name: b"1"}))


def test_locked_zip_is_refused(tmp_path: Path) -> None:
    file = zip_of(tmp_path, {"2019/04/x.jpg": b"1"})
    content = bytearray(file.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    content[6] |= 1
    file.write_bytes(content)
    with pytest.raises(ConversionError, match="locked by a password: unpack it"):
        Uploads(file)


def test_bomb_is_refused_unopened(tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="zip bomb"):
        Uploads(zip_of(tmp_path, {"2019/04/x.bmp": bytes(70 << 20)}))


def test_damaged_zip_is_refused(tmp_path: Path) -> None:
    file = zip_of(tmp_path, {f"2019/04/{i}.jpg": b"1" for i in range(20)})
    content = bytearray(file.read_bytes())
    content[content.index(b"PK\x01\x02")] = 0
    file.write_bytes(content)
    with pytest.raises(ConversionError, match="damaged zip"):
        Uploads(file)


def test_damaged_file_in_a_zip_is_an_error_of_reading(tmp_path: Path) -> None:
    file = zip_of(tmp_path, {"2019/04/x.jpg": bytes(range(256)) * 40})
    content = bytearray(file.read_bytes())
    content[60:80] = bytes(20)
    file.write_bytes(content)
    with Uploads(file) as uploads:
        upload = uploads.find(f"{HERE}/2019/04/x.jpg", SITE)
        assert upload
        with pytest.raises(OSError, match="damaged"), upload.open() as damaged:
            damaged.read()


def test_links_and_leftovers_in_a_zip_are_passed_over(tmp_path: Path) -> None:
    file = zip_of(tmp_path, {"2019/04/x.jpg": b"1", "__MACOSX/2019/04/._x.jpg": b"2", "2019/04/._x.jpg": b"3"})
    with zipfile.ZipFile(file, "a") as archive:
        link = zipfile.ZipInfo("2019/04/link.jpg")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with Uploads(file) as uploads:
        assert [str(each.path) for each in uploads] == ["2019/04/x.jpg"]


def test_what_is_no_folder_and_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.tar").write_bytes(b"tar")
    for name, words in (("x.tar", "unpack it"), ("nothing", "check what --uploads names")):
        with pytest.raises(ConversionError, match=words):
            Uploads(tmp_path / name)
