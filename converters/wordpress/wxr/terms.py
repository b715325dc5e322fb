"""The terms of an export: declared by its channel or merely used by its items, each once, parents first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from converters.post import Term
from converters.problem import Problem, Report, Severity
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
        self._terms: dict[tuple[str, str], Term] = {}
        self._parents: dict[tuple[str, str], str] = {}
        self._by_name: dict[tuple[str, str], str] = {}
        self._nameless: set[tuple[str, str]] = set()
        """Declared without a name, which is what core makes of the name `0`."""

    def declare(self, field: Field) -> None:
        """A `wp:category`, `wp:tag` or `wp:term`. Of a term declared twice the fuller values stay."""
        kind = field.name.removeprefix("wp:")
        taxonomy = {"category": "category", "tag": "post_tag"}.get(kind) or field.value("wp:term_taxonomy")
        taxonomy = _TAXONOMIES.get(taxonomy, taxonomy)
        slug = decode_slug(field.value("wp:category_nicename", "wp:tag_slug", "wp:term_slug"))
        name = to_plain_text(field.value("wp:cat_name", "wp:tag_name", "wp:term_name"))
        slug = slug or slug_of(name)
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
        key = (taxonomy, slug)
        known = self._terms.get(key)
        if known:
            named = known.name if known.name != slug else term.name
            term = replace(
                known,
                name=named,
                description=known.description or term.description,
                id=known.id or term.id,
                meta=known.meta or term.meta,
            )
        self._terms[key] = term
        if not name and known is None:
            self._nameless.add(key)
        elif name:
            self._nameless.discard(key)
        self._by_name.setdefault((taxonomy, term.name), slug)
        parent = field.value("wp:category_parent", "wp:term_parent")
        if parent and parent != "0":
            self._parents.setdefault(key, parent)

    def use(self, item: Field) -> tuple[tuple[str, str], ...]:
        """The terms of an item, by taxonomy and slug; those that nothing declares are added."""
        keys = []
        for taxonomy, slug, name in terms_on(item):
            key = (taxonomy, slug)
            known = self._terms.get(key)
            if known and name and key in self._nameless:
                self._terms[key] = replace(known, name=name)
                self._nameless.discard(key)
            if known is None:
                self._terms[key] = Term(taxonomy=taxonomy, slug=slug, name=name or slug)
                self._by_name.setdefault((taxonomy, name), slug)
            keys.append(key)
        return tuple(keys)

    def terms(self, version: str, report: Report) -> tuple[Term, ...]:
        """All terms, parents resolved and before their children. WXR 1.0 names a parent by its name, later by slug."""
        parents = {key: self._parent(key, wanted, version, report) for key, wanted in self._parents.items()}
        ordered: dict[tuple[str, str], Term] = {}
        for start in self._terms:
            chain: dict[tuple[str, str], None] = {}
            key = start
            while key not in ordered and key not in chain:
                chain[key] = None
                if not parents.get(key):
                    break
                key = (key[0], parents[key])
            else:
                if key in chain:
                    report(TermCycle(taxonomy=key[0], slug=key[1]))
                    parents[key] = ""
                    order = list(chain)
                    at = order.index(key)
                    chain = dict.fromkeys(order[:at] + order[at + 1 :] + [key])
            for each in reversed(chain):
                ordered[each] = replace(self._terms[each], parent=parents.get(each, ""))
        return tuple(ordered.values())

    def _parent(self, key: tuple[str, str], wanted: str, version: str, report: Report) -> str:
        taxonomy, slug = key
        by_slug = decode_slug(wanted) if (taxonomy, decode_slug(wanted)) in self._terms else ""
        by_name = self._by_name.get((taxonomy, to_plain_text(wanted)), "")
        parent = (by_name or by_slug) if version in ("", "1.0") else (by_slug or by_name)
        if not parent:
            report(UnknownParent(taxonomy=taxonomy, slug=slug, parent=wanted))
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
        slug = decode_slug(nicename) or slug_of(name)
        if slug and (taxonomy, slug) not in seen:
            seen.add((taxonomy, slug))
            yield taxonomy, slug, name


def slug_of(name: str) -> str:
    """A slug for a name that has none: its letters and digits, in lower case, words joined by hyphens."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
