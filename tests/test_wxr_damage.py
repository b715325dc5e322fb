"""Damaged exports: what comes out of each, as a table, and what damage never does."""

import gzip
import random
from collections import Counter
from pathlib import Path

import pytest

from converters import ConversionError, Post, Problem, Site
from converters.wordpress.wxr import WxrReader

EXPORT = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog" / "export.xml"
ORPHAN = "comment-without-parent"

# file: posts, comments, authors, terms, codes of problems (beside the reply to a spam comment, which the blog has)
OUTCOMES = """
genuine/malformed/00-base.xml                       49 11 4 31
genuine/malformed/01-leading-newline.xml            49 11 4 31
genuine/malformed/02-leading-php-warning.xml        49 11 4 31 junk-around
genuine/malformed/03-bom.xml                        49 11 4 31
genuine/malformed/04-double-bom.xml                 49 11 4 31
genuine/malformed/05-truncated-mid-content.xml      42  4 4 26 file-cut-off item-cut-off missing-fields*3
genuine/malformed/06-truncated-between-items.xml    42 11 4 26 file-cut-off
genuine/malformed/07-missing-closing-rss.xml        49 11 4 31 file-cut-off
genuine/malformed/08-control-vt.xml                 49 11 4 31 forbidden-characters
genuine/malformed/09-nul.xml                        49 11 4 31 forbidden-characters
genuine/malformed/10-amp-in-url.xml                 49 11 4 31 broken-markup
genuine/malformed/11-invalid-utf8.xml               49 11 4 31 invalid-bytes
genuine/malformed/12-decl-latin1-bytes-utf8.xml     49 11 4 31 disbelieved-encoding
genuine/malformed/13-decl-utf8-bytes-cp1252.xml     49 11 4 31 invalid-bytes*6
genuine/malformed/14-no-wp-xmlns.xml                49 11 4 31
genuine/malformed/15-no-excerpt-xmlns.xml           49 11 4 31
genuine/malformed/16-https-ns.xml                   49 11 4 31
genuine/malformed/17-ns-1.1-version-1.2.xml         49 11 4 31
genuine/malformed/18-undeclared-atom-prefix.xml     49 11 4 31 undeclared-prefixes
genuine/malformed/19-duplicate-xmlns-attr.xml       49 11 4 31
genuine/malformed/20-two-docs.xml                   98 22 4 31 repeated-id*49 second-export
genuine/malformed/21-trailing-junk.xml              49 11 4 31 junk-around
genuine/malformed/22-unsplit-cdata-end.xml          49 11 4 31 broken-markup*5
genuine/malformed/23-html-entity.xml                49 11 4 31 broken-markup
genuine/malformed/24-doctype.xml                    49 11 4 31
genuine/malformed/25-no-wxr-version.xml             49 11 4 31 unusual-version
genuine/malformed/26-version-1.3.xml                49 11 4 31 unusual-version
genuine/malformed/27-version-2.xml                  49 11 4 31 unusual-version
genuine/malformed/29-no-post-type.xml               49 11 4 31 missing-fields*49
genuine/malformed/30-no-post-id.xml                 49 11 4 31 missing-fields*49
genuine/malformed/31-no-status.xml                  49 11 4 31 missing-fields*49
genuine/malformed/32-gzip.xml                       49 11 4 31
genuine/malformed/33-utf16.xml                      49 11 4 31
genuine/malformed/34-nonchar-fffe.xml               49 11 4 31 forbidden-characters
genuine/malformed/35-surrogate-utf8.xml             49 11 4 31 invalid-bytes
genuine/malformed/36-charref-control.xml            49 11 4 31 forbidden-characters
genuine/malformed/37-lt-in-text.xml                 49 11 4 31 broken-markup
genuine/malformed/38-empty.xml                      refused: is empty
genuine/malformed/39-no-xml-decl.xml                49 11 4 31
genuine/malformed/40-zero-posts.xml                  0  0 4 22
genuine/malformed/41-no-dates.xml                   49 11 4 31
genuine/malformed/42-no-authors.xml                 49 11 4 31
genuine/malformed/43-meta-before-post-id.xml        49 11 4 31
genuine/malformed/44-description-nonempty.xml       49 11 4 31
genuine/malformed/45-no-cdata-escaped.xml           49 11 4 31
genuine/malformed/46-media-thumb-elements.xml       49 11 4 31
adversarial/adv.xml                                 19  1 1  4
adversarial/badslug.xml                              2  0 1  0 cut-slug
adversarial/cdata.xml                                3  0 1  0 broken-markup
adversarial/ctrl.xml                                 1  0 1  0 forbidden-characters
adversarial/ctrl5.xml                                5  0 1  0 forbidden-characters
adversarial/img.xml                                  3  0 1  0
adversarial/nocreator.xml                            1  0 1  0
adversarial/trunc.xml                               13  1 1  3 broken-markup file-cut-off item-cut-off missing-fields*2
"""
TABLE = [line.split(maxsplit=1) for line in OUTCOMES.split("\n") if line]


def read(source: Path) -> tuple[Site, list[Post], list[Problem]]:
    problems: list[Problem] = []
    site, posts = WxrReader().read(source, problems.append)
    return site, list(posts), problems


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "outcome"), TABLE, ids=[name for name, _ in TABLE])
def test_damaged_export_gives_what_the_table_says(corpus: Path, name: str, outcome: str) -> None:
    if outcome.startswith("refused: "):
        with pytest.raises(ConversionError, match=outcome.removeprefix("refused: ")):
            read(corpus / name)
        return
    site, posts, problems = read(corpus / name)
    codes = Counter(problem.code for problem in problems if problem.code != ORPHAN)
    counts = [len(posts), sum(len(post.comments) for post in posts), len(site.authors), len(site.terms)]
    words = [f"{code}*{count}" if count > 1 else code for code, count in sorted(codes.items())]
    assert " ".join([*map(str, counts), *words]) == " ".join(outcome.split())


@pytest.mark.corpus
def test_table_names_every_damaged_export(corpus: Path) -> None:
    files = [*(corpus / "genuine/malformed").glob("*.xml"), *(corpus / "adversarial").glob("*.xml")]
    assert {file.relative_to(corpus).as_posix() for file in files} == {name for name, _ in TABLE}


def comparable(post: Post) -> tuple[object, ...]:
    return (post.key, post.title, post.raw, post.excerpt, post.meta, post.comments, post.terms, post.date)


@pytest.mark.parametrize("seed", range(60))
def test_random_damage_harms_only_what_it_hits(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(EXPORT.read_bytes())
    first = data.index(b"<item>")
    ends = [i for i in range(len(data)) if data.startswith(b"</item>", i)]
    target = rng.randrange(len(ends))
    low, high = (ends[target - 1] + 7 if target else first), ends[target]
    for _ in range(rng.randrange(1, 6)):
        at = rng.randrange(low + 40, high - 10)
        damage = rng.choice([b"", b"\0", b"\xff", b"&", b"<", b"]]>", b"\x0b", b"&nbsp;", b"&#11;", b"<b>"])
        data[at : at + len(damage)] = damage.ljust(len(damage))
    file = tmp_path / "damaged.xml"
    file.write_bytes(data)
    _, before, _ = read(EXPORT)
    _, after, _ = read(file)
    found = {post.id: comparable(post) for post in after}
    for index, post in enumerate(before):
        if index != target:
            assert found.get(post.id) == comparable(post)


@pytest.mark.parametrize("seed", range(120))
def test_damaged_bytes_never_stop_the_reader(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(EXPORT.read_bytes())
    for _ in range(rng.choice([1, 10, 200])):
        at = rng.randrange(len(data))
        kind = rng.randrange(4)
        if kind == 0:
            data[at] = rng.randrange(256)
        elif kind == 1:
            del data[at : at + rng.randrange(1, 400)]
        elif kind == 2:
            data[at:at] = rng.choice([b"]]>", b"<![CDATA[", b"<item>", b"</item>", b"<!--", b"&x;", b"<wp:comment>"])
        else:
            data[at:at] = data[at : at + rng.randrange(1, 400)]
    file = tmp_path / "damaged.xml"
    file.write_bytes(data)
    try:
        site, posts, _ = read(file)
    except ConversionError:
        return
    assert [post.key for post in posts] == [entry.key for entry in site.entries]
    assert len({post.key for post in posts}) == len(posts)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_file_cut_off_anywhere_says_so(tmp_path: Path, share: float) -> None:
    data = EXPORT.read_bytes()
    file = tmp_path / "cut.xml"
    file.write_bytes(data[: int(len(data) * share)])
    assert "file-cut-off" in {problem.code for problem in read(file)[2]}


def test_cut_off_archive_gives_what_is_there_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "cut.xml.gz"
    packed = gzip.compress(EXPORT.read_bytes())
    file.write_bytes(packed[: len(packed) * 3 // 4])
    assert WxrReader().recognises(file)
    _, posts, problems = read(file)
    assert posts
    assert {"damaged-archive", "file-cut-off"} <= {problem.code for problem in problems}


@pytest.mark.parametrize("filler", ["[", "<", "*", "&", "]]>", "<!--", "<![CDATA[", "<a ", "<wp:x>", "<item ", "%e5"])
def test_a_long_run_of_one_thing_is_read_in_linear_time(tmp_path: Path, filler: str) -> None:
    text = EXPORT.read_text(encoding="utf-8")
    hostile = filler * (200_000 // len(filler))
    file = tmp_path / "hostile.xml"
    file.write_text(text.replace("<excerpt:encoded>", f"<excerpt:encoded>{hostile}", 1), encoding="utf-8")
    _, posts, _ = read(file)
    assert len(posts) >= 20


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "is an HTML page, not an export"),
        (b"just words", "is not a WordPress export"),
        (b"PK\x03\x04rest", "is a zip archive"),
        (bytes(range(256)) * 20, "is not a WordPress export"),
    ],
)
def test_what_is_no_export_is_refused_in_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "blog.xml"
    file.write_bytes(content)
    with pytest.raises(ConversionError, match=sentence):
        read(file)
    assert WxrReader().recognises(file) is None
