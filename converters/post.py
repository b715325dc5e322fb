"""The canonical model: what a blog is, whatever it was made with.

Everything here is frozen: a step of the conversion returns a new object (`dataclasses.replace`). Nothing here knows
WordPress, Markdown or any other format, and nothing here imports anything of ours.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Literal


class Status(StrEnum):
    """Who may see an entry. `Post.status_word` keeps the source's own word, which `OTHER` needs."""

    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    PENDING = "pending"
    PRIVATE = "private"
    TRASHED = "trashed"
    OTHER = "other"


Dialect = Literal["wordpress", "markdown", "html"]
"""What `Post.raw` is written in: WordPress's mixture of HTML, blocks and shortcodes; Markdown; or finished HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Someone who writes. The e-mail address stays in the model: only a WXR may write it."""

    login: str
    """What posts call the author: `Post.author`. Unique in a site."""
    name: str = ""
    """The name to print; equal to `login` where the source knows no other."""
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    id: int | None = None
    guest: bool = False
    """A guest of Co-Authors Plus: who wrote, but never was a user of the blog."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A category, tag or any other word that entries are filed under."""

    taxonomy: str
    """`category`, `post_tag`, or the name of a custom taxonomy."""
    slug: str
    """Decoded and unique within its taxonomy."""
    name: str
    """Plain text."""
    parent: str = ""
    """The slug of the term above, in the same taxonomy; empty at the top."""
    description: str = ""
    """HTML."""
    id: int | None = None
    meta: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSize:
    """One of the smaller copies that WordPress keeps beside an image."""

    name: str
    url: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A file of the media library (WordPress: an attachment)."""

    url: str
    """Absolute."""
    id: int | None = None
    title: str = ""
    alt: str = ""
    caption: str = ""
    """HTML."""
    description: str = ""
    """HTML."""
    parent: int | None = None
    """The id of the post it was uploaded to."""
    file: str = ""
    """The path below the uploads folder (`2019/04/x.jpg`); empty when unknown."""
    mime: str = ""
    width: int = 0
    height: int = 0
    sizes: tuple[MediaSize, ...] = ()
    page: str = ""
    """The address of the attachment's own page."""
    order: int = 0
    """Its place among its siblings in a gallery (WordPress: menu_order)."""


_BACKSTAGE = frozenset(
    ["action_log", "edd_payment_note", "editorial-comment", "give_payment_note", "note", "order_note",
     "webhook_delivery"]
)  # fmt: skip
"""Kinds of comments that editors and shops write for themselves: notes beside a block, the history of an order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment, or the trace of a link from elsewhere (a pingback). Its e-mail and IP leave the model by WXR only."""

    id: int
    """Unique within its post."""
    parent: int | None = None
    """The id of the comment it answers."""
    author: str = ""
    """Plain text."""
    email: str = ""
    url: str = ""
    ip: str = ""
    date: datetime | None = None
    """Aware."""
    raw: str = ""
    """As the source holds it: the little HTML that commenters may use, lines not yet paragraphs."""
    html: str = ""
    """Canonical HTML, once a reader's `clean` has made it."""
    approved: str = "1"
    """The source's word: `1` shown, `0` waiting, `spam`, `trash`, `post-trashed`."""
    kind: str = "comment"
    """`comment`, `pingback`, `trackback`, or a plugin's own word."""
    user: int | None = None
    """`Author.id` of a commenter with an account."""
    meta: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> bool:
        """Whether readers of the blog saw it."""
        return self.approved == "1" and self.kind not in _BACKSTAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """One line of a navigation menu."""

    menu: str
    """The menu's slug (a `Term` of the taxonomy `nav_menu` bears its name)."""
    id: int
    title: str
    """Plain text; never empty: what it points at lends its own where the menu gives none."""
    url: str
    """Absolute where it points into the blog; the source's own value otherwise."""
    parent: int | None = None
    """The id of the item it hangs under."""
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the rest of the site may know of a post: enough to link to it and to give it a place."""

    key: str
    """Identifies the entry among all of its source, whatever ids it bears: WordPress's id, or the path of its file."""
    id: int | None = None
    kind: str = "post"
    """`post`, `page`, `attachment`, or the name of a custom type."""
    status: Status = Status.PUBLISHED
    slug: str = ""
    """Decoded; empty for most drafts."""
    title: str = ""
    """Plain text on one line: no tags, no entities."""
    url: str = ""
    """The absolute address in the old blog; may be a query (`?p=12`) or empty."""
    date: datetime | None = None
    """Aware, in the blog's own offset: when it was or will be public; of a draft (`Post.floating`), its last save."""
    parent: int | None = None
    """The id of the page above."""
    protected: bool = False
    """Readers need a password."""
    old_slugs: tuple[str, ...] = ()
    """Slugs it had before; their addresses still lead to it."""
    old_paths: tuple[str, ...] = ()
    """Other addresses that still lead to it, as paths below the blog's own address, decoded: `/2019/old-name/`."""
    leads_to: str = ""
    """Where the old blog sent those who asked for it: an absolute address, or one from the blog's root (`/about/`)."""
    leads_from: str = ""
    """Of a rule that has no page, the path from the blog's root that leads there; others lead there from `url`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Entry):
    """An entry whole: article, page, attachment, menu item, anything the source calls an item."""

    raw: str = ""
    """The body as the source holds it."""
    dialect: Dialect = "wordpress"
    html: str = ""
    """Canonical HTML (`converters.html`), once a reader's `clean` has made it."""
    excerpt: str = ""
    """The hand-written summary, as the source holds it (may be HTML)."""
    title_html: str = ""
    """The title as the source holds it: HTML."""
    status_word: str = ""
    """The source's own word for the status, such as `publish`, `inherit` or a plugin's."""
    author: str = ""
    """`Author.login`."""
    modified: datetime | None = None
    """Aware."""
    floating: bool = False
    """A draft that gets its date when it is published; `date` is its last save."""
    guid: str = ""
    """The identifier in the old blog's feed. It never changes."""
    terms: tuple[Term, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    """Custom fields in the source's order; a key may stand more than once."""
    comments: Sequence[Comment] = ()
    """A tuple, unless they are too many for memory (`converters.index`)."""
    comments_open: bool = False
    pings_open: bool = False
    password: str = ""
    sticky: bool = False
    order: int = 0
    """The place among siblings (WordPress: menu_order)."""
    template: str = ""
    """The layout chosen by hand; empty for the usual one."""
    image: Media | None = None
    """The featured image."""
    attachment_url: str = ""
    """Of an attachment: its file."""
    origin: str = field(default="", compare=False)
    """Where in the source it was found, for messages: `blog.xml:1204`, `_posts/2019-04-17-hello.md`."""

    @property
    def format(self) -> str:
        """The post format without its prefix: `aside`, `quote`, `gallery` …; empty for a standard post."""
        return next((t.slug.removeprefix("post-format-") for t in self.terms if t.taxonomy == "post_format"), "")

    def meta_values(self, key: str) -> tuple[str, ...]:
        """Every value of a custom field, in order."""
        return tuple(value for name, value in self.meta if name == key)


class EntryIndex(Sequence[Entry]):
    """Entries that are found without a look at each: those of a blog that is too large for memory."""

    @property
    @abstractmethod
    def by_key(self) -> Mapping[str, Entry]:
        """Entries by key."""

    @property
    @abstractmethod
    def by_id(self) -> Mapping[int, Entry]:
        """Entries by id; the first one where an id stands twice."""


class TermIndex(Sequence[Term]):
    """Terms that are found without a look at each: those of a blog that has too many for memory."""

    @property
    @abstractmethod
    def by_slug(self) -> Mapping[tuple[str, str], Term]:
        """Terms by taxonomy and slug."""


class MediaIndex(Mapping[int, Media]):
    """Files by id that are found by other facts, too, without a look at each."""

    @property
    @abstractmethod
    def by_parent(self) -> Mapping[int, tuple[Media, ...]]:
        """The files uploaded to each post, in gallery order (`order`, then id)."""

    @property
    @abstractmethod
    def by_url(self) -> Mapping[str, Media]:
        """Files by address, the addresses of their smaller copies included."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """Everything but the posts: known at once, before the first post is read."""

    title: str = ""
    """Plain text."""
    url: str = ""
    """The blog's own address, without a slash at the end."""
    network: str = ""
    """The address of the network of blogs that it is part of (WordPress: multisite); empty for a blog of its own."""
    description: str = ""
    language: str = ""
    """A BCP 47 tag such as `en-US`; empty when unknown."""
    timezone: str = ""
    """An IANA name; empty when the source does not say."""
    generator: str = ""
    """What wrote the source: `WordPress 6.4.2`."""
    exported: datetime | None = None
    """When the source was made, by its own word. Aware."""
    icon: str = ""
    """The address of the site icon."""
    authors: tuple[Author, ...] = ()
    terms: Sequence[Term] = ()
    """Declared or merely used; parents before children; unique by taxonomy and slug."""
    entries: Sequence[Entry] = ()
    """Every item of the source, in its order, whatever its kind and status."""
    media: Mapping[int, Media] = field(default_factory=dict)
    """By id."""
    menus: tuple[MenuItem, ...] = ()
    """Menus one after the other, each in the order it is shown."""
    blocks: Mapping[int, str] = field(default_factory=dict)
    """Reusable blocks: the raw body by id."""
    tables: Mapping[str, str] = field(default_factory=dict)
    """Tables that bodies show by a name: HTML by that name."""

    @cached_property
    def authors_by_login(self) -> Mapping[str, Author]:
        """Authors by what posts call them."""
        return {author.login: author for author in self.authors}

    @cached_property
    def terms_by_slug(self) -> Mapping[tuple[str, str], Term]:
        """Terms by taxonomy and slug."""
        if isinstance(self.terms, TermIndex):
            return self.terms.by_slug
        return {(term.taxonomy, term.slug): term for term in self.terms}

    @cached_property
    def entries_by_key(self) -> Mapping[str, Entry]:
        """Entries by key."""
        if isinstance(self.entries, EntryIndex):
            return self.entries.by_key
        return {entry.key: entry for entry in self.entries}

    @cached_property
    def entries_by_id(self) -> Mapping[int, Entry]:
        """Entries by id; the first one where an id stands twice."""
        if isinstance(self.entries, EntryIndex):
            return self.entries.by_id
        found: dict[int, Entry] = {}
        for entry in self.entries:
            if entry.id is not None:
                found.setdefault(entry.id, entry)
        return found

    @cached_property
    def media_by_parent(self) -> Mapping[int, tuple[Media, ...]]:
        """The files uploaded to each post, in gallery order (`order`, then id)."""
        if isinstance(self.media, MediaIndex):
            return self.media.by_parent
        found: dict[int, list[Media]] = {}
        for media in self.media.values():
            if media.parent:
                found.setdefault(media.parent, []).append(media)
        return {parent: tuple(sorted(files, key=lambda m: (m.order, m.id or 0))) for parent, files in found.items()}

    @cached_property
    def media_by_url(self) -> Mapping[str, Media]:
        """Files by address, the addresses of their smaller copies included."""
        if isinstance(self.media, MediaIndex):
            return self.media.by_url
        found: dict[str, Media] = {}
        for media in self.media.values():
            for url in (media.url, *(size.url for size in media.sizes)):
                found.setdefault(url, media)
        return found
