"""What a Jekyll site has besides its posts: the starter, terms, authors, menus, and pages at former addresses."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import PurePosixPath

from converters.canonical import to_canonical
from converters.index import Table
from converters.post import Site, Status
from converters.problem import NOWHERE
from writers.addresses import plain_name
from writers.destination import Destination
from writers.fields import term_fields
from writers.jekyll.configuration import as_yaml, config_of, said_by_config
from writers.jekyll.content import Content, fields_of
from writers.markdown import FLAVORS, to_markdown
from writers.markdown.raw import Link
from writers.page import FrontMatterValue, page_text, without_forbidden
from writers.site_data import media_json, menus_json, site_json
from writers.starters import starter_files
from writers.terms import AUTHORS, TermPage, Terms

CONFIGURATION = PurePosixPath("_config.yml")
"""The configuration that the starter has."""

_PAGES_IN_MENU = 8


def put_starter(folder: Destination, site: Site, content: Content, collections: Iterable[str]) -> None:
    """Configuration and layouts, each file only where there is none, or still ours."""
    starter = files("writers").joinpath("starter")
    for path, text in starter_files("jekyll"):
        if path == CONFIGURATION:
            text = config_of(text, site, archive=content.archive, collections=collections)
        elif path.name == "archive.html":
            text = text.replace("$archive", _json(content.archive).strip(), 1)
        folder.put_unless_edited(path, text)
    style = starter.joinpath("hugo", "static", "style.css")  # one look for all sites
    folder.put_unless_edited(PurePosixPath("style.css"), style.read_text(encoding="utf-8"))


def put_data(folder: Destination, site: Site, content: Content, written: Collection[str], link: Link) -> None:
    """`_data/`: terms by field and slug, the names of authors where plugins look for them, and menus.

    `written` holds the keys of the posts that arrived: the menu of a blog without menus is made of its pages.
    """
    folder.put_pieces(PurePosixPath("_data", "terms.json"), _terms_json(content.terms), NOWHERE)
    authors = {page.slug: {"name": page.title} for page in content.terms.pages_in(AUTHORS)}
    menus = menus_json(site, link) or _pages_menu(site, content, written)
    about = site_json(site, link, **said_by_config(site))
    for name, data in (("authors", _json(authors)), ("menus", menus), ("site", about)):
        if data:
            folder.put(PurePosixPath("_data", f"{name}.json"), as_yaml(data), NOWHERE)
    if media := media_json(site, link):
        folder.put_pieces(PurePosixPath("_data", "media.json"), map(as_yaml, media), NOWHERE)


def put_terms(folder: Destination, content: Content, link: Link) -> None:
    """A page for each term and each author at its old address, and one for each list of them."""
    for page in content.terms.pages():
        folder.put(content.term_path(page), _term_text(page, content, link), NOWHERE)
    for field in fields_of(content.terms):
        fields = {
            "layout": "taxonomy",
            "title": field.replace("-", " ").replace("_", " ").capitalize(),
            "permalink": content.terms.overview_address(field),
            "taxonomy": field,
        }
        folder.put(PurePosixPath("terms", f"{field}.md"), page_text(fields, ""), NOWHERE)


def put_redirects(folder: Destination, site: Site, content: Content, aliases: Mapping[str, str]) -> None:
    """A page at each former address that leads to the present one: the plugin for it is not everywhere.

    `aliases` holds the former addresses of each post that arrived, as a list in JSON.
    """
    addresses: Table[int] = Table()
    names: Table[int] = Table()
    for entry in site.entries if aliases else ():
        for alias in json.loads(aliases.get(entry.key, "[]")):
            if not addresses.add(alias.casefold(), 1):
                continue
            name = stem = plain_name(alias.strip("/"))
            number = 2
            while not names.add(name.casefold(), 1):
                name, number = f"{stem}-{number}", number + 1
            fields = {"layout": "moved", "permalink": alias, "moved_to": content.addresses.path_of(entry)}
            folder.put(PurePosixPath("redirects", f"{name}.md"), page_text(fields, ""), NOWHERE, item=entry.key)


def _terms_json(terms: Terms) -> Iterator[str]:
    """Terms by field and slug, in pieces, as `_json` writes them."""
    before = "{\n "
    for field in fields_of(terms):
        yield f"{before}{_json(field).rstrip()}: "
        before = "{\n  "
        for page in terms.pages_in(field):
            said = {"title": page.title, "url": page.address, "parent": page.parent, "description": page.description}
            about = _json({name: value for name, value in said.items() if value}).rstrip().replace("\n", "\n  ")
            yield f"{before}{_json(page.slug).rstrip()}: {about}"
            before = ",\n  "
        yield "\n }" if before.startswith(",") else "{}"
        before = ",\n "
    yield "\n}\n"


def _term_text(page: TermPage, content: Content, link: Link) -> str:
    about = term_fields(page)
    fields: dict[str, FrontMatterValue] = {
        "layout": "term",
        "title": page.title,
        "permalink": page.address,
        "taxonomy": page.field,
        "term": page.slug,
        "render_with_liquid": False,
    }
    fields |= {"wordpress": about} if about else {}
    description = to_canonical(page.description, base=content.addresses.site.url)
    return page_text(fields, to_markdown(description, flavor=FLAVORS["jekyll"], link=link))


def _pages_menu(site: Site, content: Content, written: Collection[str]) -> str | None:
    """For a blog without menus, as WordPress does it: its top pages by their titles."""
    pages = [
        {"title": entry.title, "url": content.addresses.base + content.addresses.path_of(entry), "depth": 0}
        for entry in site.entries
        if entry.kind == "page"
        and entry.key in written
        and not entry.parent
        and entry.status is Status.PUBLISHED
        and not entry.protected
        and entry.title
    ]
    pages.sort(key=lambda page: str(page["title"]).casefold())
    return _json([{"slug": "pages", "name": "", "items": pages[:_PAGES_IN_MENU]}]) if pages else None


def _json(data: object) -> str:
    return as_yaml(json.dumps(without_forbidden(data), ensure_ascii=False, indent=1)) + "\n"
