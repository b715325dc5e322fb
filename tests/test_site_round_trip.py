"""A site that portpress wrote is read back to the same posts: `read(hugo(read(x))) == read(x)`, and Jekyll's alike.

Equal in every field of the model that a site can hold. What none can hold, and why, is said here and nowhere else:
`POST`, `COMMENT`, `AUTHOR` and `SITE` name each field, and `as_a_site_holds_it` takes from a post what they say.
"""

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from converters import html as tree
from converters.fidelity import Difference, compare, facts_of
from converters.formats import Reader, Writer
from converters.pipeline import convert
from converters.post import Author, Comment, Media, MenuItem, Post, Site, Status, Term
from converters.selection import Selection
from converters.sites.hugo.reader import HugoReader
from converters.sites.jekyll.reader import JekyllReader
from converters.wordpress.wxr import WxrReader
from tests.exports import exports_in_turn, name_of, real_exports
from writers.fields import is_public, open_fields
from writers.hugo import HugoWriter
from writers.hugo import content as hugo_content
from writers.jekyll import JekyllWriter
from writers.jekyll import content as jekyll_content
from writers.links import Links
from writers.page import without_forbidden
from writers.terms import nicename, shown_name

SMALL_BLOG = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog" / "export.xml"

POST = {
    "raw": "a site holds Markdown: the bodies are compared by their facts (converters.fidelity), once cleaned",
    "dialect": "what was WordPress's own is Markdown now",
    "html": "Markdown has several forms of one thing: compared by its facts",
    "password": "private data goes into no site; that there is one is held",
    "origin": "where it was found is another place",
}
"""Fields of a post that no site holds. Of `meta`, locks, caches and secrets are left out (`open_fields`), and values
of one name stand together; an `author` whose login is an e-mail address is called by its page's name; `terms` that are
not for readers (menus, themes) are left out, and stand by taxonomy."""
COMMENT = {
    "email": "private data goes into no site",
    "ip": "private data goes into no site",
    "raw": "a site holds the HTML that was shown; an address in it is spelled otherwise",
    "meta": "what plugins noted on a commenter may be personal",
    "approved": "comments that readers did not see are in no site, so that all the others are approved",
}
AUTHOR = {
    "email": "private data goes into no site",
    "first_name": "the blog showed the name that was chosen, and perhaps not the real one",
    "last_name": "the same",
}
SITE = {
    "entries": "those that no page was written for are not there, and the others stand in the order of their files",
    "blocks": "reusable blocks are in the pages that used them",
    "exported": "a site is not the export that it was made of, and stays the same when that is made once more",
}
"""Of `terms`, those that are not for readers are left out, and menus without a line; of `media`, the files of posts
that readers may not see."""

GENERATORS: dict[str, tuple[Writer, Reader, object]] = {
    "hugo": (HugoWriter(), HugoReader(), hugo_content.content_of),
    "jekyll": (JekyllWriter(), JekyllReader(), jekyll_content.content_of),
}
SITES = pytest.mark.parametrize(("writer", "reader", "content"), GENERATORS.values(), ids=GENERATORS)
FEW = [
    SMALL_BLOG,
    *(path for path in real_exports() if path.name in ("wxr-wp71-dirty-all.xml", "themeunittestdata.wordpress.xml")),
]
BROKEN = {"wxr/dedy-purwanto__blog/data__tumblr.xml": ["post item-18"]}
"""Posts whose source is broken so that nothing can be equal: here the end of a tag stands in the address of a gist."""
WXR = WxrReader()
EVERYTHING = Selection(include=("all", "protected"))


@SITES
@pytest.mark.parametrize("export", FEW, ids=lambda path: path.name)
def test_site_is_read_back_to_the_same_posts(
    export: Path, writer: Writer, reader: Reader, content: object, tmp_path: Path
) -> None:
    assert differences(export, writer, reader, content, tmp_path) == []


@pytest.mark.sweep
@pytest.mark.corpus
@pytest.mark.parametrize(
    ("generator", "export"),
    [(name, export) for turn, name in enumerate(GENERATORS) for export in exports_in_turn(2, turn)],
    ids=lambda each: each if isinstance(each, str) else name_of(each),
)
def test_site_of_every_export_is_read_back_to_the_same_posts(generator: str, export: Path, tmp_path: Path) -> None:
    writer, reader, content = GENERATORS[generator]
    found = differences(export, writer, reader, content, tmp_path)
    assert [each for each in found if each.partition(": ")[0] not in BROKEN.get(name_of(export), ())] == []


FOREIGN = Path(__file__).parent.parent / "fixtures" / "sites"


@SITES
@pytest.mark.parametrize("name", ["hugo-bundles", "hugo-languages", "jekyll-collections", "jekyll-starter"])
def test_site_of_somebody_else_becomes_ours_and_is_read_back(
    name: str, writer: Writer, reader: Reader, content: object, tmp_path: Path
) -> None:
    source = HugoReader() if name.startswith("hugo") else JekyllReader()
    assert differences(FOREIGN / name, writer, reader, content, tmp_path, source) == []


def test_every_field_of_the_model_is_held_or_said_to_be_left_out() -> None:
    for model, left_out in ((Post, POST), (Comment, COMMENT), (Author, AUTHOR), (Site, SITE)):
        assert left_out.keys() <= {each.name for each in fields(model)}


def differences(
    export: Path, writer: Writer, reader: Reader, content_of: object, folder: Path, source: Reader = WXR
) -> list[str]:
    """Everything in which the posts and the site read back differ from those of the source."""
    assert callable(content_of)
    site, read = source.read(export, lambda problem: None)
    posts = {post.key: post for post in read}
    ledger = convert(export, folder / "site", reader=source, writer=writer, selection=EVERYTHING)
    if not ledger.written:  # only authors, terms or files
        return []
    site_again, read_again = reader.read(folder / "site", lambda problem: None)
    links = content_of(site).links
    found: list[str] = []
    count = 0
    for again in read_again:
        count += 1
        post = source.clean(posts[again.key], site, lambda problem: None)
        again = reader.clean(again, site_again, lambda problem: None)
        found += differing(f"post {post.key}", as_a_site_holds_it(post, site), held(again), POST)
        expected = facts_of(led_anew(post.html, site, links))
        compared = compare(expected, facts_of(again.html), captions_as_alt=True)
        found += [f"post {post.key}: {each}" for each in compared if not is_quoted(each, again.html)]
    found += [] if count == ledger.written else [f"{count} posts instead of {ledger.written}"]
    return found + differences_of_sites(site, site_again)


def differing(what: str, one: Any, other: Any, left_out: Iterable[str]) -> list[str]:
    names = [each.name for each in fields(one) if each.name not in left_out]
    return [
        f"{what}: {name} {getattr(one, name)!r} became {getattr(other, name)!r}"
        for name in names
        if getattr(one, name) != getattr(other, name)
    ]


def as_a_site_holds_it(post: Post, site: Site) -> Post:
    """What `POST` and `COMMENT` leave of a post."""
    login = post.author
    if "@" in login:
        login = nicename(login)
    shown = [comment for comment in post.comments if comment.shown]
    return held(
        replace(
            post,
            author=login,
            meta=open_meta(post.meta),
            terms=tuple(term for term in post.terms if for_readers(term)),
            comments=tuple(
                replace(
                    comment,
                    author=re.sub(r"([\w.+%-]+)@[\w-][\w.-]*", r"\1", comment.author),
                    url=comment.url if "@" not in comment.url else "",
                )
                for comment in shown
            ),
            title=str(without_forbidden(post.title)),
        )
    )


def held(post: Post) -> Post:
    """A post with everything in the one order that a comparison needs, comments without what no site holds."""
    return replace(
        post,
        meta=tuple(sorted(post.meta)),
        terms=tuple(sorted(post.terms, key=lambda term: (term.taxonomy, term.slug))),
        comments=tuple(
            replace(comment, email="", ip="", raw="", meta=())
            for comment in sorted(post.comments, key=lambda comment: comment.id)
        ),
    )


def open_meta(meta: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    kept, _ = open_fields(meta)
    return tuple(
        (name, str(each)) for name, value in kept.items() for each in (value if isinstance(value, list) else [value])
    )


def for_readers(term: Term) -> bool:
    return term.taxonomy == "post_format" or not re.fullmatch(r"nav_menu|link_category|wp_.*", term.taxonomy)


def led_anew(html: str, site: Site, links: Links) -> str:
    """A body whose links lead where the writer leads them: a picture's page, for instance, is its file now."""
    root = tree.parse(str(without_forbidden(html)))
    for element in root.elements():
        for name in ("href", "src"):
            if name in element.attributes and not element.attributes[name].startswith("#"):
                led = links.link(element.attributes[name].strip())
                is_ours = led.startswith("/") and not led.startswith("//")
                element.attributes[name] = urljoin(f"{site.url}/", led) if is_ours else led
    return tree.serialise(root)


def is_quoted(difference: Difference, html: str) -> bool:
    """Whether media were lost that the source holds as quotations (of a tweet, say): they stay so, with their links."""
    addresses = [str(each[-1] if isinstance(each, tuple) else each).partition("?")[0] for each in difference.lost]
    lost = [address.rstrip("/").rpartition("/")[2] for address in addresses]
    return difference.kind == "embeds" and not difference.added and all(each in html for each in lost)


def differences_of_sites(site: Site, again: Site) -> list[str]:
    expected = replace(
        site,
        authors=(),
        terms=(),
        media=open_media(site),
        menus=tuple(sorted(site.menus, key=by_menu)),
    )
    found = differing("site", expected, replace_in(again), (*SITE, "authors", "terms"))
    authors = {author.login: author for author in again.authors}
    for author in site.authors:
        if "@" not in author.login:
            name = shown_name(author) or nicename(author.login) or "author"
            found += differing("author", replace(author, name=name), authors[author.login], AUTHOR)
    missing = {term for term in site.terms if for_readers(term)} - set(again.terms)
    return found + [f"term {term} became {again.terms_by_slug.get((term.taxonomy, term.slug))}" for term in missing]


def replace_in(site: Site) -> Site:
    names = {each.name: getattr(site, each.name) for each in fields(Site)}
    return Site(**{**names, "menus": tuple(sorted(site.menus, key=by_menu)), "media": dict(site.media)})


def by_menu(item: MenuItem) -> tuple[str, int]:
    return item.menu, item.id


def open_media(site: Site) -> dict[int, Media]:
    hidden = {entry.id for entry in site.entries if not is_public(entry)}
    return {id: media for id, media in site.media.items() if id not in hidden and media.parent not in hidden}


def test_hidden_posts_keep_their_statuses(tmp_path: Path) -> None:
    for writer, reader in ((HugoWriter(), HugoReader()), (JekyllWriter(), JekyllReader())):
        folder = tmp_path / type(writer).__name__
        convert(SMALL_BLOG, folder, reader=WxrReader(), writer=writer, selection=EVERYTHING)
        _, posts = reader.read(folder, lambda problem: None)
        assert {post.status for post in posts} == {
            Status.PUBLISHED, Status.SCHEDULED, Status.DRAFT, Status.PENDING, Status.PRIVATE, Status.TRASHED
        }  # fmt: skip
