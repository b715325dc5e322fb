"""The terms of an export: declared by its channel or merely used by its items, each once, parents first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from converters.index import Collecting, Table, TermsOnDisk, joined
from converters.post import Term
from converters.problem import Problem, Report, Severity
from converters.slugs import slug_of, stored_slug
from converters.wordpress.wxr.fields import Field
from converters.wordpress.wxr.words import decode_slug, to_number, to_plain_text

_TAXONOMIES = {"tag": "post_tag", "": "category"}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownParent(Problem):
    """A term's parent is not in the export."""

    code = "unknown-parent-term"
    severity = Severity.WARNING
    text = "the parent {parent!r} of the {taxonomy} {slug!r} is not in the export: it stands at the top"
    taxonomy: str
    slug: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCycle(Problem):
    """A term is its own ancestor."""

    code = "term-cycle"
    severity = Severity.WARNING
    text = "the {taxonomy} {slug!r} is its own ancestor: it stands at the top"
    taxonomy: str
    slug: str


class TermRegister:
    """Collects terms while the export is read for the first time."""

    def __init__(self) -> None:
        self._terms = Collecting(TermsOnDisk)
        self._places: Table[int] = Table()
        """The place of each term among them."""
        self._parents: Table[str] = Table()
        """What the channel calls the parents of those that have one."""
        self._by_name: Table[str] = Table()
        self._nameless: Table[int] = Table()
        """Declared without a name, which is what core makes of the name `0`."""

    def declare(self, field: Field) -> None:
        """A `wp:category`, `wp:tag` or `wp:term`. Of a term declared twice the fuller values stay."""
        kind = field.name.removeprefix("wp:")
        taxonomy = {"category": "category", "tag": "post_tag"}.get(kind) or field.value("wp:term_taxonomy")
        taxonomy = _TAXONOMIES.get(taxonomy, taxonomy)
        name = to_plain_text(field.value("wp:cat_name", "wp:tag_name", "wp:term_name"))
        slug = _slug_of(field.value("wp:category_nicename", "wp:tag_slug", "wp:term_slug"), name)
        if not slug:
            return
        term = Term(
            taxonomy=taxonomy,
            slug=slug,
            name=name or slug,
            description=field.value("wp:category_description", "wp:tag_description", "wp:term_description"),
            id=to_number(field.value("wp:term_id")),
            meta=field.metas("wp:termmeta"),
        )
        key = joined(taxonomy, slug)
        place = self._places.get(key)
        if place is None:
            self._append(key, term)
            if not name:
                self._nameless[key] = 1
        else:
            known = self._terms[place]
            term = replace(
                known,
                name=known.name if known.name != slug else term.name,
                description=known.description or term.description,
                id=known.id or term.id,
                meta=known.meta or term.meta,
            )
            self._terms.replace(place, term)
            if name:
                self._nameless.pop(key, None)
        self._by_name.add(joined(taxonomy, term.name), slug)
        parent = field.value("wp:category_parent", "wp:term_parent")
        if parent and parent != "0":
            self._parents.add(key, parent)

    def use(self, item: Field) -> None:
        """Take the terms of an item: those that nothing declares are added."""
        for taxonomy, slug, name in terms_on(item):
            key = joined(taxonomy, slug)
            place = self._places.get(key)
            if place is None:
                self._append(key, Term(taxonomy=taxonomy, slug=slug, name=name or slug))
                self._by_name.add(joined(taxonomy, name), slug)
            elif name and key in self._nameless:
                self._terms.replace(place, replace(self._terms[place], name=name))
                del self._nameless[key]

    def terms(self, version: str, report: Report) -> Sequence[Term]:
        """All terms, parents resolved and before their children. WXR 1.0 names a parent by its name, later by slug."""
        parents: Table[str] = Table()
        for key, wanted in self._parents.items():
            parents[key] = self._parent(self._terms[self._places[key]], wanted, version, report)
        if not parents:
            return self._terms.collected()
        ordered = Collecting(TermsOnDisk)
        settled: Table[int] = Table()
        for term in self._terms:
            chain: dict[str, Term] = {}
            key = joined(term.taxonomy, term.slug)
            while key not in settled and key not in chain:
                chain[key] = term
                if not parents.get(key):
                    break
                key = joined(term.taxonomy, parents[key])
                term = self._terms[self._places[key]]
            else:
                if key in chain:
                    report(TermCycle(taxonomy=term.taxonomy, slug=term.slug))
                    parents[key] = ""
                    chain[key] = chain.pop(key)  # the last of the chain is the first to be written
            for key, each in reversed(chain.items()):
                settled[key] = 1
                ordered.append(replace(each, parent=parents.get(key, "")))
        return ordered.collected()

    def _append(self, key: str, term: Term) -> None:
        self._places[key] = len(self._terms)
        self._terms.append(term)

    def _parent(self, term: Term, wanted: str, version: str, report: Report) -> str:
        slug = stored_slug(decode_slug(wanted))
        by_slug = slug if joined(term.taxonomy, slug) in self._places else ""
        by_name = self._by_name.get(joined(term.taxonomy, to_plain_text(wanted)), "")
        parent = (by_name or by_slug) if version in ("", "1.0") else (by_slug or by_name)
        if not parent:
            report(UnknownParent(taxonomy=term.taxonomy, slug=term.slug, parent=wanted))
        return parent


def terms_on(item: Field) -> Iterator[tuple[str, str, str]]:
    """Taxonomy, slug and name of each term of an item, each once.

    WXR 1.0 writes every term twice, the first time as a bare name, which counts only where nothing else stands.
    """
    seen: set[tuple[str, str]] = set()
    categories = list(item.all("category"))
    full = {to_plain_text(field.text) for field in categories if field.attributes.get("nicename")}
    for field in categories:
        name = to_plain_text(field.text)
        nicename = field.attributes.get("nicename", "")
        if not nicename and name in full:
            continue
        taxonomy = field.attributes.get("domain", "")
        taxonomy = _TAXONOMIES.get(taxonomy, taxonomy)
        if "/" in taxonomy:  # an RSS domain is an address; only WXR's is a taxonomy
            taxonomy = "category"
        slug = _slug_of(nicename, name)
        if slug and (taxonomy, slug) not in seen:
            seen.add((taxonomy, slug))
            yield taxonomy, slug, name


def _slug_of(given: str, name: str) -> str:
    """The slug that an export gives a term, else the one that WordPress would make of its name."""
    return stored_slug(decode_slug(given)) or slug_of(name) or name
