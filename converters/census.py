"""What a source holds, counted, and what in it will need a person's attention: told without converting it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from converters.machinery import MACHINERY
from converters.post import Post, Site, Status
from converters.wordpress.inventory import Inventory

_MEDIA = re.compile(
    r"""<(?:img|video|audio|source|iframe|embed|object)\b[^<>]{0,4000}?\b(?:src|data|poster)\s{0,3}=\s{0,3}["']?\s{0,3}"""
    r"""((?:https?:)?//[^\s"'<>]{1,500})""",
    re.IGNORECASE,
)
_BUILDERS = {"_elementor_data": "Elementor", "_fl_builder_data": "Beaver Builder", "panels_data": "SiteOrigin"}
_HIDDEN = (Status.PRIVATE, Status.PENDING, Status.TRASHED)


@dataclass(slots=True)
class Census:
    """How often each thing occurs; `counts` by heading, then by value."""

    site: Site
    inventory: Inventory = field(default_factory=Inventory)
    _counts: dict[str, Counter[str]] = field(default_factory=dict)
    _addresses: Counter[str] = field(default_factory=Counter)
    _untitled: int = 0

    def take(self, post: Post) -> None:
        """Count one post."""
        self._add("kinds", post.kind)
        self._add("statuses", "protected" if post.protected else post.status)
        self._add("years", str(post.date.year) if post.date else "undated")
        self._add("authors", post.author or "nobody")
        for comment in post.comments:
            self._add("comments", comment.kind if comment.shown else f"{comment.kind}, not shown")
        for term in post.terms:
            if term.taxonomy == "language":  # Polylang's
                self._add("languages", term.slug)
        if post.kind in MACHINERY:
            return
        self._add("dialects", _dialect(post))
        self._untitled += not post.title
        self._addresses[post.url.rstrip("/")] += bool(post.url)
        self.inventory.take(post.raw)
        for url in _MEDIA.findall(post.raw):
            self._add("media hosts", _host(url))

    def _add(self, heading: str, value: str) -> None:
        self._counts.setdefault(heading, Counter())[value] += 1

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """The counts, every heading in its place whether or not there is anything below it."""
        found = dict(self._counts)
        if "languages" not in found and self.site.language:
            found["languages"] = Counter({self.site.language: sum(self._counts.get("kinds", Counter()).values())})
        found["taxonomies"] = Counter(term.taxonomy for term in self.site.terms)
        found["shortcodes"] = self.inventory.shortcodes
        found["unknown shortcodes"] = self.inventory.unknown_shortcodes
        found["blocks"] = self.inventory.blocks
        found["unknown blocks"] = self.inventory.unknown_blocks
        headings = (
            "kinds", "statuses", "years", "languages", "authors", "taxonomies", "comments", "dialects", "shortcodes",
            "unknown shortcodes", "blocks", "unknown blocks", "media hosts",
        )  # fmt: skip
        return {heading: found.get(heading, Counter()) for heading in headings}

    @property
    def attention(self) -> list[str]:
        """What will need attention, a sentence each."""
        statuses = self._counts.get("statuses", Counter())
        hidden = {word: statuses[word] for word in (*_HIDDEN, "protected") if statuses[word]}
        own = {_host(self.site.url), *(_host(media.url) for media in self.site.media.values())}
        foreign = {host: n for host, n in self._counts.get("media hosts", Counter()).items() if host not in own}
        twins = sum(1 for count in self._addresses.values() if count > 1)
        builders = {name: n for name, n in self._counts.get("dialects", {}).items() if name in _BUILDERS.values()}
        said = [
            (hidden, "posts that are not public and are left out unless --include names them: {} ({names})"),
            (self.inventory.unknown_shortcodes, "unknown shortcodes, which stay in the text as they are: {} ({names})"),
            (self.inventory.unknown_blocks, "blocks of unknown plugins, of which the saved HTML is kept: {} ({names})"),
            (foreign, "pictures and players on other hosts, where they stay: {} ({names})"),
            (builders, "bodies made with page builders, to look at after the conversion: {} ({names})"),
            ({"": twins}, "addresses of several posts, of which all but one get another: {}"),
            ({"": self._untitled}, "posts without a title: {}"),
        ]
        counted = [(sum(found.values()), _names(found), text) for found, text in said]
        return [text.format(count, names=names) for count, names, text in counted if count]


def take_census(site: Site, posts: Iterable[Post]) -> Census:
    """The census of a whole source."""
    census = Census(site)
    for post in posts:
        census.take(post)
    return census


def _dialect(post: Post) -> str:
    """What the body is written in."""
    for key, _ in post.meta:
        if key in _BUILDERS:
            return _BUILDERS[key]
    if post.dialect != "wordpress":
        return post.dialect
    if not post.raw.strip():
        return "empty"
    return "blocks" if "<!-- wp:" in post.raw else "classic"


def _host(url: str) -> str:
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return "(no host)"
    return (host or "(no host)").removeprefix("www.")


def _names(found: Mapping[str, int]) -> str:
    """The most frequent names, for a sentence."""
    names = sorted(found, key=lambda name: (-found[name], name))
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
