"""What comes before the items: the blog, its authors, and every term, parents before their children."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from converters.index import Table, joined
from converters.post import Author, Site, Term
from converters.problem import Problem, Report, Severity
from converters.wordpress.vocabulary import NAMESPACES
from converters.wordpress.wxr.original import to_instruction
from writers.wxr.menus import menu_terms
from writers.wxr.meta import metas
from writers.wxr.words import encode_slug, feed_date, feed_text, stored_name
from writers.wxr.xml import Elements

PROLOG = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n'
    "<!-- WordPress eXtended RSS by portpress. To import it use Tools, Import, WordPress in the new blog. -->\n"
)
"""The first two lines: by them a file is known as one of ours."""

VERSION = "1.2"
"""Of WXR: what WordPress writes since 3.4."""

END = "</channel>\n</rss>\n"

_RELEASE = re.compile(r"WordPress (\d[\w.-]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermAtTheTop(Problem):
    """A term whose parent is not there, or that is its own ancestor."""

    code = "term-at-the-top"
    severity = Severity.WARNING
    text = "the {taxonomy} {slug!r} cannot stand below {parent!r}, which is missing or below it: it stands at the top"
    taxonomy: str
    slug: str
    parent: str


def head_of(
    site: Site, *, url: str, network: str, renamed: Mapping[str, str], spelled: Mapping[str, str], report: Report
) -> Iterator[str]:
    """The file up to its first item, in pieces.

    `url` is the blog's new address, `network` that of the network it is part of. `renamed` holds the logins of the new
    blog by the old ones where a person chose them, `spelled` where WordPress could not spell the old ones.
    """
    elements = Elements(report)
    declared = "".join(f'\n\txmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    yield f'{PROLOG}<rss version="2.0"{declared}\n>\n<channel>\n'
    menus = list(menu_terms(site))
    terms = in_order([*site.terms, *menus] if menus else site.terms, report)
    for line in chain(
        _about(site, url, network, elements),
        _authors([author for author in site.authors if not author.guest], renamed, spelled, elements),
        (_term(term, elements, report) for term in terms),
        _marks(site, url, elements),
    ):
        yield f"\t{line}\n"


def _about(site: Site, url: str, network: str, elements: Elements) -> list[str]:
    plain = elements.plain
    return [
        plain("title", feed_text(site.title)),
        plain("link", url),
        plain("description", feed_text(site.description)),
        plain("pubDate", feed_date(site.exported)),
        plain("language", site.language),
        plain("wp:wxr_version", VERSION),
        plain("wp:base_site_url", network or url),
        plain("wp:base_blog_url", url),
    ]


def _marks(site: Site, url: str, elements: Elements) -> Iterator[str]:
    """What made the blog, and its icon."""
    plain = elements.plain
    if site.generator:
        release = _RELEASE.fullmatch(site.generator)
        yield plain("generator", f"https://wordpress.org/?v={release[1]}" if release else site.generator)
    if site.icon:
        inner = "".join([plain("url", site.icon), plain("title", feed_text(site.title)), plain("link", url)])
        yield f"<image>{inner}</image>"


def _authors(
    authors: Sequence[Author], renamed: Mapping[str, str], spelled: Mapping[str, str], elements: Elements
) -> list[str]:
    """An element for each author. One who is another in the new blog is declared as that one: the last word counts."""
    declared: dict[str, dict[str, str]] = {}
    lines: list[str] = []
    for author in authors:
        login = renamed.get(author.login) or spelled.get(author.login, author.login)
        own = _author_fields(author)
        if author.login in renamed:
            if login not in declared:
                declared[login] = {**own, "wp:author_login": login}
                lines.append(_author(declared[login], {}, elements))
            continue
        fields = declared.setdefault(login, {**own, "wp:author_login": login})
        originals = {name: text for name, text in own.items() if text != fields[name]}
        lines.append(_author(fields, originals, elements))
    return lines


def _author_fields(author: Author) -> dict[str, str]:
    return {
        "wp:author_id": str(author.id or ""),
        "wp:author_login": author.login,
        "wp:author_email": author.email,
        "wp:author_display_name": stored_name(author.name),
        "wp:author_first_name": stored_name(author.first_name),
        "wp:author_last_name": stored_name(author.last_name),
    }


def _author(fields: Mapping[str, str], originals: Mapping[str, str], elements: Elements) -> str:
    inner = [
        elements.plain(name, text) if name == "wp:author_id" else elements.section(name, text)
        for name, text in fields.items()
    ]
    kept = elements.allowed("wp:author", to_instruction(originals))
    return f"<wp:author>{''.join(inner)}{kept}</wp:author>"


def _term(term: Term, elements: Elements, report: Report) -> str:
    slug, name = encode_slug(term.slug), stored_name(term.name)
    section = elements.section
    kind = {"category": "category", "post_tag": "tag"}.get(term.taxonomy, "term")
    fields = [elements.plain("wp:term_id", term.id)] if term.id is not None else []
    if kind == "category":
        fields.append(section("wp:category_nicename", slug))
        fields.append(section("wp:category_parent", encode_slug(term.parent)))
        fields.append(section("wp:cat_name", name))
    elif kind == "tag":
        fields.append(section("wp:tag_slug", slug))
        fields.append(section("wp:tag_name", name))
    else:
        fields.append(section("wp:term_taxonomy", term.taxonomy))
        fields.append(section("wp:term_slug", slug))
        fields.append(section("wp:term_parent", encode_slug(term.parent)))
        fields.append(section("wp:term_name", name))
    if term.description:
        fields.append(section(f"wp:{kind}_description", term.description))
    fields += metas("wp:termmeta", term.meta, elements, report)
    return f"<wp:{kind}>{''.join(fields)}</wp:{kind}>"


def in_order(terms: Sequence[Term], report: Report) -> Iterator[Term]:
    """The same terms, each once, parents before children; a parent that is missing or closes a circle is taken off."""
    places: Table[int] = Table()
    for place, term in enumerate(terms):
        places.add(joined(term.taxonomy, term.slug), place)
    written: Table[int] = Table()
    for start in terms:
        ancestry: dict[str, Term] = {}
        key = joined(start.taxonomy, start.slug)
        while key not in written:
            term = terms[places[key]] if ancestry else start
            above = joined(term.taxonomy, term.parent)
            is_there = bool(term.parent) and above in places and above not in ancestry and above != key
            if term.parent and not is_there:
                report(TermAtTheTop(taxonomy=term.taxonomy, slug=term.slug, parent=term.parent))
                term = replace(term, parent="")
            ancestry[key] = term
            if not is_there:
                break
            key = above
        for key in reversed(ancestry):
            written[key] = 1
            yield ancestry[key]
