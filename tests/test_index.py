"""The index: what is on disk is the same as in memory, for whoever reads it, and gone in the end."""

import os
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from converters.formats import Writer, writers
from converters.index import (
    Collecting,
    CommentsOnDisk,
    EntriesOnDisk,
    Lists,
    MediaLibrary,
    Table,
    TermsOnDisk,
    indexed_comments,
    indexed_entries,
    limit,
)
from converters.index.file import IndexFile
from converters.pipeline import convert
from converters.post import Comment, Entry, Media, MediaSize, Post, Site, Status, Term
from converters.problem import ConversionError
from converters.wordpress.wxr import WxrReader
from writers.hugo import HugoWriter
from writers.redirects.syntaxes import SYNTAXES

ROOT = Path(__file__).parent.parent
SMALL_BLOG = ROOT / "fixtures" / "exports" / "small-blog" / "export.xml"
ENTRIES = [
    Entry(
        key=f"{number}-\ud800",
        id=number % 5 or None,
        kind="page" if number % 3 else "post",
        status=list(Status)[number % 7],
        slug="one" if number % 2 else f"ä-{number}",
        title="Title\0 “with” \udfff",
        url=f"https://blog.example/{number % 6}/",
        date=datetime(1893, 4, 1, 2, 3, 4, 5, timezone(timedelta(seconds=3208))) if number % 4 else None,
        parent=number % 3 or None,
        protected=number % 2 == 0,
        old_slugs=("a", "b")[: number % 3],
        old_paths=("/x/y/",)[: number % 2],
    )
    for number in range(1, 30)
]


@pytest.fixture
def on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limit, "IN_MEMORY", 3)


def fill(table: Table[str]) -> list[object]:
    seen: list[object] = []
    for number in (3, 1, 2, 9, 7, 8):
        table[f"key {number}"] = f"value {number}"
    seen += [table.add("key 3", "no"), table.add("\ud800", "ÿ"), table["key 3"], table.get("none"), "key 9" in table]
    table["key 1"] = "again"
    seen += [table.pop("key 2"), table.pop("key 2", "gone"), table.setdefault("key 7", "no"), len(table)]
    for key in table:
        if key == "key 9":
            del table[key]
    return [*seen, *table.items(), *table.sorted()]


def test_a_table_on_disk_is_the_dict_that_it_is_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    in_memory = fill(Table())
    monkeypatch.setattr(limit, "IN_MEMORY", 3)
    assert fill(Table()) == in_memory


def test_lists_on_disk_keep_the_order_in_which_their_numbers_came(on_disk: None) -> None:
    lists = Lists()
    for key, number in (("a", 9), ("b", 1), ("a", 3), ("a", 3), ("b", 0), ("a", 1)):
        lists.add(key, number)
    assert (lists.get("a"), lists.get("b"), lists.get("c")) == ([9, 3, 3, 1], [1, 0], [])
    assert (list(lists.each("a")), list(lists.each("c"))) == ([9, 3, 3, 1], [])


def test_entries_come_back_from_disk_equal(on_disk: None) -> None:
    indexed = indexed_entries(ENTRIES)
    assert isinstance(indexed, EntriesOnDisk)
    assert tuple(indexed) == tuple(ENTRIES)
    assert (indexed[4], indexed[-1], indexed[2:5]) == (ENTRIES[4], ENTRIES[-1], tuple(ENTRIES[2:5]))
    assert indexed == tuple(ENTRIES) and tuple(ENTRIES) == indexed and indexed != tuple(ENTRIES[1:])
    with pytest.raises(IndexError):
        indexed[len(ENTRIES)]
    assert [entry.date and entry.date.utcoffset() for entry in indexed] == [
        entry.date and entry.date.utcoffset() for entry in ENTRIES
    ]


def test_a_site_finds_its_entries_on_disk_as_it_does_in_memory(on_disk: None) -> None:
    there, here = Site(entries=indexed_entries(ENTRIES)), Site(entries=tuple(ENTRIES))
    assert there == here
    assert dict(there.entries_by_id) == here.entries_by_id
    assert dict(there.entries_by_key) == here.entries_by_key
    assert there.entries_by_id.get(99) is None
    assert replace(there, entries=tuple(ENTRIES[:2])).entries_by_key.keys() == {ENTRIES[0].key, ENTRIES[1].key}


def test_few_entries_are_a_tuple() -> None:
    assert indexed_entries(ENTRIES) == tuple(ENTRIES)
    assert type(indexed_entries(iter(ENTRIES))) is tuple


def test_media_on_disk_are_found_as_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [
        Media(
            id=number, url=f"https://blog.example/{number}.jpg", parent=number % 3, order=-number, title="ä",
            sizes=(MediaSize(name="small", url=f"https://blog.example/{number // 2}-s.jpg", width=3, height=4),),
        )
        for number in range(9, 0, -1)
    ]  # fmt: skip
    sites = []
    for most in (100, 3):
        monkeypatch.setattr(limit, "IN_MEMORY", most)
        library = MediaLibrary()
        for media in files:
            assert media.id and media.id not in library
            library.add(media.id, media)
            assert media.id in library
        sites.append(Site(media=library.collected()))
    here, there = sites
    assert type(here.media) is dict and type(there.media) is not dict
    assert there == here
    assert list(there.media.values()) == list(here.media.values())
    assert list(there.media_by_url.items()) == list(here.media_by_url.items())
    assert list(there.media_by_parent.items()) == list(here.media_by_parent.items())


def test_terms_on_disk_are_found_as_in_memory(on_disk: None) -> None:
    terms = tuple(
        Term(
            taxonomy=taxonomy, slug=f"slug {number}", name="Name\0 \ud800", parent="slug 1" if number % 2 else "",
            description="<p>ä", id=number or None, meta=(("key", "value"), ("key", "")),
        )
        for number in range(9)
        for taxonomy in ("category", "category slug")
    )  # fmt: skip
    collecting = Collecting(TermsOnDisk)
    for term in terms:
        collecting.append(term)
    here, there = Site(terms=terms), Site(terms=collecting.collected())
    assert type(there.terms) is TermsOnDisk
    assert there == here
    assert dict(there.terms_by_slug) == here.terms_by_slug
    assert there.terms_by_slug.get(("category", "slug slug 1")) is None


def test_comments_on_disk_go_to_another_process_with_the_post(on_disk: None) -> None:
    comments = tuple(
        Comment(
            id=number, parent=number - 1 or None, author="Ann\0 \ud800", email="a@b.example", url="//c", ip="::1",
            date=datetime(1893, 4, 1, 2, 3, 4, 5, timezone(timedelta(seconds=3208))) if number % 4 else None,
            raw="<b>\nWell!\r\n\u2028", html="<p>Well!</p>", approved="spam" if number % 3 else "1",
            kind="pingback" if number % 2 else "comment", user=number % 5 or None, meta=(("key", "value"), ("key", "")),
        )
        for number in range(1, 2000)
    )  # fmt: skip
    post = Post(key="1", comments=indexed_comments(iter(comments)))
    assert type(post.comments) is CommentsOnDisk
    assert post == Post(key="1", comments=comments)
    sent = pickle.dumps(post)
    del post  # and the file with it
    arrived = pickle.loads(sent)
    assert type(arrived.comments) is CommentsOnDisk
    assert tuple(arrived.comments) == comments
    assert type(indexed_comments(comments[:3])) is tuple


def test_what_is_replaced_while_it_is_collected_comes_back_changed(on_disk: None) -> None:
    collecting = Collecting(EntriesOnDisk)
    for entry in ENTRIES:
        collecting.append(entry)
    collecting.replace(7, replace(ENTRIES[7], title="other"))
    assert [entry.title for entry in collecting.collected()][6:9] == [ENTRIES[6].title, "other", ENTRIES[8].title]


def test_an_index_travels_as_its_path(on_disk: None) -> None:
    site = Site(url="https://blog.example", entries=indexed_entries(ENTRIES * 100))
    sent = pickle.dumps(site)
    assert len(sent) < 1000
    with ProcessPoolExecutor(1) as pool:
        assert pool.submit(tuple, pickle.loads(sent).entries).result() == tuple(ENTRIES * 100)


def test_a_forked_process_sees_what_was_written_before(on_disk: None) -> None:
    table: Table[int] = Table()
    for number in range(50):
        table[str(number)] = number
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        with suppress(BaseException):
            os.write(writing, str(sum(table.values())).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 100) == b"1225"
    table["more"] = 1
    assert sum(table.values()) == 1226
    os.close(reading)
    os.close(writing)


def test_threads_share_an_index(on_disk: None) -> None:
    indexed = indexed_entries(ENTRIES)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(indexed.__getitem__, list(range(29)) * 20)) == ENTRIES * 20


def test_an_index_is_gone_with_its_last_user(on_disk: None) -> None:
    table: Table[int] = Table()
    for number in range(5):
        table[str(number)] = number
    file = table._file
    assert file is not None and file.path.exists()
    path = file.path
    assert path.parent.stat().st_mode & 0o077 == 0
    del table, file
    assert not path.exists()


@pytest.mark.parametrize("end", ["pass", "1 / 0", "raise SystemExit(3)", "os.kill(os.getpid(), signal.SIGTERM)"])
def test_no_index_is_left_behind(end: str, tmp_path: Path) -> None:
    program = (
        "import os, signal\nfrom converters.cli.command import Terminated, _heeding\n"
        "from converters.index import Table, limit\nlimit.IN_MEMORY = 1\n"
        "with _heeding(Terminated):\n    table = Table()\n    table['a'], table['b'] = 1, 2\n"
        f"    print(*os.listdir(os.environ['TMPDIR']), flush=True)\n    {end}\n"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert ran.stdout.startswith("portpress-index-")
    assert list(tmp_path.iterdir()) == []


def tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def written(writer: Writer, folder: Path, **how: Any) -> tuple[dict[str, bytes], list[str], list[object]]:
    """What a writer makes of the small blog, what it reports, and what becomes of each item; written twice over."""
    problems: list[str] = []
    fates: list[object] = []
    target = folder if writer.destination == "directory" else folder / "made.file"
    folder.mkdir(exist_ok=True)
    for _ in range(2):
        convert(
            SMALL_BLOG, target, reader=WxrReader(), writer=writer,
            report=lambda problem: problems.append(str(problem)), settle=fates.append, **how,
        )  # fmt: skip
    return tree(folder), problems, fates


@pytest.mark.parametrize(
    ("name", "options"),
    [
        *((name, {}) for name in ("hugo", "jekyll", "zola", "pelican", "nikola", "eleventy", "astro", "wpghs")),
        ("hugo", {"redirects": "hugo-aliases", "feeds": True}),
        ("jekyll", {"redirects": "jekyll-redirect-from", "feeds": True}),
        ("posts", {}),
        *(("redirects", {"syntax": syntax}) for syntax in SYNTAXES),
        ("redirects", {"syntax": "csv", "site": "jekyll"}),
        ("wxr", {}),
        ("wxr", {"split": "4kB", "base_url": "https://new.example"}),
        ("rss", {"archive": 2}),
        ("atom", {"complete": True, "per": ("category", "tag", "author")}),
        ("jsonfeed", {}),
        ("epub", {}),
        ("epub", {"volumes": "year", "parts": "category"}),
        ("epub", {"volumes": "10kB", "comments": True}),
    ],
)
def test_a_writer_writes_the_same_with_its_index_on_disk(
    name: str, options: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = writers()[name].load()(**options)
    in_memory = written(writer, tmp_path / "memory")
    monkeypatch.setattr(limit, "IN_MEMORY", 3)
    assert written(writer, tmp_path / "disk") == in_memory


@pytest.mark.parametrize("how", ["two jobs", "threads", "processes of somebody else's"])
def test_every_kind_of_worker_uses_the_index_on_disk(how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_memory, _, fates = written(HugoWriter(), tmp_path / "memory")
    monkeypatch.setattr(limit, "IN_MEMORY", 3)
    with ThreadPoolExecutor(2) as threads, ProcessPoolExecutor(2, get_context("spawn")) as processes:
        given: dict[str, dict[str, Any]] = {
            "two jobs": {"jobs": 2},
            "threads": {"jobs": 2, "executor": threads},
            "processes of somebody else's": {"jobs": 2, "executor": processes},
        }
        on_disk, _, same_fates = written(HugoWriter(), tmp_path / "disk", **given[how])
    assert on_disk == in_memory
    assert sorted(map(str, same_fates)) == sorted(map(str, fates))


def test_an_index_that_cannot_be_made_or_read_says_what_to_do(
    on_disk: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = pickle.dumps(indexed_entries(ENTRIES))  # which nobody holds any more
    with pytest.raises(ConversionError, match="set TMPDIR to a folder that every worker sees"):
        pickle.loads(sent)[0]
    file = IndexFile("CREATE TABLE items (key)")
    with pytest.raises(ConversionError, match="make room there, or set TMPDIR"):
        file.write("INSERT INTO nothing VALUES (1)")
