"""Items of an export → entries, then whole posts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from sys import intern

from converters.addresses import on_site
from converters.editors import needs_scripts
from converters.index import Table
from converters.post import Entry, Post, Site, Status, Term
from converters.problem import Problem, Report, Severity
from converters.wordpress.vocabulary import OPEN_TO_COMMENTS, OPEN_TO_PINGS, STATUSES
from converters.wordpress.wxr.comments import comments_of
from converters.wordpress.wxr.dates import AbsurdDate, Clock, feed_date, is_blank, local_date, offset_between, pair
from converters.wordpress.wxr.fields import Field
from converters.wordpress.wxr.forwards import forward_of
from converters.wordpress.wxr.media import excerpt_of, first_metas
from converters.wordpress.wxr.original import KEY, OLD_PATHS, PROTECTED
from converters.wordpress.wxr.reading import Item
from converters.wordpress.wxr.terms import terms_on
from converters.wordpress.wxr.words import decode_slug, is_cut, to_number, to_order, to_plain_text


@dataclass(frozen=True, slots=True, kw_only=True)
class CutSlug(Problem):
    """A percent-encoded slug ends within a character."""

    code = "cut-slug"
    severity = Severity.NOTE
    text = "the slug {slug!r} ends within a character: that character is dropped"
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedId(Problem):
    """Two items have one id."""

    code = "repeated-id"
    severity = Severity.WARNING
    text = "the id {id} stands twice in the export: links and parents that name it mean the first item"
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFields(Problem):
    """An item lacks what every WordPress item has."""

    code = "missing-fields"
    severity = Severity.WARNING
    text = "the item has no {missing}: it is taken as {taken}"
    missing: str
    taken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDate(Problem):
    """A published item without any date."""

    code = "no-date"
    severity = Severity.WARNING
    text = "no date can be found in the export"


class Keys:
    """Gives every item a key of its own."""

    def __init__(self) -> None:
        self._count = 0
        self._given: Table[int] = Table()

    def next(self, id: int | None, given: str = "") -> str:
        """The key of the next item: its id, `12-2` for the second with that id, `item-7` without one.

        A key that the file gives it, as ours do, comes before these unless another item has it.
        """
        self._count += 1
        if given and self._given.add(given, 1):
            return given
        if id is None:
            return f"item-{self._count}"
        times = self._given[str(id)] = self._given.get(str(id), 0) + 1
        return str(id) if times == 1 else f"{id}-{times}"


def entry_of(item: Item, key: str, home: str, clock: Clock, raw_titles: bool, report: Report) -> Entry:
    """What the rest of the site, whose address is `home`, may know of an item. Reports what its fields lack."""
    fields = item.fields
    id = to_number(fields.value("wp:post_id"))
    status_word, kind = status_of(fields, report), _kind_of(fields, report)
    slug = fields.value("wp:post_name")
    if "%" in slug and is_cut(slug):
        report(CutSlug(slug=slug))
    if id is not None and key.startswith(f"{id}-") and key != fields.value(KEY):
        report(RepeatedId(id=id))
    if id is None:
        report(MissingFields(missing="id", taken=key))
    date = date_of(fields, clock, status_word, report)
    forward = forward_of(kind, first_metas(fields), report)
    return Entry(
        key=key,
        id=id,
        kind=intern(kind),
        status=_status(status_word, kind),
        slug=decode_slug(slug),
        title=to_plain_text(fields.get("title") or "", tags=item.raw_title or raw_titles),
        url=on_site(fields.value("link"), home),
        date=date,
        parent=to_number(fields.value("wp:post_parent")),
        protected=bool(fields.get("wp:post_password") or fields.get(PROTECTED)),
        old_slugs=tuple(
            decode_slug(m.get("wp:meta_value") or "")
            for m in fields.all("wp:postmeta")
            if m.get("wp:meta_key") == "_wp_old_slug" and m.get("wp:meta_value")
        ),
        old_paths=tuple(fields.value(OLD_PATHS).split("\n")) if fields.get(OLD_PATHS) else (),
        leads_to=forward.new,
        leads_from=forward.old,
    )


def _status(word: str, kind: str) -> Status:
    if word == "inherit" and kind == "attachment":
        return Status.PUBLISHED
    return STATUSES.get(word, Status.OTHER)


def status_of(fields: Field, report: Report) -> str:
    """The source's word for the status; `draft` where it is missing, as the importer has it."""
    word = fields.value("wp:status")
    if word:
        return word
    wordpress = any(field.name.startswith("wp:") for field in fields.fields)
    taken = "draft" if wordpress else "publish"
    report(MissingFields(missing="status", taken=taken))
    return taken


def _kind_of(fields: Field, report: Report) -> str:
    kind = fields.value("wp:post_type")
    if not kind:
        kind = "attachment" if fields.value("wp:attachment_url") else "post"
        report(MissingFields(missing="type", taken=f"a {kind}"))
    return kind


def offset_of(fields: Field) -> tuple[datetime, int] | None:
    """The local date and the offset that an item proves; None when it does not."""
    return _offset_in(fields, "wp:post_date")


def offset_when_modified(fields: Field) -> tuple[datetime, int] | None:
    """The same of its last change, which a draft without a date of its own proves, too."""
    return _offset_in(fields, "wp:post_modified")


def _offset_in(fields: Field, name: str) -> tuple[datetime, int] | None:
    local, gmt = local_date(fields.value(name)), local_date(fields.value(f"{name}_gmt"))
    seconds = offset_between(local, gmt) if local and gmt else None
    return (local, seconds) if local and seconds is not None else None


def is_floating(fields: Field, status_word: str) -> bool:
    """Whether an item has no date of its own: a draft gets one on being published."""
    return status_word in ("draft", "pending", "auto-draft") and is_blank(fields.value("wp:post_date_gmt"))


def date_of(fields: Field, clock: Clock, status_word: str, report: Report) -> datetime | None:
    """When an item was or will be public; of one that floats, when it was written."""
    local, gmt = fields.value("wp:post_date"), fields.value("wp:post_date_gmt")
    date, absurd = pair(local, gmt, clock)
    if date is None and local and absurd:
        date = feed_date(local)
    if date is None:
        fed = feed_date(fields.value("pubDate", "dc:date"))
        if fed is not None:
            date = fed if fed.utcoffset() else clock.show(fed)
    if absurd:
        report(AbsurdDate(field="post_date", value=absurd, instead=date.isoformat() if date else "no date"))
    elif date is None and not is_floating(fields, status_word):
        report(NoDate())
    return date


def post_of(item: Item, entry: Entry, site: Site, terms: Mapping[tuple[str, str], Term], clock: Clock,
            origin: str, report: Report) -> Post:  # fmt: skip
    """The item whole."""
    fields = item.fields
    metas = first_metas(fields)
    raw = fields.get("content:encoded") or ""
    status_word = status_of(fields, _Ignored())
    modified, absurd = pair(fields.value("wp:post_modified"), fields.value("wp:post_modified_gmt"), clock)
    if absurd:
        taken = modified.isoformat() if modified else "no date"
        report(AbsurdDate(field="post_modified", value=absurd, instead=taken))
    thumbnail = to_number(metas.get("_thumbnail_id", ""))
    return Post(
        key=entry.key, id=entry.id, kind=entry.kind, status=entry.status, slug=entry.slug, title=entry.title,
        url=entry.url, date=entry.date, parent=entry.parent, protected=entry.protected,
        raw=raw,
        dialect="html" if not site.generator and needs_scripts(raw) else "wordpress",  # which would show nothing of it
        excerpt=excerpt_of(fields),
        title_html=fields.get("title") or "",
        status_word=status_word,
        author=fields.value("dc:creator"),
        modified=modified,
        floating=is_floating(fields, status_word),
        guid=fields.value("guid"),
        terms=tuple(terms[taxonomy, slug] for taxonomy, slug, _ in terms_on(fields)),
        meta=fields.metas("wp:postmeta"),
        comments=comments_of(item.comments(), clock, report),
        comments_open=_is_open(fields.value("wp:comment_status"), entry.kind in OPEN_TO_COMMENTS),
        pings_open=_is_open(fields.value("wp:ping_status"), entry.kind in OPEN_TO_PINGS),
        password=fields.get("wp:post_password") or "",
        sticky=fields.value("wp:is_sticky") == "1",
        order=to_order(fields.value("wp:menu_order")),
        template="" if (template := metas.get("_wp_page_template", "")) == "default" else template,
        image=site.media.get(thumbnail) if thumbnail else None,
        old_slugs=entry.old_slugs, old_paths=entry.old_paths, leads_to=entry.leads_to, leads_from=entry.leads_from,
        attachment_url=on_site(fields.value("wp:attachment_url"), site.url),
        origin=origin,
    )  # fmt: skip


def _is_open(word: str, usually: bool) -> bool:
    """What WordPress makes of the word: `open` alone opens (comments_open), and without one it has its own rule."""
    return word == "open" if word else usually


class _Ignored:
    """Takes problems that are reported elsewhere."""

    def __call__(self, problem: Problem) -> None:
        """Nothing."""
