"""A post becomes an entry of a feed: everything that needs the post and its site, and nothing of a feed's format."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from converters.html import Element, parse
from converters.post import Author, Post, Site
from converters.problem import Problem, Report, Severity, Where
from writers.feed.content import feed_html, plain_summary
from writers.feed.dates import dates_of
from writers.feed.enclosures import enclosures_of, picture_of
from writers.feed.entry import Category, FeedEntry, Person
from writers.feed.episodes import episode_of
from writers.feed.identity import id_of
from writers.feed.texts import FORBIDDEN, language_tag, one_line
from writers.feed.urls import absolute_url, ascii_url, is_web_url
from writers.fields import summary_of
from writers.old_addresses import BASES
from writers.page import label_of
from writers.terms import NOT_FOR_READERS, nicename, shown_name

_LANGUAGE_FIELDS = ("lang", "language", "locale")
_NOT_FOR_READERS = re.compile(rf"{NOT_FOR_READERS}|language")
_CO_AUTHOR = "cap-"  # Co-Authors Plus files posts under `cap-<nicename>` in a taxonomy `author`
_E_MAIL = re.compile(r"[^\s@<>()\x00-\x1f]+@[\w-]+(?:\.[\w-]+)+")
_TITLE_WORDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Untitled(Problem):
    """A post has no title."""

    code = "untitled"
    severity = Severity.NOTE
    text = "it has no title: where a feed must name it, it is called {given!r}"
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsigned(Problem):
    """A post has no author."""

    code = "unsigned"
    severity = Severity.NOTE
    text = "it names no author: in the feed the blog itself stands for one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unaddressed(Problem):
    """A post has no address."""

    code = "unaddressed"
    severity = Severity.WARNING
    text = "it has no address: the feed cannot link to it, and readers know it by {id} alone"
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CharactersLeftOut(Problem):
    """A title holds characters that no XML may hold."""

    code = "characters-left-out"
    severity = Severity.NOTE
    text = "its title holds characters that no feed may hold ({characters}): they are left out"
    characters: str


def entry_of(
    post: Post,
    site: Site,
    report: Report,
    *,
    home: str,
    frames: tuple[str, ...] = (),
    emails: bool = False,
    link: Callable[[str], str] | None = None,
) -> FeedEntry:
    """The post as a feed says it.

    `home` is the address of the blog, `frames` the hosts whose players stay, and `emails` says whether addresses of
    authors are told. `link` gives the new address of an old one, where posts have moved.
    """
    url = _link_of(post, home, link)
    own_title = one_line(post.title)
    root = parse(post.html)
    summary = one_line(summary_of(post)) or one_line(plain_summary(root))
    title = own_title or _first_words(summary) or one_line(post.slug) or "Untitled"
    _report_gaps(post, own_title, title, url, report)
    published, updated = dates_of(post, site, report)
    shown = sum(comment.shown and comment.kind == "comment" for comment in post.comments)
    return FeedEntry(
        key=post.key,
        id=id_of(post, absolute_url(post.url, home)),
        where=Where(origin=post.origin, post=label_of(post)),
        url=url,
        title=title,
        has_title=bool(own_title),
        summary=summary or title,
        html=feed_html(_moved(root, link), base=url or f"{home}/", page=url, frames=frames),
        published=published,
        updated=updated,
        language=_language_of(post, site),
        authors=_authors_of(post, site, emails),
        categories=_categories_of(post, home),
        enclosures=enclosures_of(post, site, home, report),
        image=picture_of(post.image, home),
        comments_url=f"{url.partition('#')[0]}#comments" if url and (shown or post.comments_open) else "",
        comments=shown,
        episode=episode_of(post, home),
    )


def _link_of(post: Post, home: str, link: Callable[[str], str] | None) -> str:
    url = absolute_url(post.url, home)
    url = absolute_url(link(post.url), home) if link and is_web_url(url) else url
    return ascii_url(url) if is_web_url(url) else ""


def _moved(root: Element, link: Callable[[str], str] | None) -> Element:
    """The body with links to where the posts are now."""
    for element in root.elements("a", "area") if link else ():
        if link and element.get("href"):
            element.attributes["href"] = link(element.get("href"))
    return root


def _first_words(summary: str) -> str:
    words = summary.removesuffix(" […]").split()
    return " ".join(words[:_TITLE_WORDS])[:120] + ("…" if len(words) > _TITLE_WORDS else "")


def _report_gaps(post: Post, own_title: str, title: str, url: str, report: Report) -> None:
    if not own_title:
        report(Untitled(given=title))
    if not post.author.strip():
        report(Unsigned())
    if not url:
        report(Unaddressed(id=id_of(post, "")))
    if left_out := sorted(set(FORBIDDEN.findall(post.title))):
        report(CharactersLeftOut(characters=", ".join(f"U+{ord(character):04X}" for character in left_out)))


def _authors_of(post: Post, site: Site, emails: bool) -> tuple[Person, ...]:
    named = [t.slug.removeprefix(_CO_AUTHOR) for t in post.terms if t.taxonomy == "author" and _is_co_author(t.slug)]
    by_nicename = {nicename(author.login): author for author in site.authors} if named else {}
    people: dict[str, Person] = {}
    for login in named or [post.author]:
        author = site.authors_by_login.get(login) or by_nicename.get(login) or Author(login=login, name=login)
        if name := one_line(shown_name(author)):
            email = author.email if emails and _E_MAIL.fullmatch(author.email) else ""
            people.setdefault(name, Person(name=name, login=author.login, email=email))
    return tuple(people.values())


def _is_co_author(slug: str) -> bool:
    return slug.startswith(_CO_AUTHOR)


def _categories_of(post: Post, home: str) -> tuple[Category, ...]:
    found: dict[tuple[str, str], Category] = {}
    for term in post.terms:
        name = one_line(term.name) or one_line(term.slug)
        if (
            not name
            or _NOT_FOR_READERS.fullmatch(term.taxonomy)
            or (term.taxonomy == "author" and _is_co_author(term.slug))
        ):
            continue
        scheme = ascii_url(f"{home}/{BASES.get(term.taxonomy, term.taxonomy)}/")
        category = Category(name=name, slug=one_line(term.slug) or name, taxonomy=term.taxonomy, scheme=scheme)
        found.setdefault((term.taxonomy, category.slug), category)
    return tuple(found.values())


def _language_of(post: Post, site: Site) -> str:
    """The language that Polylang files a post under, or that its front matter names, where it is not the site's."""
    named = [term.slug for term in post.terms if term.taxonomy == "language"]
    named += [value for name in _LANGUAGE_FIELDS for value in post.meta_values(name)]
    tag = next(filter(None, map(language_tag, named)), "")
    return tag if tag.lower() != language_tag(site.language).lower() else ""
