"""Posts become a site for Zola: Markdown under TOML, in which no braces mean anything.

What Zola's shortcodes begin with is escaped wherever it stands. Zola makes no pages of data, so that terms, lists and
former addresses are small files of content.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import ClassVar

from converters.abilities import Shown
from converters.canonical import to_canonical
from converters.frontmatter.fields import text_of, truth_of
from converters.markdown import pulldown_to_html
from converters.post import Post, Site, Status
from converters.problem import Problem, Report, Severity
from converters.sites.data import mapping_of
from writers.dialects.files import FileSaid, front_matter_of, said_of, terms_in
from writers.dialects.looking import files_below
from writers.dialects.plan import Plan
from writers.dialects.writer import DialectWriter
from writers.fields import is_public
from writers.hugo.configuration import toml_text
from writers.links import relinked
from writers.markdown import Flavor, to_markdown
from writers.markdown.raw import Link
from writers.media.places import Layout
from writers.page import FrontMatterValue, without_forbidden

RESERVED: Mapping[str, None] = dict.fromkeys(["/404.html", "/feed.xml", "/sitemap.xml", "/robots.txt", "/style.css"])
"""Addresses that Zola or the starter needs for itself."""

PULLDOWN = Flavor(
    name="pulldown-cmark",
    heading_attributes=True,
    footnotes=False,
    escapes_in_title=False,
    links_bare_urls=False,
    template=re.compile(r"\{(?=[{%])"),
)
"""What Zola reads Markdown with, as Zola sets it. Its footnotes stand where they are defined, so ours stay HTML."""

_TERMS, _MOVED = "_terms", "_moved"
"""Folders of content that hold no posts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlashAdded(Problem):
    """A post had the address of a file, and Zola makes a folder of every page."""

    code = "slash-added"
    severity = Severity.NOTE
    text = "it stands at {path}/: Zola makes a folder of every page, to which servers lead who asks for {path}"
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledAsDraft(Problem):
    """A scheduled post is a draft: Zola publishes at once what is none."""

    code = "scheduled-as-draft"
    severity = Severity.WARNING
    text = "it is scheduled and written as a draft, because Zola waits for no day: take its `draft` away on {day}"
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZolaWriter(DialectWriter):
    """Writes a site for Zola 0.22 and later."""

    layout: ClassVar[Layout] = Layout(folder="static")
    generator: ClassVar[str] = "Zola"
    configurations: ClassVar[tuple[str, ...]] = ("config.toml", "zola.toml")
    starter: ClassVar[str] = "zola"
    published: ClassVar[str] = "public"
    needs: ClassVar[str] = (
        "the taxonomies of the blog with `render = false`, the templates term.html, list.html, archive.html and "
        "moved.html, and markdown.smart_punctuation = false"
    )
    reserved: ClassVar[Mapping[str, None]] = RESERVED
    content: ClassVar[PurePosixPath] = PurePosixPath("content")
    nested: ClassVar[bool] = False
    unread: ClassVar[PurePosixPath] = PurePosixPath("unpublished")
    data: ClassVar[PurePosixPath] = PurePosixPath("data")

    def text(self, post: Post, plan: Plan, fields: dict[str, FrontMatterValue], link: Link, report: Report) -> str:
        """The file of a post."""
        address = plan.addresses.path_of(post)
        if not address.endswith("/") and is_public(post):
            report(SlashAdded(path=address))
        if post.status is Status.SCHEDULED and is_public(post):
            report(ScheduledAsDraft(day=str(fields.get("date", ""))[:10]))
            fields["draft"] = True
        own: dict[str, FrontMatterValue] = {"title": post.title, "path": address.strip("/")}
        own |= {name: fields[name] for name in ("description", "draft") if name in fields}
        dates: dict[str, str] = {name: str(fields[name]) for name in ("date", "updated") if name in fields}
        extra: dict[str, FrontMatterValue] = {"kind": post.kind}
        extra |= {name: fields[name] for name in ("sticky", "image", "summary", "wordpress") if name in fields}
        body = to_markdown(post.html, flavor=PULLDOWN, link=lambda url: _no_page_of_zola(link(url)))
        front = _front_matter(own, dates, plan.terms.slugs_of(post), extra)
        return f"{front}{without_forbidden(body)}".rstrip("\n") + "\n"

    def rendered(self, body: str) -> str:
        """A body as its Markdown is read."""
        return pulldown_to_html(body, lambda problem: None)

    def said(self, path: Path) -> FileSaid:
        """What the file of a post says."""
        fields, body = front_matter_of(path)
        address = text_of(fields.get("path", "")).strip("/")
        return replace(
            said_of(mapping_of(fields.get("extra", "")) | {name: fields.get(name, "") for name in ("title", "date")}),
            body=body,
            address="" if "path" not in fields else f"/{address}/" if address else "/",
            hidden=truth_of(fields.get("draft", "")) is True,
            terms=terms_in(fields.get("taxonomies", "")),
        )

    def files_of(self, path: Path) -> Mapping[str, bytes]:
        """The file of a page without further addresses: Zola writes to whatever place they name."""
        fields, _ = front_matter_of(path)
        return {} if "aliases" in fields else DialectWriter.files_of(self, path)

    def fairness(self) -> Mapping[str, bool]:
        """What Zola does to every body."""
        return {"takes_more": True}

    def expected(self, post: Post, site: Site) -> Shown:
        """What Zola is to show of the post: in a folder of its own, and as a draft when its day is to come."""
        shown = DialectWriter.expected(self, post, site)
        url = tuple(f"{each.rstrip('/')}/" for each in shown.fields["url"])
        status = ("draft",) if post.status is Status.SCHEDULED else shown.fields["status"]
        return replace(shown, fields={**shown.fields, "url": url, "status": status})

    def holds_post(self, place: str) -> bool:
        """Whether a file of content is that of a post, and not one of those that Zola needs besides."""
        path = PurePosixPath(place)
        return path.name != "_index.md" and path.relative_to(path.parts[0]).parts[0] not in (_TERMS, _MOVED)

    def moved(self, destination: Path) -> Iterator[tuple[str, str]]:
        """Each former address that has a page which leads on."""
        folder = self.content / _MOVED
        for place in files_below(destination, folder, self.suffix):
            fields, _ = front_matter_of(destination / place)
            to = text_of(mapping_of(fields.get("extra", "")).get("to", ""))
            yield f"/{text_of(fields.get('path', '')).strip('/')}", f"{to.rstrip('/')}/"

    def configuration(self, template: str, about: Mapping[str, str], plan: Plan) -> str:
        """The configuration of a new site, which knows its taxonomies."""
        language = about["language"] if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z]{2})?", about["language"]) else "en"
        return template.format(
            url=toml_text(about["url"] + about["base"]),
            language=toml_text(language),
            taxonomies="\n".join(f"  {{ name = {toml_text(field)}, render = false }}," for field in plan.fields()),
            **{name: toml_text(about[name]) for name in ("title", "description", "base", "archive", "direction")},
        )

    def further_files(self, plan: Plan, moved: Mapping[str, str]) -> Mapping[PurePosixPath, str]:
        """Sections, the pages of terms and of their lists, the archive, and a page at each former address."""
        link = self.local(plan.links.link)
        base = plan.addresses.base
        files = {PurePosixPath("_index.md"): '+++\nsort_by = "date"\npaginate_by = 10\n+++\n'}
        for section in plan.sections.values():
            kind = 'sort_by = "date"\ntransparent = true' if section == "posts" else 'sort_by = "none"'
            files[PurePosixPath(section, "_index.md")] = f"+++\nrender = false\n{kind}\n+++\n"
        for page in plan.terms.pages():
            about = {"field": page.field, "slug": page.slug, "parent": page.parent}
            about["description"] = relinked(to_canonical(page.description, base=plan.addresses.site.url), link)
            files[PurePosixPath(_TERMS, f"{page.field}--{page.slug}.md")] = _page(
                "term", page.address, title=page.title, **about
            )
        for field in plan.fields():
            title = field.replace("-", " ").capitalize()
            path = PurePosixPath(_TERMS, f"{field}--.md")
            files[path] = _page("list", plan.terms.overview_address(field), title=title, field=field)
        files[PurePosixPath(_TERMS, "--archive.md")] = _page("archive", plan.archive, title="Archive")
        for old, new in moved.items():
            name = sha256(old.encode()).hexdigest()[:16]
            files[PurePosixPath(_MOVED, f"{name}.md")] = _page("moved", old, title=new, to=base + new)
        return {self.content / path: text for path, text in files.items()}


def _no_page_of_zola(url: str) -> str:
    """An address that Zola does not look for among its files of content, and end the build over."""
    return f"./{url}" if url.startswith("@/") else url


def _page(template: str, address: str, *, title: str, **about: str) -> str:
    """A page that is none of a post's."""
    own = {"title": title, "path": address.strip("/"), "template": f"{template}.html"}
    return _front_matter(own, {}, {}, about)


def _front_matter(
    own: Mapping[str, FrontMatterValue],
    dates: Mapping[str, str],
    terms: Mapping[str, Sequence[str]],
    extra: Mapping[str, FrontMatterValue],
) -> str:
    """Front matter, each field on a line of its own: no text can end it."""
    lines = [f"{name} = {_toml(value)}" for name, value in own.items()]
    lines += [f"{name} = {date}" for name, date in dates.items()]
    for table, values in (("taxonomies", terms), ("extra", extra)):
        lines += [f"\n[{table}]", *(f"{toml_text(name)} = {_toml(value)}" for name, value in values.items())]
    return "\n".join(["+++", *lines, "+++", "", ""])


def _toml(value: FrontMatterValue) -> str:
    """A value of TOML 1.0, on one line."""
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value) if -(2**63) <= value < 2**63 else toml_text(str(value))
        case float():
            return repr(value)
        case str():
            return toml_text(value)
        case Mapping():
            return "{ " + ", ".join(f"{toml_text(str(name))} = {_toml(each)}" for name, each in value.items()) + " }"
    return f"[{', '.join(_toml(each) for each in value)}]"
