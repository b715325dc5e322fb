"""A site opened for looking: built by its generator where that is installed, else rendered in process."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from converters.abilities import Sight
from converters.frontmatter.document import MAX_BYTES, NotRead, read_document
from converters.frontmatter.fields import text_of
from converters.frontmatter.files import read_bytes
from converters.frontmatter.yaml import Value
from converters.problem import Report
from converters.sites.data import mapping_of, read_data
from converters.sites.hugo.configuration import read_configuration
from writers.site_proof.hugo_building import built_by_hugo
from writers.site_proof.in_process import Dialect, Titles, rendered_in_process
from writers.site_proof.jekyll_building import built_by_jekyll
from writers.site_proof.programs import BuildFailed, NotBuilt, installed
from writers.site_proof.showing import Files, anchored

_HUGO = Dialect(reader="hugo", url="url", aliases="aliases", excerpt="summary")


_JEKYLL = Dialect(reader="jekyll", url="permalink", aliases="redirect_from", excerpt="excerpt")


@contextmanager
def sight_of_hugo(
    destination: Path, home: str, base: str, folder: str, report: Report, *, in_process: bool
) -> Iterator[Sight]:
    """A Hugo site. `home` is the address of the old blog, `base` its path; files stand in `folder`."""
    put = Files.of(destination, folder, base)
    with ExitStack() as stack:
        hugo = None if in_process else installed("hugo")
        if hugo is not None:
            try:
                yield stack.enter_context(built_by_hugo(hugo, destination, home, put))
                return
            except BuildFailed as error:
                report(NotBuilt(program=str(hugo), reason=str(error)))
        titles = _titles_of_hugo(destination)
        yield stack.enter_context(rendered_in_process(_HUGO, destination, home, base, put, titles))


@contextmanager
def sight_of_jekyll(destination: Path, home: str, base: str, report: Report, *, in_process: bool) -> Iterator[Sight]:
    """A Jekyll site. `home` is the address of the old blog, `base` its path."""
    put = Files.of(destination, "", base, layouts_add_base=True)
    redirects = _redirects_of_jekyll(destination)
    with ExitStack() as stack:
        jekyll = None if in_process else installed("jekyll")
        if jekyll is not None:
            try:
                yield stack.enter_context(built_by_jekyll(jekyll, destination, home, put, redirects))
                return
            except BuildFailed as error:
                report(NotBuilt(program=str(jekyll), reason=str(error)))
        titles = _titles_of_jekyll(destination)
        yield stack.enter_context(rendered_in_process(_JEKYLL, destination, home, base, put, titles))


def _titles_of_hugo(destination: Path) -> Titles:
    """The title of each term's page, and of the empty slug for a taxonomy without any."""
    configuration = read_configuration(destination, lambda problem: None)
    titles: dict[tuple[str, str], str] = {}
    for field in configuration.taxonomies:
        titles[field, ""] = ""
        for root in configuration.roots:
            for page in sorted((destination / root.folder / field).glob("*/_index.md")):
                titles[field, page.parent.name] = text_of(_fields_of(page).get("title", "")) or page.parent.name
    return titles


def _titles_of_jekyll(destination: Path) -> Titles:
    """The same from the data that the layouts of the starter read."""
    titles: dict[tuple[str, str], str] = {}
    data = destination / "_data" / "terms.json"
    terms = mapping_of(read_data(data, data.name, lambda problem: None)) if data.is_file() else {}
    for field, pages in terms.items():
        titles[field, ""] = ""
        for slug, about in mapping_of(pages).items():
            titles[field, slug] = text_of(mapping_of(about).get("title", "")) or slug
    return titles


def _redirects_of_jekyll(destination: Path) -> Mapping[str, tuple[str, ...]]:
    """The former addresses that pages of the starter lead from, by the address that they lead to."""
    found: dict[str, tuple[str, ...]] = {}
    for page in sorted((destination / "redirects").glob("*.md")):
        fields = _fields_of(page)
        target = anchored(text_of(fields.get("moved_to", "")))
        found[target] = (*found.get(target, ()), text_of(fields.get("permalink", "")))
    return found


def _fields_of(path: Path) -> Mapping[str, Value]:
    try:
        found = read_document(read_bytes(path, MAX_BYTES + 1), lambda problem: None)
    except (OSError, NotRead):
        return {}
    return found.fields if found else {}
