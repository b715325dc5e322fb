"""Hugo's menus: lines of the configuration, and lines that pages ask for."""

from collections.abc import Mapping
from dataclasses import dataclass

from converters.frontmatter.addresses import complete
from converters.frontmatter.fields import text_of
from converters.frontmatter.yaml import Value
from converters.post import MenuItem
from converters.sites.data import list_of, mapping_of
from converters.sites.hugo.configuration import Configuration


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLine:
    """A line before it has a number."""

    menu: str
    title: str = ""
    url: str = ""
    identifier: str = ""
    parent: str = ""
    """The identifier, or the name, of the line above."""
    weight: int = 0


def lines_of(value: Value) -> tuple[MenuLine, ...]:
    """The lines that a page's front matter asks for: a name, several, or a mapping with what the line says."""
    if isinstance(value, dict):
        return tuple(_line(menu, mapping_of(about)) for menu, about in value.items())
    names = value if isinstance(value, list) else [value]
    return tuple(MenuLine(menu=text_of(name)) for name in names if text_of(name))


def menus_of(
    configuration: Configuration, of_pages: Mapping[str, tuple[MenuLine, ...]], home: str
) -> tuple[MenuItem, ...]:
    """Every menu, its lines numbered and in the order in which Hugo shows them: by weight, then by name."""
    lines = [_line(menu, mapping_of(about)) for menu, held in configuration.menus.items() for about in list_of(held)]
    lines += [line for asked in of_pages.values() for line in asked]
    order = {menu: number for number, menu in enumerate(dict.fromkeys(line.menu for line in lines))}
    lines.sort(key=lambda line: (order[line.menu], line.weight == 0, line.weight, line.title))
    numbers = {
        (line.menu, name): number
        for number, line in enumerate(lines, 1)
        for name in (line.title, line.identifier)
        if name
    }
    return tuple(
        MenuItem(
            menu=line.menu,
            id=number,
            title=line.title or line.identifier or line.url,
            url=complete(line.url.lstrip("/") or ".", f"{home}/") if home and line.url.startswith("/") else line.url,
            parent=numbers.get((line.menu, line.parent)) if line.parent else None,
            order=number,
        )
        for number, line in enumerate(lines, 1)
    )


def _line(menu: str, about: Mapping[str, Value]) -> MenuLine:
    def said(key: str) -> str:
        return text_of(about.get(key, ""))

    weight = said("weight")
    page = said("pageref")
    return MenuLine(
        menu=menu,
        title=said("name") or said("title"),
        url=said("url") or (f"/{page.strip('/')}/" if page.strip("/") else "/" if page else ""),
        identifier=said("identifier"),
        parent=said("parent"),
        weight=int(weight) if weight.lstrip("-").isdecimal() and len(weight) < 10 else 0,
    )
