"""A site of Markdown files, and the pages that its bodies refer to by their files."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Self

from converters.frontmatter.links import lead_files
from converters.holdings import Holding, SourceSite
from converters.post import Post, Site

_NONE: Mapping[str, Holding] = {}


class MarkdownSite(SourceSite):
    """A site, and what its bodies need to become HTML. None of the latter is a part of the model, nor compared."""

    typographic: bool = True
    """Whether the generator sets quotes and dashes."""
    hard_wraps: bool = False
    """Whether the generator shows a line end in a paragraph as one."""
    has_emoji: bool = False
    """Whether `:smile:` shows one."""
    formulas: tuple[tuple[str, str], ...] = ()
    """What stands around formulas that are passed through the Markdown."""
    shows_html: bool = True
    """Whether the generator shows HTML that stands in Markdown."""
    pages: Mapping[str, str] = {}
    """The address of the page that each file makes, by the file's path below the source."""
    roots: tuple[str, ...] = ("",)
    """The folders below which references begin, each with a slash at its end."""
    literal: frozenset[str] = frozenset()
    """The keys of posts over which no template language runs."""

    @classmethod
    def of(
        cls,
        site: Site,
        *,
        typographic: bool,
        pages: Mapping[str, str],
        roots: tuple[str, ...] = ("",),
        literal: frozenset[str] = frozenset(),
        files: Mapping[str, Holding] = _NONE,
        shows_html: bool = True,
        hard_wraps: bool = False,
        has_emoji: bool = False,
        formulas: tuple[tuple[str, str], ...] = (),
    ) -> Self:
        """The same site with what its bodies need."""
        needs = {
            "typographic": typographic, "pages": pages, "roots": roots, "literal": literal, "files": files,
            "shows_html": shows_html, "hard_wraps": hard_wraps, "has_emoji": has_emoji, "formulas": formulas,
        }  # fmt: skip
        return cls.made_of(site, **needs)

    def root_of(self, path: str) -> str:
        """The folder below which references from a file begin."""
        return next((root for root in self.roots if path.startswith(root)), "")

    @cached_property
    def addresses_by_reference(self) -> Mapping[str, str]:
        """The address of each page by every unambiguous way to name its file."""
        found: dict[str, str | None] = {}
        for path, address in self.pages.items():
            root = self.root_of(path)
            below = path.removeprefix(root)
            pure = PurePosixPath(below)
            logical = pure.with_suffix("")
            exact = {path, below, str(logical), f"{root}{logical}"}
            loose = {pure.name, pure.stem}
            if pure.stem in ("index", "_index"):
                exact |= {str(pure.parent), f"{root}{pure.parent}"}
                loose = {pure.parent.name}
            for name in exact:
                found[name] = address
            for name in loose - exact:
                found[name] = None if found.get(name, address) != address else address
        return {name: address for name, address in found.items() if address is not None}


def address_of_page(reference: str, post: Post, site: Site, language: str = "") -> str | None:
    """The address that a reference to a file means, seen from a post; None where there is no such page.

    Of files in several languages (`x.de.md`) it means the one in the language, else in that of the post.
    """
    path, mark, fragment = reference.strip().partition("#")
    path = path[1:] if path.startswith("@/") else path  # as Zola writes what stands below the content
    if not path and mark:
        return f"#{fragment}"
    known = site.addresses_by_reference if isinstance(site, MarkdownSite) else {}
    origin = PurePosixPath(post.origin)
    root = site.root_of(post.origin) if isinstance(site, MarkdownSite) else ""
    plain = path.strip("/")
    below = normpath(origin.parent / plain) if not path.startswith("/") else root + plain
    code = f".{language}" if language else PurePosixPath(origin.stem).suffix
    for name in (below, root + plain, plain, plain.removesuffix(".md")):
        for each in (f"{name.removesuffix('.md')}{code}", f"{name}/index{code}", name) if code else (name,):
            if each in known:
                return known[each] + mark + fragment
    if isinstance(site, SourceSite) and plain in site.files_by_path:
        return site.url_of(site.files_by_path[plain]) + mark + fragment
    return None


def lead_files_to_pages(html: str, post: Post, site: Site) -> str:
    """HTML whose links to other files of the source (`other.md`) lead to their pages."""
    return lead_files(html, lambda path, fragment: address_of_page(path + fragment, post, site))
