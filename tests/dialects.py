"""Sites of further generators, built by their real programs, and what their pages say of each post."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from converters.canonical import to_canonical
from converters.fidelity import compare, facts_of
from converters.html import Element, parse, serialise
from converters.pipeline import Ledger, convert
from converters.post import Comment, Post, Site, Status, Term
from converters.problem import Problem
from converters.wordpress.wxr import WxrReader
from tests.conftest import ROOT
from tests.epub_books import URL, PostsReader, day, post
from tests.fuzz_documents import documents
from writers.dialects.writer import DialectWriter
from writers.fields import is_public
from writers.links import relinked

SMALL_BLOG = ROOT / "fixtures" / "exports" / "small-blog" / "export.xml"
TEMPLATES = (
    "<p>{{ site.title }} {{ 7 * 7 }} {% raw %} {% nothing %} {# not a comment #} {{&lt; figure &gt;}} {{% box %}}</p>"
    '<p><code>{{ a }}</code> and <code>{% b %}</code>, &lt;%= c %&gt; and <a href="{filename}x.md">a link</a></p>'
    "<pre><code>{{ page.url }}\n{% include x %}\n{{% y /%}}\n---\n+++\n</code></pre>"
    '<div title="{{ t }}">{{% z %}}{{ w }}</div>'
)

_KNOWN = re.compile("links: added “http://www\\.e\\.com\xa0[^“”]*”")
"""Astro takes a no-break space into the link that it makes of an address in the text."""


@dataclass(frozen=True)
class BuiltBlog:
    """A site that a real program has built, and what it was made of."""

    folder: Path
    """The folder that is published."""
    site: Site
    posts: tuple[Post, ...]
    writer: DialectWriter
    ledger: Ledger
    problems: list[Problem]

    def page(self, address: str) -> Element:
        path = self.folder / unquote(address).strip("/")
        return parse((path / "index.html" if path.suffix != ".html" else path).read_text(encoding="utf-8"))

    def page_of(self, post: Post) -> Element:
        return self.page(self.writer.plan(self.site).addresses.path_of(post))

    def published(self) -> Iterator[Post]:
        return (post for post in self.posts if is_public(post) and post.status is Status.PUBLISHED)

    def differences(self) -> dict[str, list[str]]:
        """What the page of each post says otherwise than the post."""
        addresses, link = self.writer.plan(self.site).addresses, self.writer.plan(self.site).links.link
        found: dict[str, list[str]] = {}
        for each in self.published():
            expected = facts_of(relinked(each.html, link))
            own = f"{self.site.url}{addresses.path_of(each)}#"  # Zola completes a link to a part of its own page
            body = serialise(body_of(self.page_of(each))).replace(f'href="{own}', 'href="#')
            told = (str(found) for found in compare(expected, facts_of(body), **self.writer.fairness()))
            if differences := [each for each in told if not _KNOWN.fullmatch(each)]:
                found[each.key] = differences
        return found


def body_of(page: Element) -> Element:
    """The body of the post that a page shows."""
    return next(each for each in page.elements("div") if each.classes == ["body"])


Build = Callable[[Path], Path]
"""Builds the site in a folder and gives the folder that is published; fails over every word on standard error."""


def small_blog(writer: DialectWriter, folder: Path, build: Build) -> BuiltBlog:
    """The fixture of an export, as a built site."""
    reader, problems = WxrReader(), list[Problem]()
    ledger = convert(SMALL_BLOG, folder, reader=reader, writer=writer, report=problems.append)
    site, posts = reader.read(SMALL_BLOG, problems.append)
    cleaned = tuple(
        reader.clean(each, site, lambda problem: None) for each in posts if each.kind in ("post", "page", "book")
    )
    return BuiltBlog(build(folder), site, cleaned, writer, ledger, problems)


def hostile_blog(writer: DialectWriter, folder: Path, build: Build, *, articles: int = 60) -> BuiltBlog:
    """A blog in which everything is written to be misread, as a built site."""
    terms = [
        Term(taxonomy=taxonomy, slug=slug, name=name)
        for taxonomy in ("category", "post_tag", "page", "collections")
        for slug, name in (("all", "{{ all }}"), ("posts", "</title><b>"), ("a-b", "a: b, c; d"), ("日本", "日本"))
    ]
    titles = [
        'He said "no" \\',
        "{{ title }} {% x %}",
        "a: b, c",
        "---",
        "",
        "2020-01-02",
        "<b>bold</b>",
        "# x",
        "null",
    ]
    posts = [
        post(number, body, title=titles[number % len(titles)], terms=tuple(terms), slug=f"p{number}")
        for number, (_, body) in enumerate([("", TEMPLATES), *documents(411, articles)], 1)
    ]
    hidden = [Status.PRIVATE, Status.PENDING, Status.DRAFT, Status.TRASHED]
    posts += [
        post(900 + at, "<p>SECRET</p>", title="SECRET", slug=f"s{at}", status=status)
        for at, status in enumerate(hidden)
    ]
    posts.append(
        post(910, "<p>SECRET</p>", title="SECRET", slug="later", status=Status.SCHEDULED, date=day(2999, 1, 1))
    )
    posts.append(post(911, "<p>SECRET</p>", title="SECRET", slug="locked", protected=True))
    posts.append(post(920, "<p>Undated.</p>", title="Undated", slug="undated", date=None))
    comment = Comment(
        id=1, author="bea@secret.example", email="bea@secret.example", ip="192.0.2.7", raw="<p>{{ x }}</p>"
    )
    nameless = Comment(id=2, url="https://nameless.example/", raw="<p>I was here</p>")
    posts[0] = replace(posts[0], comments=(comment, nameless), old_slugs=("former",), url=f"{URL}/2020/01/p1/")
    reader = PostsReader(tuple(posts), Site(title="Tea {{ x }} & </title>", url=URL, terms=tuple(terms)))
    problems: list[Problem] = []
    ledger = convert(Path("nowhere"), folder, reader=reader, writer=writer, report=problems.append)
    site, _ = reader.read(Path("nowhere"), problems.append)
    cleaned = tuple(replace(each, html=to_canonical(each.raw, base=each.url)) for each in posts)
    return BuiltBlog(build(folder), site, cleaned, writer, ledger, problems)


def texts_of(folder: Path) -> dict[str, str]:
    """Every text that is published, by its path."""
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def links_to_pages(built: BuiltBlog) -> list[str]:
    """The links in all pages that lead to nothing in the site itself."""
    dead: list[str] = []
    base: Any = built.writer.plan(built.site).addresses.base
    for path, text in texts_of(built.folder).items():
        if not path.endswith(".html"):
            continue
        for link in parse(text).elements("a"):
            address = unquote(link.get("href").partition("#")[0].partition("?")[0])
            if address.startswith("/") and not address.startswith(("//", "/wp-content/", "/wp-")):
                target = built.folder / address.removeprefix(base).strip("/")
                if not (target.is_file() or (target / "index.html").is_file()):
                    dead.append(f"{path}: {address}")
    return dead
