"""Sites that portpress did not make: what the readers make of them, and what the real Hugo and Jekyll show of them."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from converters import html as tree
from converters.fidelity import Difference, Facts, compare, facts_of
from converters.formats import Reader, recognise, writers
from converters.markdown.rendering import HtmlNotShown
from converters.pipeline import convert
from converters.post import Post, Site, Status
from converters.problem import Problem
from converters.sites.hugo.reader import HugoReader
from converters.sites.jekyll.reader import JekyllReader
from converters.verification.verifying import verify
from tests import hugo_site, jekyll_site
from writers.hugo import HugoWriter
from writers.jekyll import JekyllWriter

SITES = Path(__file__).parent.parent / "fixtures" / "sites"
HUGO = ["hugo-bundles", "hugo-hidden", "hugo-languages", "hugo-pictures", "hugo-settings", "hugo-shortcodes"]
JEKYLL = ["jekyll-collections", "jekyll-hidden", "jekyll-includes", "jekyll-pictures", "jekyll-starter"]
PLAIN = ("--quiet", "--buildDrafts", "--buildFuture", "--buildExpired")
"""A site of somebody else may be warned of: layouts that these fixtures do not need are missing."""


def reader_of(name: str) -> Reader:
    return HugoReader() if name.startswith("hugo") else JekyllReader()


def read(name: str) -> tuple[Site, list[Post], list[Problem]]:
    reader, problems = reader_of(name), list[Problem]()
    site, posts = reader.read(SITES / name, problems.append)
    return site, [reader.clean(post, site, problems.append) for post in posts], problems


def described(site: Site, posts: list[Post], problems: list[Problem]) -> str:
    lines = [f"{site.title} · {site.url} · {site.description} · {site.language} · {site.timezone}", ""]
    for post in posts:
        facts = {
            "title": post.title, "slug": post.slug, "url": post.url, "date": post.date, "modified": post.modified,
            "author": post.author, "terms": [f"{term.taxonomy}:{term.slug}" for term in post.terms],
            "old slugs": post.old_slugs, "excerpt": post.excerpt, "image": post.image and post.image.url,
            "order": post.order, "id": post.id, "below": post.parent,
            "comments": [comment.html for comment in post.comments], "meta": dict(post.meta),
        }  # fmt: skip
        lines.append(f"{post.key}: {post.status} {post.kind}, {post.dialect}")
        lines += [f"    {name}: {value}" for name, value in facts.items() if value]
    lines += ["", *(f"term {term.taxonomy}:{term.slug} {term.name!r} {term.description}" for term in site.terms)]
    lines += [f"author {author.login} {author.name!r}" for author in site.authors]
    lines += [f"menu {item.menu}: {item.id} {item.title!r} {item.url} below {item.parent}" for item in site.menus]
    return "\n".join([*lines, "", *(f"{problem.severity}: {problem}" for problem in problems), ""])


@pytest.mark.parametrize("name", [*HUGO, *JEKYLL])
def test_site_is_read_as_expected(name: str, expect: Callable[[Path, str], None]) -> None:
    expect(SITES / f"{name}.txt", described(*read(name)))


@pytest.mark.parametrize("name", [*HUGO, *JEKYLL])
def test_site_is_recognised_by_the_reader_of_its_generator(name: str) -> None:
    assert recognise(SITES / name)[0].name == name.partition("-")[0]


def shown(page: LexborHTMLParser, selector: str) -> str:
    found = page.css_first(selector)
    assert found is not None
    return found.html or ""


def differences(post: Post, site: Site, html: str, **fairness: bool) -> list[Difference]:
    """What a page shows otherwise; addresses are compared from the root of the site."""
    return list(compare(from_root(post.html, site), from_root(html, site), **fairness))


def from_root(html: str, site: Site) -> Facts:
    root = tree.parse(html)
    host = site.url.removesuffix(urlsplit(site.url).path)
    for element in root.elements("a", "img"):
        for name in ("href", "src"):
            if name in element.attributes:
                element.attributes[name] = element.attributes[name].removeprefix(host)
    return facts_of(tree.serialise(root))


def page_file(post: Post, site: Site) -> str:
    """The built file of a post, below the folder of the built site."""
    path = unquote(urlsplit(post.url).path.removeprefix(urlsplit(site.url).path)).strip("/")
    return path if path.endswith(".html") else f"{path}/index.html".strip("/")


def with_formulas(html: str) -> str:
    """A page as the script leaves it that shows the formulas which Hugo passes through."""
    formula = re.compile(r"\\\((.+?)\\\)|\$\$(.+?)\$\$", re.DOTALL)
    return formula.sub(lambda found: f'<math data-latex="{(found[1] or found[2]).strip()}"></math>', html)


@pytest.mark.parametrize("name", [name for name in HUGO if name != "hugo-pictures"])  # shows one that was broken
def test_hugo_shows_what_the_reader_read(name: str, tmp_path: Path) -> None:
    site, posts, _ = read(name)
    built = hugo_site.build(copied(name, tmp_path), strictly=PLAIN)
    for post in posts:
        if post.url:
            page = LexborHTMLParser(with_formulas(built.text(page_file(post, site))))
            found = differences(post, site, relative(shown(page, "main"), post), takes_more=True, captions_as_alt=True)
            assert not found, post.key


@pytest.mark.jekyll
@pytest.mark.parametrize("name", JEKYLL)
def test_jekyll_shows_what_the_reader_read(name: str, tmp_path: Path) -> None:
    site, posts, _ = read(name)
    built = jekyll_site.build(copied(name, tmp_path))
    for post in posts:
        if post.url and "{%" not in post.html:
            page = LexborHTMLParser(built.text(page_file(post, site)))
            assert not differences(post, site, relative(shown(page, "main"), post)), post.key


def assert_seen_if_published(posts: list[Post], site: Site, built: Path) -> None:
    for post in posts:
        shown = bool(post.url) and (built / page_file(post, site)).is_file()
        assert shown == (post.status is Status.PUBLISHED), post.key


@pytest.mark.parametrize("name", HUGO)
def test_a_post_is_published_if_strangers_see_it_in_hugo(name: str, tmp_path: Path) -> None:
    site, posts, _ = read(name)
    built = hugo_site.build(copied(name, tmp_path), strictly=("--quiet",))
    assert_seen_if_published(posts, site, built.folder)


@pytest.mark.jekyll
@pytest.mark.parametrize("name", JEKYLL)
def test_a_post_is_published_if_strangers_see_it_in_jekyll(name: str, tmp_path: Path) -> None:
    site, posts, _ = read(name)
    built = jekyll_site.build(copied(name, tmp_path), strictly=("--disable-disk-cache", "--quiet"))
    assert_seen_if_published(posts, site, built.folder)


@pytest.mark.jekyll
@pytest.mark.parametrize("name", HUGO)
def test_hugo_site_becomes_a_jekyll_site_that_shows_the_same(name: str, tmp_path: Path) -> None:
    site, posts, _ = read(name)
    ledger = convert(SITES / name, tmp_path / "site", reader=HugoReader(), writer=JekyllWriter())
    assert ledger.complete
    pages = jekyll_site.build(tmp_path / "site").pages
    assert pages.keys() == {post.key for post in posts}
    for post in posts:
        assert not differences(post, site, shown(pages[post.key], ".body")), post.key


@pytest.mark.parametrize("name", JEKYLL)
def test_jekyll_site_becomes_a_hugo_site_that_shows_the_same(name: str, tmp_path: Path) -> None:
    site, posts, _ = read(name)
    ledger = convert(SITES / name, tmp_path / "site", reader=JekyllReader(), writer=HugoWriter())
    assert ledger.complete
    pages = hugo_site.build(tmp_path / "site").pages
    assert pages.keys() == {post.key for post in posts}
    for post in posts:
        assert not differences(post, site, shown(pages[post.key], ".body"), takes_more=True), post.key


@pytest.mark.parametrize("name", [*HUGO, *JEKYLL])
@pytest.mark.parametrize("format", ["wxr", "wpghs", "posts", "rss", "jsonfeed", "epub", "hugo", "nikola"])
def test_what_a_strangers_site_becomes_is_proven(name: str, format: str, tmp_path: Path) -> None:
    writer = writers()[format].load()()
    target = tmp_path / "made"
    assert convert(SITES / name, target, reader=reader_of(name), writer=writer).complete
    problems: list[Problem] = []
    verdict = verify(
        SITES / name, target, reader=reader_of(name), writer=writer, report=problems.append, in_process=True
    )
    said = list(map(str, problems))
    if (name, format) == ("hugo-pictures", "hugo"):  # Markdown has no place for the other picture of a srcset
        assert [line for line in said if "“/images/map.png” became nothing" not in line] == []
    else:
        assert verdict.proven, said


def copied(name: str, folder: Path) -> Path:
    """A copy of a fixture, so that nothing is built into it."""
    for file in sorted((SITES / name).rglob("*")):
        if file.is_file():
            target = folder / "source" / file.relative_to(SITES / name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    return folder / "source"


def relative(html: str, post: Post) -> str:
    """A page whose addresses are made absolute by its own."""
    root = tree.parse(html)
    for contents in root.elements("ul"):
        if contents.get("id") == "markdown-toc":  # made of the headings, and not read
            contents.replace()
    for element in root.elements("a", "img"):
        for name in ("href", "src"):
            target = element.attributes.get(name, "#")
            if not target.startswith("#"):
                element.attributes[name] = urljoin(post.url, target)
    return tree.serialise(root)


def hugo_source(folder: Path, **files: str) -> Path:
    for name, content in {"hugo.toml": 'baseURL = "https://x.example/"\n', **files}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return folder


def test_pages_stand_under_the_pages_above_them_whatever_their_files_say(tmp_path: Path) -> None:
    page = "---\ntitle: {}\n---\n\nText.\n"
    names = ["docs/_index", "docs/knots/_index", "docs/knots/bowline", "docs/sails", "about", "_index"]
    source = hugo_source(tmp_path, **{f"content/{name}.md": page.format(name) for name in names})
    site, _ = HugoReader().read(source, lambda problem: None)
    by_id = {entry.id: entry.title for entry in site.entries if entry.id}
    assert {entry.title: by_id.get(entry.parent or 0) for entry in site.entries} == {
        "_index": None,
        "about": None,
        "docs/_index": None,
        "docs/knots/_index": "docs/_index",
        "docs/knots/bowline": "docs/knots/_index",
        "docs/sails": "docs/_index",
    }
    convert(source, tmp_path / "ours", reader=HugoReader(), writer=HugoWriter())
    again, posts = HugoReader().read(tmp_path / "ours", lambda problem: None)
    assert {entry.title: entry.parent for entry in again.entries} == {e.title: e.parent for e in site.entries}
    assert {post.title: post.parent for post in posts} == {entry.title: entry.parent for entry in site.entries}


@pytest.mark.parametrize(("unsafe", "expected"), [("", ["<div>, <iframe>"]), ("unsafe = true\n", [])])
def test_html_that_a_site_did_not_show_is_kept_and_named(unsafe: str, expected: list[str], tmp_path: Path) -> None:
    body = 'One <!-- two -->\n\n<div>Three</div>\n\nFour <iframe src="https://a.example/"></iframe> `<b>`\n'
    source = hugo_source(
        tmp_path,
        **{
            "hugo.toml": f'baseURL = "https://x.example/"\n[markup.goldmark.renderer]\n{unsafe}',
            "content/posts/a.md": f"---\ntitle: A\n---\n\n{body}",
        },
    )
    problems: list[Problem] = []
    site, posts = HugoReader().read(source, problems.append)
    [post] = [HugoReader().clean(post, site, problems.append) for post in posts]
    assert "Three" in post.html
    assert [problem.names for problem in problems if isinstance(problem, HtmlNotShown)] == expected


def test_summary_of_a_hugo_page_is_its_excerpt_and_its_description_stays(tmp_path: Path) -> None:
    source = copied("hugo-bundles", tmp_path)
    page = "---\ntitle: Both\nsummary: For *lists*\ndescription: For engines\n---\n\nText.\n"
    source.joinpath("content", "both.md").write_text(page, encoding="utf-8")
    [post] = [post for post in HugoReader().read(source, lambda problem: None)[1] if post.title == "Both"]
    assert (post.excerpt, dict(post.meta)) == ("For <em>lists</em>", {"description": "For engines"})


def test_what_an_earlier_run_wrote_into_the_source_is_no_part_of_it(tmp_path: Path) -> None:
    source = copied("jekyll-pictures", tmp_path)
    first, second = (convert(source, source / "new", reader=JekyllReader(), writer=HugoWriter()) for _ in range(2))
    assert first.complete
    assert second.complete
    assert (second.read, dict(second.left_out)) == (first.read, dict(first.left_out))


def test_posts_with_one_key_in_several_files_are_all_kept(tmp_path: Path) -> None:
    source = copied("jekyll-starter", tmp_path)
    page = '---\ntitle: "{}"\nlayout: page\nwordpress:\n  key: "about.markdown"\n---\n\nText.\n'
    for name in ("a.md", "b.md"):
        source.joinpath(name).write_text(page.format(name), encoding="utf-8")
    ledger = convert(source, tmp_path / "new", reader=JekyllReader(), writer=HugoWriter())
    assert ledger.complete
    assert {"a.md", "b.md"} <= {post.title for post in JekyllReader().read(source, lambda problem: None)[1]}


def test_a_site_of_zola_is_named_and_its_terms_and_links_are_read(tmp_path: Path) -> None:
    files = {
        "config.toml": 'base_url = "https://z.example"\ntaxonomies = [{name = "tags"}]\n',
        "content/a.md": '+++\ntitle = "A"\ndate = 2020-01-02\n[taxonomies]\ntags = ["x"]\n+++\n[b](@/c/b.md#d)\n',
        "content/c/b.md": '+++\ntitle = "B"\n+++\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    site, posts = HugoReader().read(tmp_path, problems.append)
    post = next(each for each in posts if each.title == "A")
    assert [(term.taxonomy, term.name) for term in post.terms] == [("post_tag", "x")]
    assert 'href="https://z.example/c/b/#d"' in HugoReader().clean(post, site, problems.append).html
    assert "site-of-zola" in [problem.code for problem in problems]


def test_tags_that_are_no_taxonomy_of_a_hugo_site_stay_as_fields(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "hugo.toml").write_text('[taxonomies]\ncategory = "categories"\n')
    (tmp_path / "content/a.md").write_text("---\ntitle: A\ncategories: [c]\ntags: [x, y]\n---\nText\n")
    _, posts = HugoReader().read(tmp_path, lambda problem: None)
    [post] = posts
    assert [term.slug for term in post.terms] == ["c"]
    assert list(post.meta_values("tags")) == ["x", "y"]
