"""Navigation menu items → menus, once everything that they may point at is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from converters.post import MenuItem, Site, Term
from converters.problem import Problem, Report, Severity, Where
from converters.wordpress.wxr.words import to_number


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItemWithoutTarget(Problem):
    """A line of a menu points at something the export does not hold."""

    code = "menu-item-without-target"
    severity = Severity.WARNING
    text = "a line of the menu {menu!r} points at the {target}, which is not in the export: it is left out of the menu"
    menu: str
    target: str


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A menu item as the export has it."""

    id: int
    menu: str
    title: str
    order: int
    metas: Mapping[str, str]
    where: Where


def menus_of(lines: Sequence[MenuLine], site: Site, report: Report) -> tuple[MenuItem, ...]:
    """Menus one after the other, in the order they first appear; each in the order it is shown."""
    targets = {_target_of(line) for line in lines}
    terms_by_id = {term.id: term for term in site.terms if term.id in targets} if targets else {}
    found: dict[str, list[MenuItem]] = {}
    for line in lines:
        title, url = _target(line, site, terms_by_id)
        title = line.title or title or url
        if not title or not (url or line.metas.get("_menu_item_type") == "custom"):
            target = f"{line.metas.get('_menu_item_object', '')} {line.metas.get('_menu_item_object_id', '')}".strip()
            report(MenuItemWithoutTarget(menu=line.menu, target=target or "nothing", where=line.where))
            continue
        parent = to_number(line.metas.get("_menu_item_menu_item_parent", ""))
        found.setdefault(line.menu, []).append(
            MenuItem(menu=line.menu, id=line.id, title=title, url=url, parent=parent, order=line.order)
        )
    return tuple(item for menu in found.values() for item in _without_orphans(sorted(menu, key=lambda m: m.order)))


def _target(line: MenuLine, site: Site, terms_by_id: Mapping[int | None, Term]) -> tuple[str, str]:
    """The title and the address of what a line points at; when it is not there, none and the line's own, if any."""
    kind, target = line.metas.get("_menu_item_type", ""), line.metas.get("_menu_item_object", "")
    id, own = _target_of(line), line.metas.get("_menu_item_url", "").strip()
    if kind == "custom" or not kind:
        return "", own
    if kind == "post_type_archive":
        return target, f"{site.url}/{target}/"
    if kind == "taxonomy":
        term = terms_by_id.get(id) if id is not None else None
        return (term.name, _term_address(term, site)) if term else ("", own)
    entry = site.entries_by_id.get(id) if id is not None else None
    return (entry.title, entry.url) if entry else ("", own)


def _target_of(line: MenuLine) -> int | None:
    return to_number(line.metas.get("_menu_item_object_id", ""))


def _term_address(term: Term, site: Site) -> str:
    """Where WordPress shows a term by default (get_term_link)."""
    path, terms = [term.slug], site.terms_by_slug
    above = terms.get((term.taxonomy, term.parent)) if term.parent else None
    while above is not None and len(path) < 100:
        path.append(above.slug)
        above = terms.get((above.taxonomy, above.parent)) if above.parent else None
    base = "tag" if term.taxonomy == "post_tag" else term.taxonomy
    return f"{site.url}/{base}/{'/'.join(reversed(path))}/"


def _without_orphans(menu: Sequence[MenuItem]) -> list[MenuItem]:
    """The same, lines whose parent is not in the menu, or that stand below themselves, put at the top."""
    parents = {item.id: item.parent for item in menu}
    made = []
    for item in menu:
        if item.parent is not None:
            seen = {item.id}
            above = item.parent
            while above in parents and above not in seen:
                seen.add(above)
                following = parents[above]
                if following is None:
                    break
                above = following
            if item.parent not in parents or above == item.id:
                parents[item.id] = None
                item = replace(item, parent=None)
        made.append(item)
    return made
