"""What every reader must hold to."""

import pickle
import shutil
from collections.abc import Callable
from inspect import getdoc
from pathlib import Path

from converters.canonical import assert_canonical
from converters.formats import Reader
from converters.options import options_of
from converters.post import Post, Site
from converters.problem import ConversionError

ReaderCheck = Callable[[Reader, Path, Path], None]

_FOREIGN = {  # what is no source of a blog at all
    "empty.txt": b"",
    "text.txt": b"Just a text.\n",
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "numbers.bin": bytes(range(256)) * 8,
}


def reader_describes_itself(reader: Reader, sample: Path, folder: Path) -> None:
    """A dataclass with a docstring, whose every option has a help text."""
    assert (getdoc(type(reader)) or "").strip(), f"{type(reader).__name__} has no docstring"
    for option in options_of(type(reader)):
        assert option.help.endswith((".", "…")), f"the help of {option.name} is no sentence"


def reader_travels_to_other_processes(reader: Reader, sample: Path, folder: Path) -> None:
    """The reader, the site and the posts can be pickled, and are then the same."""
    site, posts = _read(reader, sample)
    for each in (reader, site, *posts):
        assert pickle.loads(pickle.dumps(each)) == each, f"a pickled {type(each).__name__} is another one"


def reader_knows_its_own(reader: Reader, sample: Path, folder: Path) -> None:
    """It says what the sample is, on one line, and keeps silent about what is no blog."""
    said = reader.recognises(sample)
    assert said, f"{sample.name} is not recognised"
    assert "\n" not in said, "what the source is takes more than one line"
    foreign = folder / "foreign"
    foreign.mkdir()
    assert reader.recognises(foreign) is None, "an empty folder is recognised"
    for name, content in _FOREIGN.items():
        (folder / name).write_bytes(content)
        assert reader.recognises(folder / name) is None, f"{name} is recognised"


def every_item_comes_out_in_its_order(reader: Reader, sample: Path, folder: Path) -> None:
    """The posts are those that the site lists, in that order, and no two have one key."""
    site, posts = _read(reader, sample)
    assert posts, "the sample has no posts: give one that has"
    keys = [post.key for post in posts]
    assert keys == [entry.key for entry in site.entries], "the posts are not those of Site.entries, in their order"
    assert len(set(keys)) == len(keys), "two posts have one key"
    for post, entry in zip(posts, site.entries, strict=True):
        assert (post.url, post.slug, post.kind) == (entry.url, entry.slug, entry.kind), f"{post.key} has two faces"


def reading_twice_gives_the_same(reader: Reader, sample: Path, folder: Path) -> None:
    """A source that did not change is read to the same site and posts."""
    assert _read(reader, sample) == _read(reader, sample), "reading twice gives two things"


def posts_keep_to_the_model(reader: Reader, sample: Path, folder: Path) -> None:
    """Dates are aware, addresses absolute, titles on one line; no two comments of a post have one id."""
    site, posts = _read(reader, sample)
    for post in posts:
        for date in (post.date, post.modified, *(comment.date for comment in post.comments)):
            assert date is None or date.utcoffset() is not None, f"{post.key} has a date without an offset"
        assert not post.url or "//" in post.url or not site.url, f"{post.key} has the relative address {post.url}"
        assert "\n" not in post.title, f"the title of {post.key} has several lines"
        known = {comment.id for comment in post.comments}
        assert len(known) == len(post.comments), f"two comments of {post.key} have one id"


def clean_makes_canonical_html(reader: Reader, sample: Path, folder: Path) -> None:
    """Every body becomes canonical HTML, the same each time, and nothing else of the post changes."""
    site, posts = _read(reader, sample)
    for post in posts:
        cleaned = reader.clean(post, site, lambda problem: None)
        assert_canonical(cleaned.html)
        for comment in cleaned.comments:
            assert_canonical(comment.html)
        assert cleaned == reader.clean(post, site, lambda problem: None), f"{post.key} is cleaned in two ways"
        assert (cleaned.key, cleaned.title, cleaned.raw) == (post.key, post.title, post.raw), f"{post.key} is changed"


def damage_is_survived(reader: Reader, sample: Path, folder: Path) -> None:
    """However its source is cut or spoiled, a reader gives what is left or one ConversionError, and nothing else."""
    for number, damage in enumerate(_DAMAGES):
        spoiled = folder / str(number) / sample.name
        spoiled.parent.mkdir()
        if sample.is_dir():
            shutil.copytree(sample, spoiled)
        else:
            shutil.copy(sample, spoiled)
        for file in sorted(spoiled.rglob("*")) if spoiled.is_dir() else [spoiled]:
            if file.is_file():
                file.write_bytes(damage(file.read_bytes()))
        try:
            reader.recognises(spoiled)
            site, posts = _read(reader, spoiled)
            for post in posts:
                reader.clean(post, site, lambda problem: None)
        except ConversionError as error:
            assert "\n" not in str(error), "the sentence has several lines"


_DAMAGES: tuple[Callable[[bytes], bytes], ...] = (
    lambda content: content[: len(content) // 3],
    lambda content: content[: -len(content) // 5],
    lambda content: content[len(content) // 2 :],
    lambda content: content.replace(b"e", b"\x00", 40),
    lambda content: content.replace(b"a", b"\xff\xfe", 40),
    lambda content: content.replace(b"<", b"", 25).replace(b": ", b":", 5),
    lambda content: content.replace(b"\n", b"\r\n"),
    lambda content: bytes(255 - byte for byte in content[:2000]),
)

READER_CHECKS: tuple[ReaderCheck, ...] = (
    reader_describes_itself,
    reader_travels_to_other_processes,
    reader_knows_its_own,
    every_item_comes_out_in_its_order,
    reading_twice_gives_the_same,
    posts_keep_to_the_model,
    clean_makes_canonical_html,
    damage_is_survived,
)


def _read(reader: Reader, source: Path) -> tuple[Site, list[Post]]:
    site, posts = reader.read(source, lambda problem: None)
    return site, list(posts)
