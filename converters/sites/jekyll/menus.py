"""The menus that themes of Jekyll keep among the data, as `_data/navigation.yml`: lists of titles and addresses."""

from collections.abc import Iterator

from converters.frontmatter.addresses import complete
from converters.frontmatter.fields import text_of
from converters.frontmatter.yaml import Value
from converters.post import MenuItem
from converters.sites.data import list_of, mapping_of
from converters.sites.library import Library

_FILES = ("navigation", "menu", "nav")
_DEEPEST = 10


def menus_of(library: Library, home: str) -> tuple[MenuItem, ...]:
    """Every menu of the first of the files that is there, its lines numbered in their order."""
    for name in _FILES:
        value = library.read(name)
        menus = {name: value} if isinstance(value, list) else mapping_of(value)
        items: list[MenuItem] = []
        for menu, lines in menus.items():
            items.extend(_items(menu, lines, None, home, len(items), 0))
        if items:
            return tuple(items)
    return ()


def _items(menu: str, lines: Value, parent: int | None, home: str, count: int, depth: int) -> Iterator[MenuItem]:
    for line in map(mapping_of, list_of(lines)):
        title = text_of(line.get("title", "")) or text_of(line.get("name", ""))
        url = text_of(line.get("url", "")) or text_of(line.get("link", "")) or text_of(line.get("href", ""))
        children = line.get("children") or line.get("sublinks") or line.get("items") or ""
        if not title and not url:
            continue
        count += 1
        number = count
        address = complete(url.lstrip("/") or ".", f"{home}/") if home and url.startswith("/") else url
        yield MenuItem(menu=menu, id=number, title=title or url, url=address, parent=parent, order=number)
        if depth < _DEEPEST:
            for below in _items(menu, children, number, home, count, depth + 1):
                count = below.id
                yield below
