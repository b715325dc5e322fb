"""`convert verify`: what was damaged in a destination is named, by post and by fact; and nothing else ever is."""

import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from converters import Post, PostDiffers, Problem, Site, Verdict
from converters.cli.command import convert as command
from converters.formats import writers
from converters.jsonlines.reader import PostsReader
from converters.pipeline import convert
from converters.post import Author, Comment, Status, Term
from converters.problem import ConversionError
from converters.selection import Selection
from converters.verification import verify
from writers.hugo import HugoWriter
from writers.posts import PostsWriter
from writers.site_proof.programs import installed, shortened

ROOT = Path(__file__).parent.parent
SMALL_BLOG = ROOT / "fixtures" / "exports" / "small-blog" / "export.xml"
SAID = "<p>I see.</p>"
HOME = "https://blog.example"
FILES = {"epub": "blog.epub", "rss": "feed.xml", "atom": "feed.xml", "jsonfeed": "feed.json", "wxr": "blog.xml",
         "posts": "blog.jsonl"}  # fmt: skip
DIALECTS = {
    "astro": ".venv/astro/node_modules/.bin/astro",
    "eleventy": ".venv/node/node_modules/.bin/eleventy",
    "nikola": ".venv/nikola/bin/nikola",
    "pelican": ".venv/bin/pelican",
    "zola": ".venv/zola/zola",
}
"""Each with its program, where it is installed for the tests."""
KINDS = ("post", "page", "book")
NAMES = ("word", "link", "image", "level", "cell", "date", "term", "gone", "twice", "whole", "title")
EXPECTED = {
    "word": {"words", "paragraphs"},
    "link": {"links"},
    "image": {"images"},
    "level": {"headings"},
    "cell": {"cells", "words"},
    "date": {"published"},
    "term": {"terms"},
    "title": {"title"},
    "gone": {"post-missing"},
    "twice": {"post-doubled"},
}
"""The facts that are to be named for each kind of damage, or the problem. To the post `whole` nothing is done."""


def body_of(name: str) -> str:
    return (
        f"<p>The {name}word of the sea.</p>"
        f'<p>A <a href="https://elsewhere.example/{name}-walk">walk</a> there.</p>'
        f'<p><img src="{HOME}/wp-content/uploads/{name}-picture.jpg" alt="A picture"/></p>'
        f"<h2>Tides of {name}</h2><p>And a table:</p>"
        f"<table><thead><tr><th>Time</th><th>Tide</th></tr></thead>"
        f"<tbody><tr><td>Noon</td><td>{name}ebb</td></tr></tbody></table>"
    )


def post(number: int, name: str) -> Post:
    return Post(
        key=str(number),
        id=number,
        slug=f"{name}-post",
        title=f"The {name} post",
        url=f"{HOME}/2020/02/{name}-post/",
        date=datetime(2020, 2, 10, 12, tzinfo=UTC) + timedelta(days=number),
        dialect="html",
        html=body_of(name),
        excerpt="Something of the sea",
        author="ann",
        guid=f"{HOME}/?p={number}",
        status_word="publish",
        terms=(Term(taxonomy="post_tag", slug=f"{name}-tag", name=f"The {name} tag"),),
        comments=(
            Comment(id=number, author="Bob", raw=SAID, html=SAID, date=datetime(2021, 1, 1, tzinfo=UTC)),
            Comment(id=number + 100, raw=SAID, html=SAID, date=datetime(2021, 1, 2, tzinfo=UTC)),
        ),
    )


@pytest.fixture(scope="session")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source with a post for each kind of damage, and one that stays whole."""
    return blog_of(
        [post(number, name) for number, name in enumerate(NAMES, 1)], tmp_path_factory.mktemp("blog") / "blog.jsonl"
    )


def blog_of(posts: list[Post], file: Path) -> Path:
    site = Site(title="A blog", url=HOME, authors=(Author(login="ann", name="Ann"),), language="en")
    writer = PostsWriter()
    list(writer.write((writer.render(each, site, print) for each in posts), site, file, print))
    return file


@dataclass(frozen=True)
class Damage:
    """How a destination is damaged: text replaced in it, by the kind of damage."""

    edits: dict[str, tuple[str, str]]
    """A regular expression, and what takes its place."""
    piece: str = ""
    """A regular expression for one whole post in a file; `NAME` stands for the name of the post."""


BODY = {
    "word": ("wordword", "wrongword"),
    "link": ("link-walk", "link-talk"),
    "image": ("image-picture", "other"),
    "cell": ("cellebb", "flow"),
    "title": ("The title post", "A title post"),
}
IN_MARKDOWN = {**BODY, "level": ("## Tides of level", "### Tides of level")}
IN_HTML = {**BODY, "level": (r"<h2([^>]*)>(Tides of level)</h2>", r"<h3\1>\2</h3>")}
IN_ATOM = {**BODY, "level": (r"&lt;h2&gt;(Tides of level)&lt;/h2&gt;", r"&lt;h3&gt;\1&lt;/h3&gt;")}
TAGS = (r'\n *tags:\n *- "term-tag"(?=\n)', "")
IN_YAML = {**IN_MARKDOWN, "date": ('date: "2020-02-16T', 'date: "2020-02-26T'), "term": TAGS}
DAMAGES = {
    "hugo": Damage(IN_YAML),
    "eleventy": Damage(IN_YAML),
    "astro": Damage(IN_YAML),
    "zola": Damage(
        {
            **IN_MARKDOWN,
            "date": ("date = 2020-02-16T", "date = 2020-02-26T"),
            "term": (r'"tags" = \["term-tag"\]\n', ""),
        }
    ),
    "pelican": Damage(
        {**IN_HTML, "date": ('content="2020-02-16T', 'content="2020-02-26T'), "term": (" ?tags/term-tag", "")}
    ),
    "nikola": Damage(
        {**IN_HTML, "date": (r"\.\. date: 2020-02-16T", ".. date: 2020-02-26T"), "term": (" ?tags/term-tag", "")}
    ),
    "jekyll": Damage({**IN_MARKDOWN, "date": ('date: "2020-02-16 ', 'date: "2020-02-26 '), "term": TAGS}),
    "wxr": Damage(
        {**IN_HTML, "date": ("2020-02-16 12", "2020-02-26 12"), "term": ("<category [^>]*term-tag.*?</category>", "")},
        r"\t<item>(?:(?!</item>).)*?NAME-post.*?</item>\n",
    ),
    "rss": Damage(
        {**IN_HTML, "date": ("16 Feb 2020", "26 Feb 2020"), "term": ("<category[^>]*>The term tag</category>", "")},
        r"<item>(?:(?!</item>).)*?NAME-post.*?</item>",
    ),
    "atom": Damage(
        {
            **IN_ATOM,
            "date": ("<published>2020-02-16", "<published>2020-02-26"),
            "term": ("<category[^>]*The term tag[^>]*/>", ""),
        },
        r"<entry>(?:(?!</entry>).)*?NAME-post.*?</entry>",
    ),
    "jsonfeed": Damage(
        {
            **IN_HTML,
            "date": ('date_published": "2020-02-16', 'date_published": "2020-02-26'),
            "term": ('"The term tag"', '"Another tag"'),
        },
        r"  \{\n(?:(?!  \},?\n).)*?NAME-post.*?\n  \},\n",
    ),
    "epub": Damage(
        {
            **IN_HTML,
            "title": ('id="title">The title post', 'id="title">A title post'),
            "date": ("16 February 2020", "26 February 2020"),
            "term": ("<li><a[^>]*>The term tag</a></li>", ""),
        }
    ),
    "posts": Damage(
        {
            **IN_HTML,
            "date": ('"date": "2020-02-16', '"date": "2020-02-26'),
            "term": (r'\{"taxonomy": "post_tag", "slug": "term-tag"[^}]*\}(?=\], "meta": \[\], "comments)', ""),
        },
        r'\n\{"key": [^\n]*NAME-post[^\n]*',
    ),
}


def edit(text: str, damage: Damage) -> str:
    """A text with all damages that are edits."""
    for old, new in damage.edits.values():
        text = re.sub(old, new, text, flags=re.DOTALL)
    return text


def damage_folder(folder: Path, damage: Damage) -> None:
    for file in sorted((*folder.rglob("*-post.md"), *folder.rglob("*-post.html"), *folder.rglob("*-post.meta"))):
        file.write_text(edit(file.read_text(), damage))
        if "gone-post" in file.name:
            file.unlink()
        if "twice-post" in file.name:
            shutil.copy(file, file.with_stem(f"{file.stem}-copy"))


def damage_file(file: Path, damage: Damage) -> None:
    text = edit(file.read_text(), damage)
    gone = re.search(damage.piece.replace("NAME", "gone"), text, re.DOTALL)
    twice = re.search(damage.piece.replace("NAME", "twice"), text, re.DOTALL)
    assert gone and twice
    text = text.replace(twice[0], twice[0] * 2).replace(gone[0], "")
    file.write_text(text)


def damage_book(file: Path, damage: Damage) -> None:
    with zipfile.ZipFile(file) as book:
        held = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(file, "w") as book:
        for name, content in held.items():
            if "chapter-" in name:
                text = edit(content.decode(), damage)
                if '<h1 id="title">The gone post' in text:
                    continue
                if '<h1 id="title">The twice post' in text:
                    book.writestr(name.replace("chapter-", "chapter-9"), text)
                content = text.encode()
            book.writestr(name, content)


def options_of(format: str) -> dict[str, Any]:
    return {"complete": True} if format in ("rss", "atom", "jsonfeed") else {}


@pytest.fixture(scope="session")
def written(blog: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """What a format writes of the blog, made once."""
    made: dict[str, Path] = {}

    def write(format: str) -> Path:
        if format not in made:
            made[format] = tmp_path_factory.mktemp(format) / FILES.get(format, "site")
            writer = writers()[format].load()(**options_of(format))
            assert convert(blog, made[format], reader=PostsReader(), writer=writer).complete
        return made[format]

    return write


@pytest.fixture(autouse=True)
def program(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The real program of a dialect, as a shell would find it, for the tests that build with it."""
    if request.node.get_closest_marker("dialects") is None:
        yield
        return
    name = request.getfixturevalue("format")
    if not (ROOT / DIALECTS[name]).is_file():
        pytest.skip(f"{name} is not here")
    links = tmp_path / "bin"
    links.mkdir()
    (links / name).symlink_to(ROOT / DIALECTS[name])
    monkeypatch.setenv("PATH", f"{links}{os.pathsep}{os.environ['PATH']}")
    installed.cache_clear()
    yield
    installed.cache_clear()


def look(source: Path, destination: Path, format: str, **how: Any) -> tuple[Verdict, list[Problem]]:
    problems: list[Problem] = []
    writer = writers()[format].load()(**options_of(format))
    verdict = verify(source, destination, reader=PostsReader(), writer=writer, report=problems.append, **how)
    return verdict, problems


FORMATS = [
    pytest.param("hugo", False, "hugo", id="hugo-built"),
    pytest.param("hugo", True, "in process", id="hugo-in-process"),
    pytest.param("jekyll", False, "jekyll", id="jekyll-built", marks=pytest.mark.jekyll),
    pytest.param("jekyll", True, "in process", id="jekyll-in-process"),
    *(pytest.param(name, True, "in process", id=f"{name}-in-process") for name in DIALECTS),
    *(pytest.param(name, False, "reader", id=name) for name in FILES),
]
BUILT = [pytest.param(name, False, name, id=f"{name}-built", marks=pytest.mark.dialects) for name in DIALECTS]


@pytest.mark.parametrize(("format", "in_process", "rendered_by"), FORMATS)
def test_undamaged_destination_is_proven(
    blog: Path, written: Callable[[str], Path], format: str, in_process: bool, rendered_by: str
) -> None:
    verdict, problems = look(blog, written(format), format, in_process=in_process)
    assert problems == []
    assert verdict.proven
    assert rendered_by in verdict.rendered_by
    assert (verdict.compared, verdict.intact) == (len(NAMES), len(NAMES))
    assert verdict.facts == verdict.arrived
    for kind in ("words", "links", "images", "headings", "cells", "title", "published", "terms"):
        assert verdict.facts[kind] >= len(NAMES)


@pytest.mark.parametrize(("format", "in_process", "rendered_by"), [*FORMATS, *BUILT])
def test_post_of_any_kind_and_status_is_proven(tmp_path: Path, format: str, in_process: bool, rendered_by: str) -> None:
    words = {"publish": Status.PUBLISHED, "draft": Status.DRAFT, "future": Status.SCHEDULED, "private": Status.PRIVATE}
    posts = [
        replace(
            post(number, f"a{number}"), kind=kind, status=words[word], status_word=word, url=f"{HOME}/a{number}{end}"
        )
        for number, (kind, word, end) in enumerate(product(KINDS, words, ("/", ".html", ".php")), 1)
    ]
    destination = tmp_path / FILES.get(format, "site")
    source = blog_of(posts, tmp_path / "source.jsonl")
    every = Selection(include=tuple(words.values()), kind=KINDS)
    writer = writers()[format].load()(**options_of(format))
    assert convert(source, destination, reader=PostsReader(), writer=writer, selection=every).failed == 0
    verdict, problems = look(source, destination, format, in_process=in_process, selection=every)
    assert problems == []
    assert verdict.proven
    assert verdict.compared == verdict.intact > 0


@pytest.mark.parametrize("format", ["wxr", "posts"])
def test_draft_without_a_day_of_its_own_keeps_its_hour(tmp_path: Path, format: str) -> None:
    away = timezone(timedelta(hours=2))
    draft = replace(post(1, "a"), status=Status.DRAFT, status_word="draft", floating=True)
    source = blog_of([draft, replace(post(2, "b"), date=datetime(2020, 2, 12, 12, tzinfo=away))], tmp_path / "in.jsonl")
    destination = tmp_path / FILES[format]
    assert convert(source, destination, reader=PostsReader(), writer=writers()[format].load()()).complete
    assert look(source, destination, format)[0].proven


@pytest.mark.parametrize(("format", "in_process", "rendered_by"), [*FORMATS, *BUILT])
def test_each_damage_is_named_by_post_and_fact(
    blog: Path, written: Callable[[str], Path], tmp_path: Path, format: str, in_process: bool, rendered_by: str
) -> None:
    whole = written(format)
    damaged = tmp_path / whole.name
    if whole.is_dir():
        shutil.copytree(whole, damaged)
        damage_folder(damaged, DAMAGES[format])
    else:
        shutil.copy(whole, damaged)
        (damage_book if format == "epub" else damage_file)(damaged, DAMAGES[format])
    verdict, problems = look(blog, damaged, format, in_process=in_process, jobs=2)
    found: dict[str, set[str]] = {}
    for problem in problems:
        name = re.search(r"(?:The|A) (\w+) post", problem.where.post)
        assert name, problem
        if isinstance(problem, PostDiffers):
            found[name[1]] = {each.field for each in problem.fields} | {each.kind for each in problem.facts}
        else:
            found[name[1]] = {problem.code}
    assert found == EXPECTED
    assert rendered_by in verdict.rendered_by
    assert (verdict.missing, verdict.doubled, verdict.surplus) == (1, 1, 0)
    assert verdict.intact == 2  # the one that stayed whole, and the one that stands there twice
    assert not verdict.proven


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(command, ["verify", *map(str, arguments)], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result.return_value or 0, result.stdout


def test_command_says_what_is_proven(written: Callable[[str], Path], blog: Path) -> None:
    code, said = run("wxr", blog, written("wxr"), "--jobs", 1)
    assert code == 0
    assert "Proven: 11 of 11 posts" in said
    assert "198 of 198 words" in said


def test_command_prints_a_line_for_each_post_that_differs(
    written: Callable[[str], Path], blog: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "blog.xml"
    damaged.write_text(written("wxr").read_text().replace("wordword", "wrongword"))
    code, said = run("wxr", blog, damaged, "--jobs", 1, "--log", tmp_path / "log.jsonl")
    assert code == 1
    [line] = [line for line in said.splitlines() if line.startswith("post-differs")]
    assert "“The word post”" in line
    assert "words: lost “wordword”, added “wrongword”" in line
    assert "Not proven: 10 of 11 posts" in said
    [problem] = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert (problem["code"], problem["key"]) == ("post-differs", "1")


def test_command_prints_the_verdict_as_json(written: Callable[[str], Path], blog: Path) -> None:
    code, said = run("epub", blog, written("epub"), "--jobs", 1, "--json")
    assert code == 0
    assert json.loads(said)["facts"]["words"] == [198, 198]


def test_what_the_format_cannot_hold_is_counted_and_is_strictly_a_loss(
    written: Callable[[str], Path], blog: Path
) -> None:
    code, said = run("epub", blog, written("epub"), "--jobs", 1)
    assert code == 0
    assert "22  comments: the format cannot hold them" in said
    assert run("epub", blog, written("epub"), "--jobs", 1, "--strict")[0] == 1


def test_missing_destination_is_a_sentence(blog: Path, tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="there is no file or folder"):
        run("wxr", blog, tmp_path / "none.xml")


def test_format_without_posts_cannot_be_compared(blog: Path, tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="holds no posts"):
        run("media", blog, tmp_path)


@pytest.mark.parametrize("format", ["epub", "rss", "jsonfeed", "wxr"])
def test_file_that_is_something_else_is_a_sentence(blog: Path, tmp_path: Path, format: str) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"\x00\x01 nothing")
    with pytest.raises(ConversionError, match="other"):
        look(blog, other, format)


def test_selection_says_which_posts_are_to_be_there(written: Callable[[str], Path], blog: Path) -> None:
    selection = Selection(limit=10)
    verdict, problems = look(blog, written("posts"), "posts", selection=selection)
    assert [problem.code for problem in problems] == ["post-surplus"]
    assert "The title post" in str(problems[0])
    assert (verdict.compared, verdict.intact, verdict.surplus) == (10, 10, 1)
    assert verdict.left_out == {"beyond --limit": 1}


def test_page_without_its_key_is_found_by_its_address(
    written: Callable[[str], Path], blog: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(written("hugo"), site)
    for file in site.rglob("*-post.md"):
        file.write_text(re.sub(r'\n  key: "\d+"', '\n  something: "else"', file.read_text()))
    verdict, problems = look(blog, site, "hugo")
    assert problems == []
    assert verdict.proven


def test_reason_with_long_paths_keeps_its_beginning_and_its_end() -> None:
    assert shortened("brief") == "brief"
    reason = shortened(f"failed: {'/long/path' * 100}: no template")
    assert reason.startswith("failed: /long") and reason.endswith(": no template") and len(reason) < 400


def test_site_that_hugo_cannot_build_is_rendered_in_process(
    written: Callable[[str], Path], blog: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(written("hugo"), site)
    [file] = site.rglob("*-word-post.md")
    file.write_text(file.read_text() + "\n{{< nobody-has-this >}}\n")
    verdict, problems = look(blog, site, "hugo")
    assert problems[0].code == "site-not-built"
    assert "nobody-has-this" in str(problems[0])
    assert verdict.rendered_by == "markdown-it-py, in process"
    assert verdict.missing == 0


def test_layouts_of_a_site_have_no_part_in_what_is_compared(
    written: Callable[[str], Path], blog: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(written("hugo"), site)
    for layout in (site / "layouts").rglob("*.html"):
        layout.write_text("{{ this is broken")
    assert look(blog, site, "hugo")[0].proven


def test_file_that_has_gone_is_missed_by_the_post_that_shows_it(blog: Path, tmp_path: Path) -> None:
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    for name in NAMES:
        (uploads / f"{name}-picture.jpg").write_bytes(name.encode())
    writer = HugoWriter(media="copy", uploads=str(uploads))
    site = tmp_path / "site"
    convert(blog, site, reader=PostsReader(), writer=writer)
    problems: list[Problem] = []
    verify(blog, site, reader=PostsReader(), writer=writer, report=problems.append, in_process=True)
    assert problems == []
    (site / "static" / "wp-content" / "uploads" / "word-picture.jpg").unlink()
    verify(blog, site, reader=PostsReader(), writer=writer, report=problems.append, in_process=True)
    [problem] = problems
    assert isinstance(problem, PostDiffers)
    assert [(each.field, each.expected) for each in problem.fields] == [
        ("files", "“/wp-content/uploads/word-picture.jpg”")
    ]


HOSTILE: dict[str, tuple[str, dict[str, str]]] = {
    "eleventy": (
        "content/posts/own.md",
        {
            "md": '---\ntitle: "Own"\npermalink: "/own/"\ntemplateEngineOverride: "njk"\n---\n{{ 7 * 7 }}RUN',
            "js": '---js\n({title: "Own", permalink: "/own/", templateEngineOverride: "md"})\n---\nRUN',
            "up": '---\ntitle: "Own"\npermalink: "/../own/"\ntemplateEngineOverride: "md"\n---\nRUN',
        },
    ),
    "zola": (
        "content/posts/own.md",
        {
            "aliases": '+++\ntitle = "Own"\npath = "own"\naliases = ["../../out"]\n+++\nRUN',
            "up": '+++\ntitle = "Own"\npath = "../own"\n+++\nRUN',
        },
    ),
    "nikola": ("content/posts/own.html", {"shortcode": "{{% raw %}}RUN{{% /raw %}}"}),
}
"""Files of strangers of which a generator would run a part, or for which it would leave its folder."""


@pytest.mark.parametrize(
    ("format", "kind"), [(format, kind) for format, (_, files) in HOSTILE.items() for kind in files]
)
def test_no_generator_gets_a_file_that_it_would_run(format: str, kind: str, tmp_path: Path) -> None:
    place, files = HOSTILE[format]
    file = tmp_path / place
    file.parent.mkdir(parents=True)
    file.write_text(files[kind])
    assert writers()[format].load()().files_of(file) == {}


def test_nikola_gets_no_metadata_that_name_programs(tmp_path: Path) -> None:
    (tmp_path / "own.html").write_text("<p>x</p>")
    (tmp_path / "own.meta").write_text(".. title: Own\n.. filters: touch\n.. address: /own/\n")
    files = writers()["nikola"].load()().files_of(tmp_path / "own.html")
    assert files == {"own.html": b"<p>x</p>", "own.meta": b".. title: Own\n.. address: /own/\n"}


@pytest.mark.parametrize("format", DIALECTS)
def test_comments_outside_the_data_are_not_shown(
    written: Callable[[str], Path], blog: Path, tmp_path: Path, format: str
) -> None:
    site = tmp_path / "site"
    shutil.copytree(written(format), site)
    (site / "secret.json").write_text('[{"author": "Eve", "html": "SECRET"}]')
    for file in (*site.rglob("*-word-post.md"), *site.rglob("*-word-post.html"), *site.rglob("*-word-post.meta")):
        file.write_text(re.sub(r"(comments_data(?:\W|quot)+)1\b", r"\1../../secret", file.read_text()))
    _, problems = look(blog, site, format, in_process=True)
    [problem] = problems
    assert isinstance(problem, PostDiffers) and "SECRET" not in str(problem)
    assert [each.field for each in problem.fields] == ["comments"]


@pytest.mark.parametrize("format", DIALECTS)
def test_site_that_is_no_folder_is_a_sentence(blog: Path, tmp_path: Path, format: str) -> None:
    (tmp_path / "site").write_text("")
    with pytest.raises(ConversionError, match="is no folder"):
        look(blog, tmp_path / "site", format, in_process=True)
