"""Sites with files that cannot be read, or that would exhaust the machine: a problem each, and the rest converted."""

import os
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from converters.formats import Reader
from converters.pipeline import convert
from converters.post import Post, Site
from converters.problem import ConversionError, Problem
from converters.sites.hugo.reader import HugoReader
from converters.sites.jekyll.reader import JekyllReader
from tests.exports import WHOLE
from writers.hugo import HugoWriter
from writers.jekyll import JekyllWriter
from writers.wxr import WxrWriter

LONG = "n" * 252 + ".md"
GENERATORS = pytest.mark.parametrize("generator", ["hugo", "jekyll"])


class Blog:
    """A small site that a test damages."""

    def __init__(self, folder: Path, generator: str) -> None:
        self.reader: Reader = HugoReader() if generator == "hugo" else JekyllReader()
        self.folder = folder
        self.pages = folder / ("content" if generator == "hugo" else "")
        self.data = folder / ("data" if generator == "hugo" else "_data")
        self.config = folder / ("hugo.yaml" if generator == "hugo" else "_config.yml")
        self.pages.mkdir(parents=True, exist_ok=True)
        self.data.mkdir()
        self.config.write_text("title: A blog\nbaseURL: https://blog.example/\nurl: https://blog.example\n")
        self.write("good.md", "---\ntitle: Good\n---\nStill here.")

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.pages / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def read(self) -> tuple[Site, dict[str, Post], list[Problem]]:
        problems: list[Problem] = []
        site, posts = self.reader.read(self.folder, problems.append)
        return site, {post.title: self.reader.clean(post, site, problems.append) for post in posts}, problems


@pytest.fixture
def blog(tmp_path: Path, generator: str) -> Blog:
    return Blog(tmp_path / "site", generator)


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@GENERATORS
@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("bomb.md", f"---\ntitle: T\n{BOMB}---\nx", "aliases multiply"),
        ("deep.md", f"---\ntitle: T\na: {'[' * 500}{']' * 500}\n---\nx", "nested"),
        ("long-key.md", f"+++\ntitle = 'T'\n{'a.' * 3_000}a = 1\n+++\nx", "nested"),
        ("long-heading.md", f"+++\ntitle = 'T'\n[{'a . ' * 3_000}a]\n+++\nx", "nested"),
        ("deep-toml.md", f"+++\ntitle = 'T'\na = {'[' * 50_000}{']' * 50_000}\n+++\nx", "nested"),
        ("deep-keys.md", f"+++\ntitle = 'T'\n{'.'.join('a' * 5_000)} = 1\n+++\nx", "nested"),
        ("large-toml.md", f"+++\ntitle = 'T'\na = '{'x' * (1 << 21)}'\n+++\nx", "TOML of more than"),
        ("wrong-toml.md", "+++\ntitle = T\n+++\nx", "not TOML"),
        ("number.md", f"+++\ntitle = 'T'\na = {'9' * 10_000}\n+++\nx", "number"),
        ("deep-json.md", '{"title": "T", "a": ' + "[" * 100_000 + "]" * 100_000 + "}\nx", "nested"),
        ("open.md", "---\ntitle: T\nno end", "no end"),
        ("open-toml.md", "+++\ntitle = 'T'\nno end", "no end"),
        ("huge.md", b"---\ntitle: T\na: " + b"x" * (50 << 20) + b"\n---\nx", "larger than"),
    ],
)
def test_file_that_cannot_be_taken_is_one_loss(blog: Blog, name: str, text: str | bytes, reason: str) -> None:
    blog.write(name, text)
    _, posts, problems = blog.read()
    assert posts["Good"].html == "<p>Still here.</p>"
    assert len(posts) == 1
    lost = [problem for problem in problems if problem.code == "item-lost"]
    assert len(lost) == 1
    assert reason in str(lost[0])
    assert lost[0].where.origin.endswith(name)


@GENERATORS
def test_file_that_cannot_be_opened_is_one_loss(blog: Blog) -> None:
    os.mkfifo(blog.pages / "pipe.md")
    (blog.pages / "circle.md").symlink_to("circle.md")
    _, posts, problems = blog.read()
    assert posts.keys() == {"Good"}
    lost = {problem.where.origin.rpartition("/")[2] for problem in problems if problem.code == "item-lost"}
    assert lost == {"pipe.md", "circle.md"}


@GENERATORS
def test_link_that_leads_round_in_a_circle_is_not_followed(blog: Blog) -> None:
    (blog.pages / "round").mkdir()
    (blog.pages / "round" / "again").symlink_to("..", target_is_directory=True)
    _, posts, problems = blog.read()
    assert posts.keys() == {"Good"}
    assert [problem.code for problem in problems if "again" in problem.where.origin] == ["folder-passed-over"]


@GENERATORS
def test_link_that_leads_out_of_the_site_is_not_read(blog: Blog, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("---\ntitle: Secret\n---\nx")
    (blog.pages / "out.md").symlink_to(tmp_path / "secret.md")
    _, posts, _ = blog.read()
    assert posts.keys() == {"Good"}


@GENERATORS
def test_names_of_every_kind_are_read(blog: Blog) -> None:
    for name in (LONG, unicodedata.normalize("NFD", "über.md"), "a b.md", "a%20c.md", "dots...md", "🎏.md"):
        blog.write(name, f"---\ntitle: {name}\n---\nx")
    (Path(os.fsdecode(os.fsencode(blog.pages))) / os.fsdecode(b"\xff\xfe.md")).write_text("---\ntitle: bytes\n---\nx")
    _, posts, problems = blog.read()
    assert len(posts) == 8
    assert not [problem for problem in problems if problem.code == "item-lost"]
    assert all(unicodedata.is_normalized("NFC", post.slug) for post in posts.values())


@GENERATORS
def test_two_files_with_one_id_are_both_kept(blog: Blog) -> None:
    blog.write("a.md", "---\ntitle: A\nwordpress: {key: '7', id: 7}\n---\nx")
    blog.write("b.md", "---\ntitle: B\nwordpress: {key: '7', id: 7}\n---\nx")
    site, posts, problems = blog.read()
    assert posts.keys() == {"A", "B", "Good"}
    assert len({entry.key for entry in site.entries}) == 3
    assert Counter(problem.code for problem in problems)["same-id"] == 1


@GENERATORS
@pytest.mark.parametrize(
    "text", ["title: [", BOMB, "- a list", "just text", "title: &a [*a]", "\x00\xff", "permalinks: [1]\nmenu: x\n"]
)
def test_site_with_a_damaged_configuration_is_read_all_the_same(blog: Blog, text: str) -> None:
    blog.config.write_text(text, encoding="latin-1")
    _, posts, _ = blog.read()
    assert posts.keys() == {"Good"}


@GENERATORS
def test_configuration_that_cannot_be_read_is_said(blog: Blog) -> None:
    blog.config.write_text(BOMB)
    _, _, problems = blog.read()
    assert [problem.severity for problem in problems if problem.code == "data-lost"] == ["loss"]


@GENERATORS
def test_unknown_time_zone_of_the_configuration_is_said(blog: Blog) -> None:
    with blog.config.open("a") as file:
        file.write("timeZone: Mars/Base\ntimezone: Mars/Base\n")
    _, posts, problems = blog.read()
    assert posts
    assert [problem.code for problem in problems if "Mars" in problem.sentence] == ["data-lost"]


@GENERATORS
@pytest.mark.parametrize("text", ["[", '{"a": 1}', "[1, [2], null]", "[" * 100_000, '[{"id": "x", "sizes": 3}]'])
def test_damaged_data_does_no_harm(blog: Blog, text: str) -> None:
    for name in ("media", "menus", "site", "terms", "authors", "comments/good"):
        path = blog.data / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    _, posts, _ = blog.read()
    assert posts.keys() == {"Good"}


@GENERATORS
def test_comments_outside_the_data_are_not_read(blog: Blog, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('[{"id": 1, "html": "secret"}]')
    blog.write("a.md", "---\ntitle: A\nwordpress: {key: a, comments_data: ../../../x}\n---\nx")
    _, posts, _ = blog.read()
    assert posts["A"].comments == ()


@GENERATORS
def test_folder_without_a_page_is_refused(blog: Blog) -> None:
    (blog.pages / "good.md").unlink()
    with pytest.raises(ConversionError, match="there is no page in"):
        blog.read()


@GENERATORS
@pytest.mark.parametrize(
    "unit",
    ["{{< a >}}", "{{<", "{{< details >}}", "{{< highlight >}}", "{% raw %}", "{% highlight x %}", "{{", "{% if %}",
     "{:", "{::nomarkdown}", '<div markdown="1">', "<div>\n", "<kbd>", "$$", "|`", "*[a]: b\n", "a\n{: .b}\n", "`|",
     "{{ 'a' | x ", "<video>\n\n", "PORTPRESSPLACE0N0E"],
)  # fmt: skip
def test_hostile_bodies_take_no_long_time(blog: Blog, unit: str) -> None:
    began = time.process_time()
    blog.write("a.md", "---\ntitle: A\n---\nWords\n\n" + unit * (30_000 // len(unit)))
    _, posts, _ = blog.read()
    assert posts["A"].html
    assert time.process_time() - began < 60


@pytest.mark.parametrize("generator", ["hugo"])
def test_shortcodes_deep_inside_one_another_stay_as_they_are(blog: Blog) -> None:
    depth = 2_000
    blog.write("a.md", f"---\ntitle: A\n---\n{'{{< details >}}' * depth}Words{'{{< /details >}}' * depth}")
    _, posts, problems = blog.read()
    assert "Words" in posts["A"].html
    assert "{{&lt; details &gt;}}" in posts["A"].html
    assert posts["Good"].html
    assert "template-kept" in {problem.code for problem in problems}


@pytest.mark.parametrize("generator", ["jekyll"])
def test_only_the_page_404_of_the_root_is_the_generators_own(blog: Blog) -> None:
    for name in ("404.md", "errors/404.md"):
        blog.write(name, f"---\ntitle: {name}\n---\nNot here.")
    _, posts, _ = blog.read()
    assert "errors/404.md" in posts and "404.md" not in posts


@pytest.mark.sweep
@GENERATORS
def test_hundred_thousand_files_are_read(blog: Blog) -> None:
    """`PORTPRESS_SWEEP=whole` writes them all; else every twentieth, which takes a minute and a half less."""
    step = 1 if WHOLE else 20
    numbers = range(0, 100_000, step)
    for number in numbers:
        blog.write(f"docs/{number // 1000}/{number}.md", f"---\ntitle: Page {number}\n---\nText {number}.")
    problems: list[Problem] = []
    site, posts = blog.reader.read(blog.folder, problems.append)
    assert sum(1 for _ in posts) == len(site.entries) == len(numbers) + 1
    assert not [problem for problem in problems if problem.severity != "note"]


@GENERATORS
def test_addresses_that_are_none_stop_no_site(blog: Blog, generator: str, tmp_path: Path) -> None:
    blog.config.write_text('title: A blog\nbaseURL: "http://[x/"\nurl: "http://[x"\n')
    fields = 'url: "http://[x/b"\npermalink: "http://[x/b"\naliases: ["http://[z"]\nredirect_from: ["http://[z"]\n'
    blog.write("odd.md", f"---\ntitle: Odd\nmenu: main\n{fields}---\n[Off](http://[y) ![p](http://[z/a.jpg)")
    (blog.data / "navigation.yml").write_text("main:\n- title: Home\n  url: /\n")
    for name, writer in (("site", HugoWriter()), ("site2", JekyllWriter()), ("blog.xml", WxrWriter())):
        ledger = convert(blog.folder, tmp_path / "out" / name, reader=blog.reader, writer=writer)
        assert (ledger.written, ledger.complete) == (2, True)
