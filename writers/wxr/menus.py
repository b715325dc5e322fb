"""Menus whose lines no item of the source stands for, as Hugo and Jekyll have them, become items of WordPress's."""

from collections.abc import Callable, Iterator

from converters.post import Entry, MenuItem, Post, Site, Status, Term

TAXONOMY = "nav_menu"


def needs_items(site: Site) -> bool:
    """Whether the site has menus, but no items that stand for their lines."""
    return bool(site.menus) and not any(entry.kind == "nav_menu_item" for entry in site.entries)


def menu_terms(site: Site) -> Iterator[Term]:
    """The menus that no term stands for."""
    for menu in dict.fromkeys(item.menu for item in site.menus):
        if (TAXONOMY, menu) not in site.terms_by_slug and menu:
            yield Term(taxonomy=TAXONOMY, slug=menu, name=menu)


def menu_posts(site: Site, id_of: Callable[[Entry], int], next_id: int) -> Iterator[Post]:
    """An item for each line of the menus, with the eight custom fields that WordPress wants (`_menu_item_…`).

    Lines keep their ids where nothing else has them, and get new ones from `next_id` on; a line that leads to an entry
    of the site says so, so that it still leads there when the entry moves.
    """
    entries = {entry.url: entry for entry in reversed(site.entries) if entry.url}
    ids = _ids_of(site, next_id)
    newest = max((entry.date for entry in site.entries if entry.date), default=None)
    for item in site.menus:
        menu = site.terms_by_slug.get((TAXONOMY, item.menu))
        entry = entries.get(item.url)
        id = ids[item.menu, item.id]
        parent = ids.get((item.menu, item.parent), 0) if item.parent is not None else 0
        yield Post(
            key=str(id) if str(id) not in site.entries_by_key else f"menu-{id}",
            id=id,
            kind="nav_menu_item",
            status=Status.PUBLISHED,
            title=item.title,
            date=newest,
            order=item.order,
            terms=(menu or Term(taxonomy=TAXONOMY, slug=item.menu, name=item.menu),),
            meta=_fields(item, entry, id_of(entry) if entry else id, parent),
        )


def _ids_of(site: Site, next_id: int) -> dict[tuple[str, int], int]:
    """The ids that the lines are written with, by their menus and their own ids."""
    ids: dict[tuple[str, int], int] = {}
    taken: set[int] = set()
    for number, item in enumerate(site.menus):
        is_free = item.id > 0 and item.id not in taken and item.id not in site.entries_by_id
        ids[item.menu, item.id] = item.id if is_free and item.id not in site.media else next_id + number
        taken.add(item.id)
    return ids


def needs_of(post: Post) -> tuple[int, ...]:
    """The ids of the line above a line of a menu, and of the post it points at; none for any other post."""
    if post.kind != "nav_menu_item":
        return ()
    fields = dict(post.meta)
    keys = ["_menu_item_menu_item_parent"]
    if fields.get("_menu_item_type") == "post_type":
        keys.append("_menu_item_object_id")
    words = [fields.get(key, "") for key in keys]
    return tuple(int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 19 and int(word))


def _fields(item: MenuItem, entry: Entry | None, target: int, parent: int) -> tuple[tuple[str, str], ...]:
    """What WordPress knows of a line. It asks for the address of those that lead to no post alone; our reader needs it
    where a post got another id, which it does not keep."""
    return (
        ("_menu_item_type", "post_type" if entry else "custom"),
        ("_menu_item_menu_item_parent", str(parent)),
        ("_menu_item_object_id", str(target)),
        ("_menu_item_object", entry.kind if entry else "custom"),
        ("_menu_item_target", ""),
        ("_menu_item_classes", 'a:1:{i:0;s:0:"";}'),
        ("_menu_item_xfn", ""),
        ("_menu_item_url", item.url),
    )
