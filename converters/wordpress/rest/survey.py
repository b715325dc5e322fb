"""What a walk over all items of a blog finds: what each is to the others, and what belongs to none of them alone."""

from dataclasses import dataclass, field

from converters.post import Author, Entry, Media, Term
from converters.problem import Where
from converters.wordpress.rest.items import Directory, entry_of, media_of
from converters.wordpress.rest.menus import menu_fields
from converters.wordpress.rest.records import Record
from converters.wordpress.wxr.dates import Clock
from converters.wordpress.wxr.menus import MenuLine


@dataclass(slots=True)
class Survey:
    """What was found so far. Of two items with one id the first counts."""

    url: str
    """Of the blog, for the places of problems."""
    clock: Clock
    authors: list[Author]
    """Those that the blog names; one that only items name by number is added."""
    logins: dict[int, str]
    """By the number of an author."""
    entries: dict[int, Entry] = field(default_factory=dict)
    media: dict[int, Media] = field(default_factory=dict)
    blocks: dict[int, str] = field(default_factory=dict)
    lines: list[MenuLine] = field(default_factory=list)
    formats: dict[str, Term] = field(default_factory=dict)
    """The terms of post formats, by slug."""

    def take(self, kind: str, item: Record, known: Directory) -> None:
        """Take up one item."""
        id = item.number("id")
        if id is None or id in self.entries:
            return
        entry = self.entries[id] = entry_of(item, kind, str(id), self.clock)
        author = item.number("author")
        if author and author not in self.logins:
            self.logins[author] = f"author-{author}"
            self.authors.append(Author(login=self.logins[author], name=self.logins[author], id=author))
        if kind == "attachment" and (media := media_of(item, entry.title)):
            self.media[id] = media
        elif kind == "wp_block":
            self.blocks[id] = item.stored("content") or ""
        elif kind == "nav_menu_item":
            menus = known.terms.get("nav_menu", {}).values()
            menu = next((term.slug for term in menus if term.id == item.number("menus")), "")
            where = Where(origin=f"{self.url}: menu-items/{id}")
            self.lines.append(MenuLine(id, menu, entry.title, item.order("menu_order"), dict(menu_fields(item)), where))
        form = item.text("format")
        if form and form != "standard":
            slug = f"post-format-{form}"
            self.formats.setdefault(slug, Term(taxonomy="post_format", slug=slug, name=form.capitalize()))
