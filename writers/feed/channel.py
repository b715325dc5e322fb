"""What a feed says of itself, and the documents it consists of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from converters.post import Site
from converters.problem import Problem, Report, Severity
from writers.feed.entry import EPOCH, FeedEntry
from writers.feed.identity import uuid_of
from writers.feed.texts import language_tag, one_line
from writers.feed.urls import ascii_url, is_web_url, origin_of

NOWHERE_HOME = "http://localhost"
"""The address of a blog that does not know its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteUntitled(Problem):
    """The blog has no title."""

    code = "site-untitled"
    severity = Severity.WARNING
    text = "the blog has no title: its feed is called {given!r}"
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeUnknown(Problem):
    """The source does not say where the blog stands."""

    code = "home-unknown"
    severity = Severity.WARNING
    text = "the source does not say the blog's address: the feed says {given} (--home names the true one)"
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLeftOut(Problem):
    """What should be the language of the blog is none."""

    code = "language-left-out"
    severity = Severity.WARNING
    text = "{language!r} is no language that a feed could name (such as en or pt-BR): it is left out"
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a feed says of itself."""

    title: str
    """Never empty."""
    id: str
    """An IRI that stays, wherever the feed itself moves to."""
    home: str
    """The blog's own address, without a slash at the end."""
    page: str
    """The page of which this is the feed: the blog's, or that of a term or an author."""
    url: str
    """Where the feed stands."""
    description: str
    language: str = ""
    icon: str = ""
    rights: str = ""
    hubs: tuple[str, ...] = ()
    podcast_image: str = ""
    podcast_category: str = ""
    ttl: int | None = None
    """Minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that a document of a feed names."""

    rel: str
    """What it is to the document: `self`, `hub`, `next`, `prev-archive` …"""
    href: str
    type: str = ""
    """A media type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """One document of a feed: the newest entries, all of them, or an archive of older ones (RFC 5005)."""

    channel: Channel
    entries: Sequence[FeedEntry]
    """The newest first."""
    url: str
    """Where this document stands."""
    links: tuple[Link, ...] = ()
    """Itself, its hubs, and the documents around it."""
    is_archive: bool = False
    is_complete: bool = False
    style: str = ""
    """The address of the style sheet, as seen from the document."""

    @property
    def updated(self) -> datetime:
        """The date of the last change of any entry."""
        return max((entry.changed for entry in self.entries), default=EPOCH)

    def linked(self, rel: str) -> str:
        """The first address that is something to the document; empty where there is none."""
        return next((link.href for link in self.links if link.rel == rel), "")


def home_of(site: Site, home: str, url: str) -> str:
    """The blog's address: as it was told, as the source has it, or that of the host where the feed will stand."""
    wanted = (ascii_url(each.strip()).rstrip("/") for each in (home, site.url))
    return next(filter(is_web_url, wanted), "") or origin_of(ascii_url(url)) or NOWHERE_HOME


def channel_of(site: Site, report: Report, *, home: str, url: str) -> Channel:
    """What the feed of a whole blog says of itself. Reports what the source lacks."""
    title = one_line(site.title)
    if not title:
        title = home.partition("://")[2]
        report(SiteUntitled(given=title))
    if home == NOWHERE_HOME:
        report(HomeUnknown(given=home))
    language = language_tag(site.language)
    if site.language.strip() and not language:
        report(LanguageLeftOut(language=site.language[:60]))
    icon = ascii_url(site.icon)
    return Channel(
        title=title,
        id=f"{home}/" if home != NOWHERE_HOME else uuid_of(f"{title} {url}"),
        home=home,
        page=f"{home}/",
        url=url,
        description=one_line(site.description) or title,
        language=language,
        icon=icon if is_web_url(icon) else "",
    )
