"""Where an address of the old blog leads in the new site; and the report of those that lead nowhere."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from converters.addresses import parts_of
from converters.canonical.sources import ADDRESSES
from converters.html import parse, serialise
from converters.post import Author, Entry, Status, Term
from converters.problem import Problem, Report, Severity
from writers.forwards import Astray, Forwards
from writers.hidden_posts import HiddenPosts
from writers.markdown.raw import new_srcset
from writers.old_addresses import Meaning, Period
from writers.terms import Terms

_FILE = re.compile(r"/wp-(?:content|includes)/|/files/\d{4}/|\.(?!(?:html?|php|aspx?)$)[a-z0-9]{1,5}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLeadsNowhere(Problem):
    """A body links to an address of the blog itself that nothing in the new site answers."""

    code = "link-leads-nowhere"
    severity = Severity.WARNING
    text = (
        "its link to {url} leads nowhere in the new site: no post, term, author or date of the source has that address"
    )
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkToHiddenPost(Problem):
    """A body links to a post that the readers of the new site do not see."""

    code = "link-to-hidden-post"
    severity = Severity.WARNING
    text = (
        "its link to {url} leads to a post that is {state}: readers find nothing there, unless you publish that post "
        "or take it along with --include"
    )
    url: str
    state: str
    """`draft`, `scheduled`, `private`, `pending`, `trashed`, `protected`, or `hidden` for a status of a plugin's."""


class Links:
    """The one way by which a writer finds the new place of anything that the old blog had an address for."""

    def __init__(self, terms: Terms, *, archive: str, feed: str, list_feed: str = "") -> None:
        self.terms = terms
        self.addresses = terms.addresses
        self.archive = archive
        """The list of all posts; its years and months are anchors (`#2019`, `#2019-04`)."""
        self.feed = feed
        self.list_feed = list_feed
        """The name of a feed below the address of a list; empty where only the site as a whole has one."""

    @cached_property
    def forwards(self) -> Forwards:
        """What the old blog itself led elsewhere."""
        return Forwards(self.addresses.site, self.addresses.old)

    @cached_property
    def hidden_posts(self) -> HiddenPosts:
        """What readers of the new site do not see."""
        return HiddenPosts(self.addresses.site, self.addresses.old)

    def link(self, url: str) -> str:
        """Where one of the old blog's addresses leads now; any other one, and one that meant nothing, unchanged.

        An attachment's page leads to its file.
        """
        if (leading := self.forwards.at(url)) is not None:
            try:
                return self.forwards.end_of(leading, self.address_of)
            except Astray:
                pass  # said with the redirects; the page itself, where there is one, is all that is left
        meaning = self.addresses.old.meaning_of(url)
        if meaning is None:
            return url
        if isinstance(meaning.thing, Entry) and meaning.thing.kind == "attachment":
            media = self.addresses.site.media.get(meaning.thing.id or 0)
            return media.url if media and media.url else url
        address = self.address_of(meaning)
        if meaning.query and not {"?", "#"} & {*address}:
            address += f"?{meaning.query}"
        if meaning.fragment and "#" not in address:
            address += f"#{meaning.fragment}"
        return address

    def address_of(self, meaning: Meaning) -> str:
        """The new address of what an old one meant, from the root of the host."""
        return self.addresses.base + self._path_of(meaning)

    def reporting(self, report: Report) -> Callable[[str], str]:
        """`link` for the body of one post, which reports each address of the blog's own that leads nowhere, once."""
        told: set[str] = set()

        def link(url: str) -> str:
            new = self.link(url)
            if url in told or self.forwards.at(url):
                return new
            if (hidden := self.hidden_posts.at(url)) is not None:
                told.add(url)
                report(LinkToHiddenPost(url=url, state=_state_of(hidden)))
            elif new == url and self.leads_nowhere(url):
                told.add(url)
                report(LinkLeadsNowhere(url=url))
            return new

        return link

    def leads_nowhere(self, url: str) -> bool:
        """Whether an address is the blog's own, and neither that of a page nor of a file."""
        old = self.addresses.old
        return old.is_own(url) and not _FILE.search(parts_of(url).path) and old.meaning_of(url) is None

    def _path_of(self, meaning: Meaning) -> str:
        match meaning.thing:
            case Entry():
                return self.addresses.path_of(meaning.thing)
            case Term() | Author():
                page = self.terms.address_of(meaning.thing)
                if meaning.feed:
                    return page + self.list_feed if page and self.list_feed else self.feed
                return page or "/"
            case Period(year, month, _):
                return f"{self.archive}#{year:04}" + (f"-{month:02}" if month else "")
            case None:
                return self.feed if meaning.feed else "/"


def _state_of(entry: Entry) -> str:
    if entry.status is Status.PUBLISHED:
        return "protected"
    return "hidden" if entry.status is Status.OTHER else entry.status.value


def relinked(html: str, link: Callable[[str], str]) -> str:
    """HTML whose every address went through `link`."""
    if "href=" not in html and "src=" not in html:
        return html
    body = parse(html)
    for element in body.elements():
        for name, value in element.attributes.items():
            if name in ADDRESSES:
                element.attributes[name] = link(value)
            elif name == "srcset":
                element.attributes[name] = new_srcset(value, link)
    return serialise(body)
