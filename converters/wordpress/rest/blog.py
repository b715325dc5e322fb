"""The whole of a blog as its API shows it: fetched once, then surveyed, then read post by post."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from converters.post import Site
from converters.problem import ConversionError, Problem, Report, Severity
from converters.wordpress.rest.archive import NO_JSON, Archive
from converters.wordpress.rest.client import REMEDY, Client, Overtaxed, Refused
from converters.wordpress.rest.items import (
    Directory,
    Kind,
    Taxonomy,
    author_of,
    terms_of,
)
from converters.wordpress.rest.reading import Reading
from converters.wordpress.rest.records import Record
from converters.wordpress.rest.survey import Survey
from converters.wordpress.wxr.dates import Clock, local_date, offset_between, zone_named
from converters.wordpress.wxr.menus import menus_of
from converters.wordpress.wxr.words import to_plain_text

_ROUTE = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_.-]+)*")
_OF_THE_THEME = frozenset(
    ["wp_template", "wp_template_part", "wp_global_styles", "wp_font_family", "wp_font_face", "revision"]
)
"""Types that hold nothing of the blog's own writing."""
_FOR_EDITORS = frozenset(["nav_menu_item", "wp_block", "wp_navigation", "nav_menu"])
"""Types and taxonomies that WordPress shows to nobody else: a stranger does not miss them."""
_NEEDED = frozenset(["post", "page"])
"""Types without which there is nothing to convert."""
_BY_ID = {"orderby": "id", "order": "asc"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AsStranger(Problem):
    """The blog was read without a password."""

    code = "as-stranger"
    severity = Severity.NOTE
    text = (
        "read without a password: published posts as readers see them, no drafts, menus, custom fields or addresses of "
        "commenters; with --user you get them"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld(Problem):
    """A part of the blog that is not shown to whoever asks."""

    code = "withheld"
    severity = Severity.WARNING
    text = "the blog does not show its {what} to you ({reason})"
    what: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered(Problem):
    """A part of the blog over which its host breaks down."""

    code = "unanswered"
    severity = Severity.LOSS
    text = "the blog's {what} cannot be read ({reason}): run it again later"
    what: str
    reason: str


@dataclass
class Blog:
    """A blog in an archive."""

    url: str
    language: str
    archive: Archive
    as_editor: bool
    """Whether whoever asks may see what the database holds."""
    problems: list[Problem] = field(default_factory=list)
    """What the fetching found, to be reported by each reading."""
    index: Record = field(default_factory=lambda: Record(None))
    settings: Record = field(default_factory=lambda: Record(None))
    kinds: list[Kind] = field(default_factory=list)
    taxonomies: list[Taxonomy] = field(default_factory=list)

    def fetch(self, client: Client) -> None:
        """Get everything. Raises ConversionError when the blog gives too little to read."""
        self.index = self._single(client, "index", "", {})
        if self.as_editor:
            me = self._single(client, "me", "wp/v2/users/me", {"context": "edit"}, needed=True)
            if not me.record("capabilities").flag("edit_others_posts"):
                self.problems.append(Withheld(what="posts of others", reason="you are no editor there"))
            self.settings = self._single(client, "settings", "wp/v2/settings", {})
        view = {"context": "edit"} if self.as_editor else {}
        types = self._single(client, "types", "wp/v2/types", view, needed=True)
        for name, value in types.items():
            route = _route_of(Record(value))
            if route and name not in _OF_THE_THEME:
                self.kinds.append(Kind(name, route))
        for name, value in self._single(client, "taxonomies", "wp/v2/taxonomies", view).items():
            record = Record(value)
            route = _route_of(record)
            if route:
                self.taxonomies.append(Taxonomy(name, record.text("rest_base"), route))
        statuses = self._statuses(client)
        for number, taxonomy in enumerate(self.taxonomies):
            self._gather(client, f"terms-{number}", taxonomy.route, [{**view, **_BY_ID}, view, {}], taxonomy.name)
        self._gather(client, "users", "wp/v2/users", [{**view, **_BY_ID}, view, {}], "authors")
        for number, kind in enumerate(self.kinds):
            status = {"status": "inherit,private,trash" if kind.name == "attachment" else statuses} if statuses else {}
            choices = [{**view, **status, **_BY_ID}, {**view, **status}, {**view, **_BY_ID}, view, {}]
            self._gather(client, f"kind-{number}", kind.route, choices, kind.name)
        for status_word in ("all", "trash") if self.as_editor else ("",):
            query = {"status": status_word, "type": "all"} if status_word else {}
            choices = [{**view, **query, **_BY_ID}, {**view, **_BY_ID}]
            self._gather(client, f"comments-{status_word}", "wp/v2/comments", choices, "comments")
        self.archive.complete()

    def _statuses(self, client: Client) -> str:
        """The statuses to ask for, separated by commas; empty for those that everybody sees."""
        if not self.as_editor:
            return ""
        known = self._single(client, "statuses", "wp/v2/statuses", {"context": "edit"})
        names = [name for name, _ in known.items() if re.fullmatch(r"[a-z0-9_-]+", name)]
        usual = ["publish", "future", "draft", "pending", "private", "trash"]
        return ",".join(dict.fromkeys(name for name in names or usual if name not in ("inherit", "auto-draft")))

    def _single(
        self, client: Client, name: str, route: str, parameters: Mapping[str, str], *, needed: bool = False
    ) -> Record:
        try:
            return self.archive.single(client, name, route, parameters)
        except (Refused, Overtaxed) as error:
            if needed:
                raise self._refusal(error) from error
            self.problems.append(Withheld(what=name, reason=str(error)))
            return Record(None)

    def _refusal(self, error: Refused | Overtaxed) -> ConversionError:
        """Why there is nothing to read, and what to do."""
        if isinstance(error, Overtaxed):
            return ConversionError(
                f"{self.url} cannot be read: {error}; run it again later, it goes on where it stopped"
            )
        if error.code == NO_JSON:
            return ConversionError(
                f"{self.url} answers {NO_JSON}, most likely the page of a security plugin or of an error: allow the "
                f"REST API there, or {REMEDY}"
            )
        if self.as_editor and error.status == 401:
            return ConversionError(
                f"{self.url} does not let you in ({error}): check --user, and make an application password in "
                "WordPress under Users → Profile"
            )
        return ConversionError(f"{self.url} does not show its posts to you ({error}): {_HELP}")

    def _gather(self, client: Client, name: str, route: str, choices: list[dict[str, str]], what: str) -> None:
        distinct = [choice for number, choice in enumerate(choices) if choice not in choices[:number]]
        is_expected = what in _FOR_EDITORS and not self.as_editor
        report: Report = (lambda problem: None) if is_expected else self.problems.append
        try:
            refused = self.archive.gather(client, name, route, distinct, report).refused
        except Overtaxed as error:
            if what in _NEEDED:
                raise self._refusal(error) from error
            self.problems.append(Unanswered(what=what, reason=str(error)))
            return
        if refused is not None and what in _NEEDED:
            raise self._refusal(refused)
        if refused is not None and not is_expected:
            self.problems.append(Withheld(what=what, reason=str(refused)))

    def survey(self, report: Report) -> tuple[Site, Reading]:
        """The site, and what is needed to read its posts."""
        clock = self._clock()
        for problem in self.problems:
            report(problem)
        if not self.as_editor:
            report(AsStranger())
        authors = [author for _, _, item in self.archive.items("users") if (author := author_of(item))]
        logins = {author.id: author.login for author in authors if author.id}
        terms = {
            taxonomy.name: terms_of([item for _, _, item in self.archive.items(f"terms-{number}")], taxonomy.name)
            for number, taxonomy in enumerate(self.taxonomies)
        }
        reading = Reading(self.url, self.archive, self.kinds, Directory(clock, logins, terms, self.taxonomies))
        survey = Survey(self.url, clock, authors, logins)
        for kind, item, _ in reading.items():
            survey.take(kind, item, reading.known)
        all_terms = (*(term for found in terms.values() for term in found.values()), *survey.formats.values())
        url = (self.index.text("home") or self.index.text("url") or self.url).rstrip("/")
        reading.media = survey.media
        site = Site(
            title=to_plain_text(self.index.text("name"), tags=False),
            url=url,
            description=to_plain_text(self.index.text("description"), tags=False),
            language=self._language(),
            timezone=self._zone(),
            generator="WordPress",
            icon=self.index.text("site_icon_url"),
            authors=tuple(authors),
            terms=all_terms,
            entries=tuple(survey.entries.values()),
            media=survey.media,
            blocks=survey.blocks,
        )
        return replace(site, menus=menus_of(survey.lines, site, report)), reading

    def _language(self) -> str:
        if "language" in self.settings:
            return self.settings.text("language").replace("_", "-") or "en-US"
        return self.language

    def _zone(self) -> str:
        name = self.index.text("timezone_string") or self.settings.text("timezone")
        try:
            return name if zone_named(name) else ""
        except ConversionError:
            return ""

    def _clock(self) -> Clock:
        """The blog's time: its zone, else the offsets that its posts prove."""
        zone = zone_named(self._zone())
        clock = Clock(zone)
        if zone is None:
            for number in range(len(self.kinds)):
                for _, _, item in self.archive.items(f"kind-{number}"):
                    local, gmt = local_date(item.text("date")), local_date(item.text("date_gmt"))
                    seconds = offset_between(local, gmt) if local and gmt else None
                    if local and seconds is not None:
                        clock.learn(local, seconds)
            clock.settle()
        return clock


_HELP = f"give --user and an application password (Users → Profile), or {REMEDY}"


def _route_of(record: Record) -> str:
    """Where a type or a taxonomy is listed; empty where it is not, or where the answer would lead astray."""
    base, space = record.text("rest_base"), record.text("rest_namespace") or "wp/v2"
    return f"{space}/{base}" if _ROUTE.fullmatch(base) and _ROUTE.fullmatch(space) and ".." not in base + space else ""
