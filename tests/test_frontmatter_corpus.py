"""The real repositories: every file loads, with the values YAML gives it, and both readings of a front matter agree."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
import yaml

from converters.canonical import assert_canonical
from converters.frontmatter.dates import Clock
from converters.frontmatter.document import Document, read_document
from converters.frontmatter.fields import truth_of
from converters.frontmatter.folder import FrontMatterReader
from converters.frontmatter.spyc import load_lines
from converters.frontmatter.yaml import Unreadable, Value, load_yaml
from converters.problem import Problem

pytestmark = pytest.mark.corpus

SEED = "_posts/2019-04-17-kim-jong-un-and-putin-appear-on-course-for-summit-as-north-korea-hedges-its-bets.md"


def rows(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "front-matter" / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def documents(corpus: Path) -> Iterator[tuple[dict[str, str], str, Document]]:
    """Each file: its row, its front matter cut out naively, and what we read."""
    for row in rows(corpus):
        data = (corpus / "front-matter" / row["local_path"]).read_bytes()
        document = read_document(data, lambda problem: None)
        assert document is not None, row["local_path"]
        text = data.decode("utf-8-sig")
        cut = re.match(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", text, re.DOTALL | re.MULTILINE)
        assert cut is not None
        yield row, cut[1], document


def says_the_same(ours: Value, theirs: object) -> bool:
    """Whether SafeLoader's value is ours with a type guessed."""
    if isinstance(theirs, dict):
        return (
            isinstance(ours, dict)
            and list(ours) == [str(key) for key in theirs]
            and all(says_the_same(ours[str(key)], value) for key, value in theirs.items())
        )
    if isinstance(theirs, list):
        return isinstance(ours, list) and len(ours) == len(theirs) and all(map(says_the_same, ours, theirs))
    if not isinstance(ours, str):
        return False
    if theirs is None:
        return ours == ""
    if isinstance(theirs, bool):
        return truth_of(ours) is theirs
    if isinstance(theirs, int | float):
        return float(ours) == theirs
    if isinstance(theirs, date):
        moment = theirs if isinstance(theirs, datetime) else datetime.combine(theirs, time())
        read = Clock().read("date", ours, "", lambda problem: None)
        return read is not None and read == (moment if moment.tzinfo else moment.replace(tzinfo=read.tzinfo))
    return ours == theirs


def test_every_file_has_a_front_matter_and_loses_no_line(corpus: Path) -> None:
    codes: Counter[str] = Counter()
    for row in rows(corpus):
        problems: list[Problem] = []
        data = (corpus / "front-matter" / row["local_path"]).read_bytes()
        assert read_document(data, problems.append) is not None
        codes.update(problem.code for problem in problems)
    assert codes.keys() <= {"front-matter-not-yaml"}
    assert codes["front-matter-not-yaml"] == 9  # items such as `- ,,,,,,`


def test_values_are_those_of_pyyaml_where_it_can_read(corpus: Path) -> None:
    readable = 0
    different: list[tuple[str, str]] = []
    for row, text, document in documents(corpus):
        try:
            theirs = yaml.safe_load(text)
        except (yaml.YAMLError, ValueError):
            continue
        readable += 1
        different += [
            (row["local_path"], str(key))
            for key, value in theirs.items()
            if not says_the_same(document.fields.get(str(key), ""), value)
        ]
        assert list(document.fields) == [str(key) for key in theirs]
    assert readable > 250
    assert different == []


def test_line_grammar_alone_reads_what_yaml_reads(corpus: Path) -> None:
    compared = 0
    different: list[tuple[str, str, Value, Value]] = []
    for row, text, _ in documents(corpus):
        by_spyc = row["family"].startswith(("wpghs", "wogh"))
        try:
            by_yaml = load_yaml(text, [])
        except Unreadable:
            continue
        by_lines, lost = load_lines(text, plain_quotes=by_spyc)
        assert not lost
        assert list(by_lines) == list(by_yaml)
        compared += 1
        different += [
            (row["local_path"], key, value, by_lines[key])
            for key, value in by_yaml.items()
            if trimmed(value) != trimmed(by_lines[key])
        ]
    assert compared > 270
    assert different == []


def trimmed(value: Value) -> Value:
    """Without the line end that YAML leaves after a block."""
    if isinstance(value, list):
        return [trimmed(each) for each in value]
    return value.rstrip("\n ") if isinstance(value, str) else value


def test_every_file_becomes_a_post_with_canonical_html(corpus: Path) -> None:
    reader = FrontMatterReader(timezone="UTC")
    problems: list[Problem] = []
    site, posts = reader.read(corpus / "front-matter", problems.append)
    count = 0
    for post in posts:
        count += 1
        cleaned = reader.clean(post, site, problems.append)
        assert_canonical(cleaned.html)
        assert bool(cleaned.html.strip()) or len(post.raw) < 200, post.key
        assert "\n" not in post.title
        assert post.slug, post.key
        assert post.date is not None or post.kind != "post" or post.status == "draft", post.key
    assert count == len(site.entries) == len(rows(corpus))
    assert not [str(problem) for problem in problems if problem.code in ("item-lost", "not-a-post", "date-unreadable")]


@pytest.mark.parametrize(
    ("repository", "family"),
    [
        ("developjavier__wordpress", "WordPress GitHub Sync 2.x"),
        ("mAAdhaTTah__wpghs_test", "WordPress GitHub Sync 1.x"),
        ("fharper__articles", "Writing on GitHub"),
        ("squarism__squarism.github.io", "jekyll-import from a database"),
        ("minatu2d__minatu2d_old.github.io", "jekyll-import from a WordPress export"),
        ("zentree__zentree.github.io", "wordpress-to-jekyll-exporter"),
    ],
)
def test_repository_is_recognised(corpus: Path, repository: str, family: str) -> None:
    description = FrontMatterReader().recognises(corpus / "front-matter" / repository)
    assert description == f"{family}, a folder of posts"


def test_export_is_not_taken_for_front_matter(corpus: Path) -> None:
    for export in sorted((corpus / "genuine").rglob("*.xml"))[:20]:
        assert FrontMatterReader().recognises(export) is None


def test_seed_arrives_whole(corpus: Path) -> None:
    reader = FrontMatterReader(timezone="America/New_York")
    source = corpus / "front-matter" / "developjavier__wordpress"
    site, posts = reader.read(source, lambda problem: None)
    post = next(post for post in posts if post.key == SEED)
    assert post.title == "Kim Jong Un and Putin appear on course for summit as North Korea hedges its bets"
    assert (post.id, post.kind, post.status, post.author) == (21188, "post", "published", "Jessica Goldberg")
    assert len(post.excerpt.split("\n")) == 10
    assert post.excerpt.startswith("The potential of closer ties between Putin and Kim")
    assert "Kremlin spokesman" in post.excerpt
    assert post.date is not None
    assert post.date.isoformat().startswith("2019-04-17T")
    assert post.date.isoformat().endswith("-04:00")
    assert post.slug == SEED.removeprefix("_posts/2019-04-17-").removesuffix(".md")
    html = reader.clean(post, site, lambda problem: None).html
    assert "<figure" in html
    assert "<figcaption" in html
    assert html.count("—") == post.raw.count("—") > 0
