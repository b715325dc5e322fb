"""What a person may name as the source: archives, folders, several files, standard input; and what is refused."""

import gzip
import io
import stat
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from converters import ConversionError, Post, Problem, Site
from converters.archives import ALWAYS_FAIR
from converters.formats import recognise
from converters.pipeline import convert
from converters.sources import opened
from converters.wordpress.wxr import WxrReader
from tests.exports import name_of, real_exports
from writers.posts import PostsWriter

EXPORT = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog" / "export.xml"


def read(*sources: str | Path) -> tuple[Site, list[Post], list[Problem]]:
    problems: list[Problem] = []
    with opened(sources) as source:
        site, posts = WxrReader().read(source, problems.append)
        return site, list(posts), problems


def split(export: Path, folder: Path, parts: int = 3) -> list[Path]:
    """The export in parts that have its whole channel each, as WordPress.com splits one."""
    text = export.read_text(encoding="utf-8", errors="surrogateescape")
    head, *items = text.split("<item>")
    last, tail = items[-1].split("</item>", 1)
    items[-1] = f"{last}</item>"
    files = []
    for number in range(parts):
        mine = items[number * len(items) // parts : (number + 1) * len(items) // parts]
        file = folder / f"blog.wordpress.{number:03}.xml"
        file.write_text(
            head + "".join(f"<item>{item}" for item in mine) + tail, encoding="utf-8", errors="surrogateescape"
        )
        files.append(file)
    return files


def pack(archive: Path, files: Sequence[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files:
            packed.writestr(name, content)
    return archive


def test_parts_read_like_the_whole(tmp_path: Path) -> None:
    assert read(*split(EXPORT, tmp_path))[:2] == read(EXPORT)[:2]


def test_parts_in_a_folder_read_like_the_whole(tmp_path: Path) -> None:
    split(EXPORT, tmp_path)
    assert WxrReader().recognises(tmp_path) == "WXR 1.2 by WordPress 6.4.2 in 3 files"
    assert read(tmp_path)[:2] == read(EXPORT)[:2]


def test_parts_in_a_zip_read_like_the_whole(tmp_path: Path) -> None:
    parts = [(f"export/{file.name}", file.read_bytes()) for file in split(EXPORT, tmp_path)]
    archive = pack(tmp_path / "export.zip", [*parts, ("__MACOSX/export/._blog.xml", b"\0\5")])
    site, posts, problems = read(archive)
    assert (site, posts) == read(EXPORT)[:2]
    assert problems == []


def test_zips_and_gzipped_files_are_parts_too(tmp_path: Path) -> None:
    first, second, third = split(EXPORT, tmp_path)
    archive = pack(tmp_path / "blog.wordpress.000.zip", [(first.name, first.read_bytes())])
    packed = tmp_path / "blog.wordpress.002.xml.gz"
    packed.write_bytes(gzip.compress(third.read_bytes()))
    assert read(archive, second, packed)[1] == read(EXPORT)[1]


def test_tenth_part_comes_after_the_second(tmp_path: Path) -> None:
    for number, file in enumerate(split(EXPORT, tmp_path, 11)):
        file.rename(tmp_path / f"part{number}.xml")
    assert read(tmp_path)[1] == read(EXPORT)[1]


def test_standard_input_may_be_a_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = pack(tmp_path / "export.zip", [("blog.xml", EXPORT.read_bytes())])
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(archive.read_bytes())))
    assert read("-")[1] == read(EXPORT)[1]


def test_what_was_unpacked_is_gone_afterwards(tmp_path: Path) -> None:
    archive = pack(tmp_path / "export.zip", [("blog.xml", EXPORT.read_bytes())])
    with opened([archive]) as source:
        assert source.exists()
    assert not source.exists()


def splittable() -> list[Path]:
    """The real exports that can be cut between items by looking for their tags, and hold no item twice."""
    found = []
    for export in real_exports():
        data = export.read_bytes()
        if (
            0 < data.count(b"<item>") == data.count(b"<item") == data.count(b"</item>")
            and b"http://szpryc.wordpress.com" not in data
        ):
            found.append(export)
    return found


@pytest.mark.corpus
@pytest.mark.parametrize("export", splittable(), ids=name_of)
def test_real_export_in_three_parts_and_zipped_reads_like_the_whole(export: Path, tmp_path: Path) -> None:
    parts = [(file.name, file.read_bytes()) for file in split(export, tmp_path)]
    site, posts, _ = read(pack(tmp_path / "export.zip", parts))
    whole, expected, _ = read(export)
    assert posts == expected
    assert site == whole


ITEM = """<item><title>{title}</title><guid>https://blog.example/?p=7</guid><wp:post_id>7</wp:post_id>
<wp:post_type>post</wp:post_type><wp:post_date>2020-01-01 10:00:00</wp:post_date>
<wp:status>publish</wp:status><wp:post_modified_gmt>{changed}</wp:post_modified_gmt>
</item>"""


def part(folder: Path, name: str, items: str, blog: str = "https://blog.example") -> Path:
    file = folder / name
    file.write_text(
        f"<rss><channel><title>Tea</title><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>{blog}"
        f"</wp:base_blog_url>{items}</channel></rss>",
        encoding="utf-8",
    )
    return file


def test_item_in_two_parts_is_read_once_and_counted(tmp_path: Path) -> None:
    item = ITEM.format(title="Tea", changed="2020-01-01 10:00:00")
    parts = [part(tmp_path, name, item) for name in ("1.xml", "2.xml")]
    with opened(parts) as source:
        ledger = convert(source, tmp_path / "posts.jsonl", reader=WxrReader(), writer=PostsWriter())
    assert (ledger.read, ledger.written) == (2, 1)
    assert ledger.left_out == {"the same item stands in another file of the export": 1}
    assert ledger.complete


@pytest.mark.parametrize("order", [("old.xml", "new.xml"), ("new.xml", "old.xml")])
def test_newer_of_two_versions_is_taken_wherever_it_stands(tmp_path: Path, order: tuple[str, str]) -> None:
    old = ITEM.format(title="Tea", changed="2020-01-01 10:00:00")
    new = ITEM.format(title="Tea with milk", changed="2021-01-01 10:00:00")
    for number, name in enumerate(order):
        part(tmp_path, f"{number}-{name}", old if name == "old.xml" else new)
    site, posts, problems = read(tmp_path)
    assert [post.title for post in posts] == ["Tea with milk"]
    assert [entry.title for entry in site.entries] == ["Tea with milk"]
    assert sorted(problem.code for problem in problems) == ["differing-copies", "item-left-out"]


def test_same_id_in_another_blog_is_another_post(tmp_path: Path) -> None:
    item = ITEM.format(title="Tea", changed="2020-01-01 10:00:00")
    part(tmp_path, "1.xml", item)
    part(tmp_path, "2.xml", item.replace("blog.example", "other.example"), blog="https://other.example")
    _, posts, problems = read(tmp_path)
    assert len(posts) == 2
    assert sorted(problem.code for problem in problems) == ["another-blog", "repeated-id"]


def test_other_xml_beside_the_exports_is_named(tmp_path: Path) -> None:
    part(tmp_path, "blog.xml", ITEM.format(title="Tea", changed=""))
    (tmp_path / "sitemap.xml").write_text("<urlset/>", encoding="utf-8")
    problems = read(tmp_path)[2]
    assert [(problem.code, problem.where.origin) for problem in problems] == [("file-skipped", "sitemap.xml")]


def climbing(folder: Path) -> Path:
    return pack(folder / "slip.zip", [("../../outside.xml", EXPORT.read_bytes())])


def absolute(folder: Path) -> Path:
    return pack(folder / "slip.zip", [("/outside.xml", EXPORT.read_bytes())])


def backslashed(folder: Path) -> Path:
    return pack(folder / "slip.zip", [("..\\outside.xml", EXPORT.read_bytes())])


def on_a_drive(folder: Path) -> Path:
    return pack(folder / "slip.zip", [("C:\\outside.xml", EXPORT.read_bytes())])


def nested(folder: Path) -> Path:
    inner = pack(folder / "inner.zip", [("blog.xml", EXPORT.read_bytes())])
    return pack(folder / "outer.zip", [("inner.zip", inner.read_bytes())])


def encrypted(folder: Path) -> Path:
    archive = pack(folder / "locked.zip", [("blog.xml", EXPORT.read_bytes())])
    data = bytearray(archive.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    archive.write_bytes(data)
    return archive


def bomb(folder: Path) -> Path:
    archive = folder / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("blog.xml", "w") as file:
        for _ in range(2 * ALWAYS_FAIR >> 20):
            file.write(bytes(1 << 20))
    return archive


def cut_off(folder: Path) -> Path:
    archive = pack(folder / "cut.zip", [("blog.xml", EXPORT.read_bytes())])
    archive.write_bytes(archive.read_bytes()[:-40])
    return archive


def spoilt(folder: Path) -> Path:
    archive = pack(folder / "spoilt.zip", [("blog.xml", EXPORT.read_bytes())])
    data = bytearray(archive.read_bytes())
    data[200:260] = bytes(60)
    archive.write_bytes(data)
    return archive


def without_files(folder: Path) -> Path:
    return pack(folder / "empty.zip", [])


def of_another_kind(folder: Path) -> Path:
    file = folder / "blog.7z"
    file.write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(100))
    return file


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (climbing, "outside its folder"),
        (absolute, "outside its folder"),
        (backslashed, "outside its folder"),
        (on_a_drive, "outside its folder"),
        (nested, "nothing but another archive"),
        (encrypted, "is encrypted"),
        (bomb, "zip bombs"),
        (cut_off, "damaged zip archive"),
        (spoilt, "damaged zip archive"),
        (without_files, "empty zip archive"),
        (of_another_kind, "is a 7-Zip archive"),
    ],
)
def test_hostile_archive_is_refused_in_one_sentence(tmp_path: Path, make: object, sentence: str) -> None:
    assert callable(make)
    archive = make(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ConversionError, match=sentence) as refusal:
        read(archive)
    assert str(archive) in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert sorted(tmp_path.rglob("*")) == before
    assert not (tmp_path.parent / "outside.xml").exists()


@pytest.mark.parametrize("second", ["blog.xml", "BLOG.xml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_in_a_zip_are_both_read(tmp_path: Path, second: str) -> None:
    first_part, second_part, _ = split(EXPORT, tmp_path)
    with zipfile.ZipFile(tmp_path / "blog.zip", "w") as archive:
        archive.write(first_part, "blog.xml")
        archive.write(second_part, second)
    _, posts, _ = read(tmp_path / "blog.zip")
    assert {post.id for post in posts} == {post.id for post in read(first_part, second_part)[1]}


def test_an_archive_of_nothing_known_is_called_by_its_own_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "notes.zip", "w") as archive:
        archive.writestr("a.dat", "x")
    with pytest.raises(ConversionError) as raised, opened([tmp_path / "notes.zip"]) as source:
        recognise(source)
    assert str(raised.value).startswith(f"{tmp_path / 'notes.zip'} is nothing that portpress can read")


def test_link_in_a_zip_becomes_a_plain_file(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive = pack(tmp_path / "link.zip", [("blog.xml", EXPORT.read_bytes())])
    with zipfile.ZipFile(archive, "a") as packed:
        packed.writestr(link, "/etc/passwd")
    with opened([archive]) as source:
        assert not any(file.is_symlink() for file in source.rglob("*"))


def test_sources_of_two_kinds_are_refused(tmp_path: Path) -> None:
    post = tmp_path / "_posts" / "2020-01-01-tea.md"
    post.parent.mkdir()
    post.write_text("---\npost_title: Tea\nlayout: post\npublished: true\n---\nTea.", encoding="utf-8")
    with pytest.raises(ConversionError, match="are not of one kind"):
        read(EXPORT, post.parent)


def test_files_of_a_zip_are_as_old_as_the_archive_says(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "blog.zip", "w") as packed:
        packed.writestr(zipfile.ZipInfo("blog/a.md", (2019, 4, 1, 12, 0, 0)), "---\ntitle: A\n---\n")
        packed.writestr(zipfile.ZipInfo("blog/b.md", (1980, 0, 0, 0, 0, 0)), "---\ntitle: B\n---\n")
    with opened([tmp_path / "blog.zip"]) as folder:
        assert (folder / "a.md").stat().st_mtime == 1554120000
        assert (folder / "b.md").is_file()
