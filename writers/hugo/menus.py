"""The navigation menus as Hugo itself has them: `site.Menus`, configured in `config/_default/menus.toml`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from writers.addresses import plain_name
from writers.hugo.configuration import toml_text

_UNREAD = re.compile(r"[()'\"!*\[\]@,;$]")
"""Characters that Hugo leaves out of the address of a line."""

HEADING = "# The menus. Everything here is yours to change: https://gohugo.io/content-management/menus/\n"


def menus_toml(menus: Sequence[Mapping[str, Any]], *, base: str) -> str:
    """The menus (`site_data.menus_of`) as a file of Hugo's configuration; the first one is `main`, as themes want it.

    Hugo itself puts `base`, the folder of the site on its host, before an address.
    """
    text = HEADING
    taken = {"main"}
    for number, menu in enumerate(menus):
        name = "main" if number == 0 else _unused(plain_name(menu["slug"]).casefold() or "menu", taken)
        for line in _with_parents(menu["items"], base):
            text += f"\n[[{toml_text(name)}]]\n"
            text += "".join(f"{key} = {value}\n" for key, value in line.items())
    return text


def _with_parents(items: Sequence[Mapping[str, Any]], base: str) -> Iterator[dict[str, str]]:
    """Each line with the name of the one above it, which its depth tells."""
    above: list[str] = []
    for weight, item in enumerate(items, 1):
        identifier = f"item-{weight}"
        del above[item["depth"] :]
        line = {"identifier": toml_text(identifier), "name": toml_text(item["title"]), "weight": str(weight)}
        url = item["url"].removeprefix(base) if item["url"].startswith(f"{base}/") else item["url"]
        line |= {"url": toml_text(_UNREAD.sub(lambda match: f"%{ord(match[0]):02X}", url))} if url else {}
        line |= {"parent": toml_text(above[-1])} if above else {}
        above.append(identifier)
        yield line


def _unused(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    taken.add(name)
    return name
