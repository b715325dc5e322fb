"""Posts become a site for Pelican: HTML with meta tags, because the Markdown it reads is not what posts are written in.

Pelican's Markdown is Python-Markdown, which knows neither CommonMark's nesting nor HTML within Markdown as posts have
them; its reader of HTML passes a body on as it is. Its own terms are kept for themes (`category`, `tags`, `authors`);
the pages of terms are made by a plugin of the starter, because Pelican has one category for each article.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import ClassVar
from urllib.parse import quote, unquote

from converters import html as tree
from converters.abilities import Shown
from converters.canonical.sources import ADDRESSES
from converters.post import Post, Site, Status
from converters.problem import Problem, Report, Severity
from writers.dialects.files import FileSaid, read_text, said_of, terms_named, with_data
from writers.dialects.plan import Plan
from writers.dialects.writer import UNDATED, DialectWriter, without
from writers.fields import is_public
from writers.links import relinked
from writers.markdown.raw import Link
from writers.media.places import Layout
from writers.page import FrontMatterValue, without_forbidden
from writers.terms import AUTHORS

RESERVED: Mapping[str, None] = dict.fromkeys(["/404.html", "/feed.xml", "/sitemap.xml", "/robots.txt", "/style.css"])
"""Addresses that the starter, or a plugin that people are likely to have, needs for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledElsewhere(Problem):
    """A scheduled post would have an address of its own, and Pelican publishes at once what has one."""

    code = "scheduled-elsewhere"
    severity = Severity.NOTE
    text = "when its day has come it stands at {path}: Pelican would not wait if it named its address itself"
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PelicanWriter(DialectWriter):
    """Writes a site for Pelican 4.9 and later."""

    layout: ClassVar[Layout] = Layout(folder="content/static")
    generator: ClassVar[str] = "Pelican"
    configurations: ClassVar[tuple[str, ...]] = ("pelicanconf.py",)
    starter: ClassVar[str] = "pelican"
    build: ClassVar[tuple[str, ...]] = ("content",)
    needs: ClassVar[str] = (
        'ARTICLE_PATHS = ["posts"], PAGE_PATHS with the other folders, WITH_FUTURE_DATES = False, DRAFT_SAVE_AS = "" '
        "and ARTICLE_TRANSLATION_ID = None"
    )
    reserved: ClassVar[Mapping[str, None]] = RESERVED
    content: ClassVar[PurePosixPath] = PurePosixPath("content")
    suffix: ClassVar[str] = ".html"
    data: ClassVar[PurePosixPath] = PurePosixPath("data")
    keeps_html: ClassVar[bool] = True

    def text(self, post: Post, plan: Plan, fields: dict[str, FrontMatterValue], link: Link, report: Report) -> str:
        """The file of a post. A draft has no address, and what is not even a draft is not read at all."""
        address = plan.addresses.path_of(post)
        terms = plan.terms.slugs_of(post)
        said: list[tuple[str, str]] = []
        if post.kind == "post" or "date" in fields:
            said.append(("date", str(fields.get("date", UNDATED))))
        said += [("modified", str(fields["updated"]))] if "updated" in fields else []
        slug = address.strip("/").replace("/", "-").removesuffix(".html") or post.key
        if not is_public(post):
            said.append(("status", "draft" if post.status is Status.DRAFT and not post.protected else "skip"))
        elif post.status is Status.SCHEDULED and post.kind == "post":
            slug = plan.addresses.split_path_of(post)[1]
            wanted = _address_to_come(post, plan)
            if wanted != address:
                report(ScheduledElsewhere(path=wanted))
        elif post.status is Status.SCHEDULED:
            said.append(("status", "skip"))
        else:
            file = address.strip("/") + ("/index.html" if address.endswith("/") else "")
            said += [("url", address.strip("/") + "/" * address.endswith("/")), ("save_as", file)]
        said.append(("slug", slug))
        said.append(("category", terms.get("categories", ["misc"])[0]))
        for name, field in (("tags", "tags"), ("authors", AUTHORS)):
            if terms.get(field):
                said.append((name, "; ".join(terms[field]) + ";"))
        said.append(("terms", " ".join(f"{field}/{slug}" for field, slugs in terms.items() for slug in slugs)))
        said += [(name, str(fields[name])) for name in ("summary", "description") if name in fields]
        said.append(("kind", post.kind))
        said += [(name, json.dumps(fields[name])) for name in ("image", "wordpress") if name in fields]
        said += [("sticky", "yes")] if "sticky" in fields else []
        meta = "".join(f'<meta name="{name}" content="{escape(value)}" />\n' for name, value in said if value)
        head = f"<head>\n<title>{escape(post.title)}</title>\n{meta}</head>"
        return str(
            without_forbidden(f"<html>\n{head}\n<body>\n{_quoted(relinked(post.html, link))[0]}\n</body>\n</html>\n")
        )

    def said(self, path: Path) -> FileSaid:
        """What the file of a post says; Pelican finds the address of what is still to come by its day and its slug."""
        text = read_text(path)
        head, _, rest = text.partition("<body>\n")
        fields = _Head.of(head)
        hidden = fields.get("status", "") in ("draft", "skip")
        address = fields.get("url", "") if "url" in fields or hidden else _day_path(fields)
        return replace(
            said_of(with_data(fields)),
            body=rest.rpartition("\n</body>")[0],
            address="/" + address.lstrip("/") if not hidden else "",
            hidden=hidden,
            terms=terms_named(fields.get("terms", "")),
        )

    def expected(self, post: Post, site: Site) -> Shown:
        """What Pelican is to show of the post: what is hidden has no address, what is to come that of its day."""
        shown = DialectWriter.expected(self, post, site)
        html, apostrophes = _quoted(shown.html)
        dropped = {"apostrophes beside quotation marks in attributes": apostrophes} if apostrophes else {}
        shown = replace(shown, html=html, dropped={**shown.dropped, **dropped})
        if not is_public(post):
            return without(shown, "url")
        if post.status is not Status.SCHEDULED:
            return shown
        if post.kind != "post":
            return replace(without(shown, "url"), fields={**without(shown, "url").fields, "status": ("draft",)})
        plan = self.plan(site)
        url = (unquote(f"{plan.addresses.base}{_address_to_come(post, plan)}"),)
        return replace(shown, fields={**shown.fields, "url": url})

    def configuration(self, template: str, about: Mapping[str, str], plan: Plan) -> str:
        """The configuration of a new site, which knows its folders."""
        return template.replace('["pages"]', json.dumps([name for name in plan.sections.values() if name != "posts"]))


class _Head(HTMLParser):
    """The title and the metadata of a file, as Pelican's own parser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, str] = {"title": ""}
        self._in_title = False

    @classmethod
    def of(cls, head: str) -> dict[str, str]:
        """What a head says."""
        parser = cls()
        parser.feed(head)
        parser.close()
        return parser.said

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a line of metadata."""
        about = dict(attrs)
        self._in_title = tag == "title"
        if tag == "meta" and (name := about.get("name")):
            self.said[name] = about.get("content") or ""

    def handle_endtag(self, tag: str) -> None:
        """Nothing is the title after it."""
        self._in_title = False

    def handle_data(self, data: str) -> None:
        """Note the title."""
        if self._in_title:
            self.said["title"] += data


def _address_to_come(post: Post, plan: Plan) -> str:
    """The address of a scheduled post: that of its day."""
    return f"/{post.date:%Y/%m/%d}/{plan.addresses.split_path_of(post)[1]}/" if post.date else ""


def _day_path(fields: Mapping[str, str]) -> str:
    """The path that the configuration of the starter gives to a post without one of its own."""
    return f"{fields.get('date', '')[:10].replace('-', '/')}/{fields.get('slug', '')}/"


_FILLED_IN = re.compile(r"""=\s*(?:["']|&quot;)[{|]""")
"""Where Pelican looks for a place of its own, `{static}x` or `|static|x`: it copies the file that is named there into
the site, wherever it lies, and takes for the value of an attribute what another one quotes."""
_LOOKED_INTO = ("href", "src", "poster", "data", "cite", "formaction", "action", "content")
"""What the names of the attributes end with in which Pelican looks."""
_QUOTES = str.maketrans({"'": "’", '"': "”"})


def _quoted(html: str) -> tuple[str, int]:
    """A body that Pelican passes on, and how many attributes lost quotation marks or apostrophes by it.

    No attribute holds both kinds of quotes, since Pelican would end it at the first, and none names a file to Pelican.
    """
    if "&quot;" not in html and not _FILLED_IN.search(html):
        return html, 0
    body, count = tree.parse(html), 0
    for element in (body, *body.elements()):
        for child in element.children:
            if isinstance(child, tree.Comment) and _FILLED_IN.search(child.text):
                child.text = child.text.translate(_QUOTES)
        for name, value in element.attributes.items():
            if value.startswith(("{", "|")) and name.endswith(_LOOKED_INTO):
                value = quote(value[0]) + value[1:]
            kept = value
            if _FILLED_IN.search(value):
                value = value.translate(_QUOTES)
            elif '"' in value and "'" in value:
                value = value.replace('"', "%22") if name in ADDRESSES else value.replace("'", "’")
            count += value != kept
            element.attributes[name] = value
    return tree.serialise(body), count
