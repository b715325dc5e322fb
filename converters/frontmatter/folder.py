"""The reader of folders of posts with front matter, and of a single such file."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path, PurePosixPath

from converters.abilities import HeldFile
from converters.addresses import parts_of
from converters.canonical import to_canonical
from converters.frontmatter.addresses import complete, home_of, under_parents
from converters.frontmatter.dates import Clock, ZoneAssumed, zone_named
from converters.frontmatter.document import Document, NotRead, read_document
from converters.frontmatter.entries import Archive
from converters.frontmatter.exporter_marks import fence_highlights, without_exporter_marks
from converters.frontmatter.families import Family, family_of, is_post_like
from converters.frontmatter.fields import texts_of, with_usual_keys
from converters.frontmatter.files import (
    MACHINERY,
    Found,
    NotAPost,
    find_files,
    name_of,
    read_bytes,
    read_described,
    read_file,
)
from converters.frontmatter.former import FIELDS, old_paths_in
from converters.frontmatter.generators import is_hugo, is_jekyll
from converters.frontmatter.left_over import report_left_over
from converters.frontmatter.links import lead_to_posts
from converters.frontmatter.paths import place_of
from converters.holdings import (
    Holding,
    SourceSite,
    address_of_file,
    beside_posts,
    by_address,
    files_below,
    holdings_of,
    lead_to_files,
)
from converters.markdown import to_html as markdown_to_html
from converters.options import option
from converters.post import Entry, Post, Site
from converters.problem import ConversionError, ItemLost, Problem, Report, Severity, Where
from converters.wordpress.body import comments_to_html, to_html
from converters.wordpress.rules.actions import Rules
from converters.wordpress.rules.reading import RULES_HELP, report_broken, rules_of

_ENTRY_FIELDS = tuple(each.name for each in fields(Entry))
_UPLOADS = "/wp-content/uploads/"
_COPIED = ("public", "static")
"""Folders whose files generators (Astro, Eleventy, Gatsby …) copy to the root of a site."""
_LOOKED_AT = 200
_GLANCE = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class SameId(Problem):
    """Two files bear one id, as when a slug was changed and the old file stayed behind. Both are kept."""

    code = "same-id"
    severity = Severity.WARNING
    text = "has the id {id} like {first}: both were kept; if one is an old copy, take it away"
    id: int
    first: str


@dataclass(frozen=True)
class FrontMatterReader:
    """Reads what WordPress GitHub Sync, Writing on GitHub and the exporters to static sites write."""

    timezone: str = option(
        "", help="Time zone of dates that name none, as an IANA name such as Europe/Paris.", metavar="ZONE"
    )
    rules: str | Rules = option("", help=RULES_HELP, metavar="FILE")

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", rules_of(self.rules))  # read once, so that workers need no file

    def recognises(self, source: Path) -> str | None:
        """What the source is, in words, from a look at a few of its files; None where they are not posts."""
        if not source.is_dir():
            family = _family_at_a_glance(source)
            return f"{family.value}, one post" if family else None
        if is_hugo(source) or is_jekyll(source):
            return None
        candidates = find_files(source, lambda problem: None, most=_LOOKED_AT)
        families = Counter(family for found in candidates if (family := _family_at_a_glance(found.path)))
        return f"{families.most_common(1)[0][0].value}, a folder of posts" if families else None

    def read(self, source: Path, report: Report) -> tuple[Site, Iterator[Post]]:
        """The site, from a first look at every file, and its posts, each read again when its turn comes."""
        report_broken(self.rules, report)
        archive, above = Archive(Clock(zone_named(self.timezone))), _place_above(source)
        entries: list[Entry] = []
        found: list[Found] = []
        families: Counter[Family] = Counter()
        guids: list[str] = []
        first_with_id: dict[int, str] = {}
        for candidate in find_files(source, report):
            where = Where(origin=candidate.name)
            problems: list[Problem] = []
            read = _read(candidate, above, archive, problems.append)
            for problem in problems:
                report(problem.at(where))
            if read is None:
                continue
            post, family = read
            if post.id is not None and first_with_id.setdefault(post.id, post.key) != post.key:
                report(SameId(id=post.id, first=first_with_id[post.id], where=where))
            entries.append(Entry(**{name: getattr(post, name) for name in _ENTRY_FIELDS}))
            guids.append(post.guid)
            found.append(candidate)
            families[family] += 1
        if not entries:
            raise ConversionError(
                f"there is no post in {source}, where no file begins with a title between two lines ---: give the "
                "folder that the posts are in"
            )
        if archive.clock.assumed and not self.timezone:
            report(ZoneAssumed(count=archive.clock.assumed))
        home = home_of(entry.url for entry in entries) or home_of(guids)
        entries = [replace(entry, url=complete(entry.url, home)) for entry in entries]
        entries = under_parents(entries, home)
        site = Site(
            url=home,
            timezone=self.timezone,
            generator=families.most_common(1)[0][0].value,
            authors=tuple(archive.authors.values()),
            terms=archive.vocabulary.terms,
            entries=tuple(entries),
        )
        by_file = {candidate.name: entry for candidate, entry in zip(found, entries, strict=True)}
        whole = SourceSite.made_of(site, files=by_address(_held_in(source, by_file, home)))
        return whole, _posts(found, above, archive, whole, report)

    def held_files(self, source: Path, site: Site) -> Iterator[HeldFile]:
        """The files in the folder that are not posts."""
        return holdings_of(site, source)

    def clean(self, post: Post, site: Site, report: Report) -> Post:
        """The post with canonical HTML made of its body and of its comments."""
        base = post.url or site.url
        if post.dialect == "wordpress":
            made = to_html(post, site, report, rules_of(self.rules))
        else:
            body = without_exporter_marks(post.raw)
            if post.dialect == "markdown":
                body = markdown_to_html(fence_highlights(body), report)
            body = lead_to_files(lead_to_posts(body, post, site, report), post, site)
            made = to_canonical(body, base=base, report=report)
            report_left_over(made, report, of_wordpress=site.generator != Family.OTHER.value)
        image = post.image and replace(post.image, url=address_of_file(post.image.url, post, site))
        return replace(post, html=made, comments=comments_to_html(post, site, report), image=image)


def _held_in(source: Path, entries: Mapping[str, Entry], home: str) -> Iterator[Holding]:
    """The files of a folder: uploads at the address that all blogs of WordPress have them at, others beside posts."""
    if not source.is_dir():
        return
    beside: list[str] = []
    for path in files_below(source, lambda folder: PurePosixPath(folder).name in MACHINERY):
        _, uploads, below = f"/{path}".partition(_UPLOADS)
        top, _, below_top = path.partition("/")
        if uploads:
            yield Holding(f"{uploads}{below}", path)
        elif top in _COPIED and below_top:
            yield Holding(below_top, path)
        else:
            beside.append(path)
    yield from beside_posts(beside, entries, home)


def _posts(found: list[Found], above: PurePosixPath, archive: Archive, site: Site, report: Report) -> Iterator[Post]:
    """Read each file again. What the first reading reported is not said twice."""
    for candidate, entry in zip(found, site.entries, strict=True):
        changed: list[Problem] = []
        read = _read(candidate, above, archive, changed.append)
        if read is None:
            report(ItemLost(reason="the file changed while it was read", where=Where(origin=candidate.name)))
            continue
        image = read[0].image and replace(read[0].image, url=complete(read[0].image.url, entry.url or site.url))
        yield replace(read[0], id=entry.id, url=entry.url, parent=entry.parent, image=image)


def _read(found: Found, above: PurePosixPath, archive: Archive, report: Report) -> tuple[Post, Family] | None:
    """The post of a file; None, and a problem that says why, where it holds none or cannot be read."""
    document = read_file(found, report)
    if document is None:
        return None
    document = Document(with_usual_keys(document.fields), document.body)
    path = above / found.name
    if not _is_post(document, path):
        report(
            NotAPost(
                reason="its front matter is not that of a post, which has a title and one of date, tags or the like"
            )
        )
        return None
    family = family_of(document.fields)
    former = [(name, address) for name in FIELDS for address in texts_of(document.fields.pop(name, ""))]
    return _with_former(archive.post_of(document, found.name, place_of(path), report), former), family


def _with_former(post: Post, former: Sequence[tuple[str, str]]) -> Post:
    """A post with the addresses that it had before; those of other hosts stay custom fields."""
    paths, others = old_paths_in((address for _, address in former), parts_of(post.url).path)
    kept = [(name, address) for name, address in former if address in others]
    return replace(post, old_paths=paths, meta=(*post.meta, *kept))


def _place_above(source: Path) -> PurePosixPath:
    """Of the last two folders of a source those that mean something: it may be `_drafts` itself, or a year in it."""
    folder = Path(os.path.realpath(source))
    above = folder.parts[-2:] if folder.is_dir() else folder.parent.parts[-2:]
    return PurePosixPath(*(name_of(part) for part in above if part.startswith("_")))


def _is_post(document: Document, path: PurePosixPath) -> bool:
    return is_post_like(document.fields) or bool(document.fields and path.name and place_of(path).kind)


def _family_at_a_glance(path: Path) -> Family | None:
    """The family of a file, told from its beginning; None where that is not a post's."""
    try:
        data = read_bytes(path, _GLANCE)
        document = read_document(data, lambda problem: None) or read_described(path, data)
    except (OSError, NotRead):
        return None
    fields = with_usual_keys(document.fields) if document is not None else {}
    return family_of(fields) if is_post_like(fields) else None
