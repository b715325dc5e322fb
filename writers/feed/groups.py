"""The feeds of a part of a blog: one for each category, tag, author or language, each with a file of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from converters.post import Site
from writers.addresses import name_of, plain_name
from writers.feed.channel import Channel
from writers.feed.entry import FeedEntry
from writers.feed.texts import language_tag, one_line
from writers.feed.urls import ascii_url
from writers.terms import nicename, shown_name

Division = Literal["category", "tag", "author", "language"]
"""By what a blog is divided."""
DIVISIONS: tuple[str, ...] = get_args(Division)

_TAXONOMIES = {"category": "category", "tag": "post_tag"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The entries that have something in common."""

    division: str
    key: str
    """The slug of the term, the login of the author, or the language."""
    title: str
    file: str
    """What its feed is called, without a suffix. Unique in its division."""
    page: str
    """The path of the page where the old blog listed them, as WordPress has it by default; empty where it had none."""


class Groups:
    """The groups of a site, and which of them an entry is in."""

    def __init__(self, site: Site, divisions: Iterable[str]) -> None:
        self.site = site
        self.divisions = tuple(dict.fromkeys(divisions))
        self._groups: dict[tuple[str, str], Group] = {}
        self._taken: set[tuple[str, str]] = set()
        for division in self.divisions:
            for key, title in self._known(division):
                self._add(division, key, title)

    def __iter__(self) -> Iterator[Group]:
        """All groups, also those that no entry is in."""
        return iter(self._groups.values())

    def of(self, entry: FeedEntry) -> list[Group]:
        """The groups that an entry is in."""
        found: list[Group] = []
        for division in self.divisions:
            found += [self._add(division, key, title) for key, title in self._named(division, entry)]
        return list(dict.fromkeys(found))

    def _named(self, division: str, entry: FeedEntry) -> list[tuple[str, str]]:
        if division == "author":
            return [(person.login or person.name, person.name) for person in entry.authors]
        if division == "language":
            language = entry.language or language_tag(self.site.language)
            return [(language, language)] if language else []
        return [(each.slug, each.name) for each in entry.categories if each.taxonomy == _TAXONOMIES[division]]

    def _known(self, division: str) -> list[tuple[str, str]]:
        if division == "author":
            return [(author.login, name) for author in self.site.authors if (name := one_line(shown_name(author)))]
        return [
            (one_line(term.slug) or name, name)
            for term in self.site.terms
            if term.taxonomy == _TAXONOMIES.get(division) and (name := one_line(term.name) or one_line(term.slug))
        ]

    def _add(self, division: str, key: str, title: str) -> Group:
        group = self._groups.get((division, key))
        if group is None:
            wanted = file = (nicename(key) if division == "author" else plain_name(key)).casefold() or division
            number = 2
            while (division, file) in self._taken:
                file = f"{wanted}-{number}"
                number += 1
            self._taken.add((division, file))
            group = Group(division=division, key=key, title=title, file=file, page=self._page_of(division, key))
            self._groups[division, key] = group
        return group

    def _page_of(self, division: str, key: str) -> str:
        """WordPress's `get_term_link` and `get_author_posts_url` with their usual bases."""
        if division == "language":
            return ""
        names = [nicename(key) if division == "author" else name_of(key)]
        if division == "category":
            term = self.site.terms_by_slug.get(("category", key))
            seen = {key}
            while term is not None and term.parent and term.parent not in seen and len(names) < 20:
                seen.add(term.parent)
                names.insert(0, name_of(term.parent))
                term = self.site.terms_by_slug.get(("category", term.parent))
        return "/".join(["", division, *names, ""]) if all(names) else ""


def channel_for(group: Group, channel: Channel, url: str) -> Channel:
    """What the feed of a group says of itself."""
    page = ascii_url(f"{channel.home}{group.page}") if group.page else channel.page
    language = group.key if group.division == "language" else channel.language
    return replace(
        channel,
        title=f"{channel.title}: {group.title}",
        id=page if group.page else f"{channel.id}#{group.division}-{group.file}",
        page=page,
        url=url,
        language=language,
    )
