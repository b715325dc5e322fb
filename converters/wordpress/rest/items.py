"""Items of the REST API → posts, media, terms, authors and comments of the model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from converters.post import Author, Comment, Entry, Media, MediaSize, Post, Status, Term
from converters.wordpress.rest.menus import menu_fields
from converters.wordpress.rest.records import Record, number_of, text_of
from converters.wordpress.rest.shown import excerpt_of, shown_body
from converters.wordpress.vocabulary import STATUSES
from converters.wordpress.wxr.dates import Clock, pair
from converters.wordpress.wxr.words import decode_slug, to_plain_text

APPROVED = {"approved": "1", "approve": "1", "hold": "0"}
"""The API's words for what becomes of a comment → those of the database."""
_UPLOADS = "/wp-content/uploads/"


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of posts that the API shows."""

    name: str
    """`post`, `page`, `attachment`, or the name of a custom type."""
    route: str
    """Below the root: `wp/v2/posts`."""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A taxonomy that the API shows."""

    name: str
    field: str
    """What items call the list of their terms: `categories`."""
    route: str


@dataclass(frozen=True, slots=True)
class Directory:
    """What items say by number."""

    clock: Clock
    logins: Mapping[int, str]
    terms: Mapping[str, Mapping[int, Term]]
    """By taxonomy."""
    taxonomies: Sequence[Taxonomy]


def entry_of(item: Record, kind: str, key: str, clock: Clock) -> Entry:
    """What the rest of the site may know of an item."""
    word = item.text("status")
    stored = item.stored("title")
    title = item.shown("title") if stored is None else stored
    hidden = item.record("content").flag("protected") or item.record("excerpt").flag("protected")
    return Entry(
        key=key,
        id=item.number("id"),
        kind=kind,
        status=Status.PUBLISHED if kind == "attachment" and word == "inherit" else STATUSES.get(word, Status.OTHER),
        slug=decode_slug(item.text("slug")),
        title=to_plain_text(title) or to_plain_text(item.text("title")),
        url="" if kind == "nav_menu_item" else item.text("link"),
        date=pair(item.text("date"), item.text("date_gmt"), clock)[0],
        parent=item.number("post" if kind == "attachment" else "parent") if kind != "nav_menu_item" else None,
        protected=hidden or bool(item.text("password")),
    )


def post_of(
    item: Record, entry: Entry, known: Directory, media: Mapping[int, Media], comments: Sequence[Comment], origin: str
) -> Post:
    """The post of an item: as the database holds it where the API shows that, else as readers see it."""
    body = "description" if entry.kind == "attachment" else "content"
    raw, title, guid = item.stored(body), item.stored("title"), item.stored("guid")
    is_line = entry.kind == "nav_menu_item"
    author, picture = item.number("author"), item.number("featured_media")
    return Post(
        key=entry.key, id=entry.id, kind=entry.kind, status=entry.status, slug=entry.slug, title=entry.title,
        url=entry.url, date=entry.date, parent=entry.parent, protected=entry.protected,
        raw=shown_body(item, body) if raw is None else raw,
        dialect="html" if raw is None and not is_line else "wordpress",
        excerpt=excerpt_of(item, entry.kind),
        title_html=item.shown("title") if title is None else title,
        status_word=item.text("status"),
        author=known.logins.get(author, f"author-{author}") if author else "",
        modified=pair(item.text("modified"), item.text("modified_gmt"), known.clock)[0],
        floating=entry.status in (Status.DRAFT, Status.PENDING),
        guid=unescape(item.shown("guid")) if guid is None else guid,
        terms=tuple(_terms_on(item, known)),
        meta=tuple(menu_fields(item) if is_line else _metas_of(item)),
        comments=tuple(comments),
        comments_open=item.text("comment_status") == "open",
        pings_open=item.text("ping_status") == "open",
        password=item.text("password"),
        sticky=item.flag("sticky"),
        order=item.order("menu_order"),
        template="" if item.text("template") == "default" else item.text("template"),
        image=media.get(picture) if picture else None,
        attachment_url=item.text("source_url"),
        origin=origin,
    )  # fmt: skip


def _terms_on(item: Record, known: Directory) -> list[Term]:
    found = []
    for taxonomy in known.taxonomies:
        terms = known.terms.get(taxonomy.name, {})
        value = item.get(taxonomy.field)
        ids = item.numbers(taxonomy.field) if isinstance(value, list) else [number_of(value) or 0]
        found += [terms[id] for id in dict.fromkeys(ids) if id in terms]
    form = item.text("format")
    if form and form != "standard":
        found.append(Term(taxonomy="post_format", slug=f"post-format-{form}", name=form.capitalize()))
    return found


def _metas_of(item: Record) -> list[tuple[str, str]]:
    """The custom fields that the blog shows its API: those that somebody registered for it."""
    return [
        (key, ("1" if each else "") if isinstance(each, bool) else text_of(each))
        for key, value in item.record("meta").items()
        for each in (value if isinstance(value, list) else [value])
        if not isinstance(each, dict | list) and each not in (None, "")
    ]


def media_of(item: Record, title: str) -> Media | None:
    """The file of an attachment; None without an address."""
    details = item.record("media_details")
    url = item.text("source_url")
    if not url:
        return None
    path = unquote(_path_of(url))
    sizes = [(name, Record(value)) for name, value in details.record("sizes").items() if name != "full"]
    description = item.stored("description")
    return Media(
        url=url,
        id=item.number("id"),
        title=title,
        alt=to_plain_text(item.text("alt_text")),
        caption=excerpt_of(item, "attachment"),
        description=shown_body(item, "description") if description is None else description,
        parent=item.number("post"),
        file=details.text("file") or path.partition(_UPLOADS)[2],
        mime=item.text("mime_type"),
        width=details.number("width") or 0,
        height=details.number("height") or 0,
        sizes=tuple(
            MediaSize(
                name=name, url=size.text("source_url"),
                width=size.number("width") or 0, height=size.number("height") or 0,
            )
            for name, size in sizes if size.text("source_url")
        ),
        page=item.text("link"),
        order=item.order("menu_order"),
    )  # fmt: skip


def _path_of(url: str) -> str:
    """The path of an address; empty when it is none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def comment_of(item: Record, id: int, clock: Clock) -> Comment:
    """One comment. Its parent may be any: `threaded` knows which are there."""
    stored = item.stored("content")
    word = item.text("status")
    return Comment(
        id=id,
        parent=item.number("parent"),
        author=to_plain_text(item.text("author_name")),
        email=item.text("author_email"),
        url=unescape(item.text("author_url")),
        ip=item.text("author_ip"),
        date=pair(item.text("date"), item.text("date_gmt"), clock)[0],
        raw=item.shown("content") if stored is None else stored,
        approved=APPROVED.get(word, word or "1"),
        kind=item.text("type") or "comment",
        user=item.number("author"),
        meta=tuple(_metas_of(item)),
    )


def author_of(item: Record) -> Author | None:
    """Somebody who writes: with the login where it is shown, else by the name in addresses."""
    login = item.text("username") or item.text("slug")
    if not login:
        return None
    return Author(
        login=login,
        name=to_plain_text(item.text("name")) or login,
        email=item.text("email"),
        first_name=to_plain_text(item.text("first_name")),
        last_name=to_plain_text(item.text("last_name")),
        id=item.number("id"),
    )


def terms_of(items: Sequence[Record], taxonomy: str) -> dict[int, Term]:
    """The terms of one taxonomy by id, parents before their children; who is its own ancestor stands at the top."""
    records = {id: item for item in items if (id := item.number("id")) and item.text("slug")}
    found: dict[int, Term] = {}
    for start in records:
        path: dict[int, None] = {}
        at: int | None = start
        while at in records and at not in found and at not in path:
            path[at] = None
            at = records[at].number("parent")
        for id in reversed(path):
            item = records[id]
            above = found.get(item.number("parent") or 0)
            slug = decode_slug(item.text("slug"))
            found[id] = Term(
                taxonomy=taxonomy, slug=slug, name=to_plain_text(item.text("name"), tags=False) or slug,
                parent=above.slug if above else "", description=item.text("description"), id=id,
                meta=tuple(_metas_of(item)),
            )  # fmt: skip
    return found
