"""The scripts that a person may copy do what they say."""

import os
import subprocess
import sys
from pathlib import Path

import feedparser

from converters import open_blog

ROOT = Path(__file__).parent.parent
SMALL_BLOG = ROOT / "fixtures" / "exports" / "small-blog" / "export.xml"
GITHUB_SYNC = ROOT / "fixtures" / "exports" / "github-sync"


def run(script: str, *arguments: str | Path) -> str:
    """What a script prints; it must end well and complain of nothing."""
    program = ["sh"] if script.endswith(".sh") else [sys.executable, "-W", "error"]
    done = subprocess.run(
        [*program, str(ROOT / "fixtures" / "scripts" / script), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def text_of(folder: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted((folder / "content").rglob("*.md")))


def test_links_move_to_another_host(tmp_path: Path) -> None:
    export = tmp_path / "export.xml"
    export.write_text(
        SMALL_BLOG.read_text(encoding="utf-8").replace(
            "Two people, one kettle.", 'Two <a href="http://old.example/kettle?a=1">people</a>, one kettle.'
        ),
        encoding="utf-8",
    )
    run("move_links.py", export, tmp_path / "site", "old.example", "new.example")
    assert "[people](https://new.example/kettle?a=1)" in text_of(tmp_path / "site")


def test_authors_get_new_accounts(tmp_path: Path) -> None:
    run("map_authors.py", SMALL_BLOG, tmp_path / "new.xml", "tom=thomas")
    with open_blog(tmp_path / "new.xml") as blog, open_blog(SMALL_BLOG) as old:
        assert [author.login for author in blog.site.authors] == ["mara", "thomas"]
        pairs = list(zip(old.raw_posts(), blog.raw_posts(), strict=True))
        assert [new.author for _, new in pairs] == [{"tom": "thomas"}.get(was.author, was.author) for was, _ in pairs]
        assert [new.raw for _, new in pairs] == [was.raw for was, _ in pairs]


def test_a_blog_is_split_by_category(tmp_path: Path) -> None:
    said = run("split_by_category.py", SMALL_BLOG, tmp_path / "sites")
    assert sorted(folder.name for folder in (tmp_path / "sites").iterdir()) == sorted(
        line.partition(":")[0] for line in said.splitlines()
    )
    assert list((tmp_path / "sites" / "boats" / "_posts").iterdir())


def test_two_blogs_become_one(tmp_path: Path) -> None:
    said = run("merge_blogs.py", SMALL_BLOG, GITHUB_SYNC, tmp_path / "together.xml")
    with open_blog(SMALL_BLOG) as first, open_blog(GITHUB_SYNC) as second, open_blog(tmp_path / "together.xml") as both:
        titles = [post.title for blog in (first, second) for post in blog.raw_posts()]
        # the files that the second blog's posts show become attachments of their own
        assert [post.title for post in both.raw_posts()][: len(titles)] == titles
    assert said == f"{len(titles)} items of 2 blogs\n"


def test_a_shortcode_of_ones_own_is_shown(tmp_path: Path) -> None:
    export = tmp_path / "export.xml"
    text = SMALL_BLOG.read_text(encoding="utf-8")
    recipe = '[recipe time="20"]Flour, water[/recipe]'
    export.write_text(text.replace("<p>Two people, one kettle. Write to us.</p>", recipe), encoding="utf-8")
    run("recipe_shortcode.py", export, tmp_path / "site")
    assert "### Recipe, 20 minutes\n\n- Flour\n- water\n" in text_of(tmp_path / "site")


def test_a_folder_of_markdown_becomes_a_feed(tmp_path: Path) -> None:
    said = run("nightly_feed.py", GITHUB_SYNC, "https://notes.example", tmp_path / "feed.xml")
    before = (tmp_path / "feed.xml").read_bytes()
    found = feedparser.parse(before)
    assert said.startswith(f"{len(found.entries)} entries")
    assert found.entries and not found.bozo
    run("nightly_feed.py", GITHUB_SYNC, "https://notes.example", tmp_path / "feed.xml")
    assert (tmp_path / "feed.xml").read_bytes() == before


def test_another_language_stands_between_two_formats(tmp_path: Path) -> None:
    run("american_spelling.sh", SMALL_BLOG, tmp_path / "site")
    text = text_of(tmp_path / "site")
    assert "harbor" in text
    assert "harbour " not in text
