"""The body of a post as the XHTML of a chapter: nested by the rules, links and pictures marked, notes linked."""

from dataclasses import dataclass, field

from converters.html import Element, Node, Text, parse
from converters.post import Author, Entry, Site, Term
from converters.problem import Problem, Report, Severity
from writers.addresses import addresses_of
from writers.epub.drawings import clean_drawing
from writers.epub.footnotes import link_footnotes
from writers.epub.formulas import clean_formula
from writers.epub.identifiers import Identifiers
from writers.epub.lines import printed_name
from writers.epub.links import clean_address, host_of
from writers.epub.marks import Link, Listing, Marks
from writers.epub.media import picture_of, player_of, same_picture
from writers.epub.nesting import nest
from writers.epub.place import Place
from writers.epub.splitting import slices
from writers.epub.structures import is_empty, put_in_order
from writers.epub.words import Words

NO_ADDRESSES: dict[str, None] = {}
"""A book needs no address for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksDropped(Problem):
    """Links of a post have addresses that no reader can open; their words stay."""

    code = "links-dropped"
    severity = Severity.NOTE
    text = (
        "{count} of its links {count:leads|lead} nowhere that a reader could open, such as “{example}”: the words stay"
    )
    count: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NestingFlattened(Problem):
    """A post is nested deeper than readers can follow; the text of what is deeper stands in lines."""

    code = "nesting-flattened"
    severity = Severity.WARNING
    text = "it is nested deeper than readers can follow: what is deeper stands in plain lines"


@dataclass(slots=True)
class Body:
    """Sets bodies of one chapter: its text, then its comments."""

    site: Site
    words: Words
    report: Report
    ids: Identifiers
    marks: Marks = field(default_factory=Marks)
    features: set[str] = field(default_factory=set)
    """`svg` and `mathml`, where there are such."""
    there: set[str] = field(default_factory=set)
    """The ids that links can lead to."""
    """The TeX of formulas that stand as TeX."""
    _lost: list[str] = field(default_factory=list)
    _too_deep: bool = False

    def set(self, html: str, level: int) -> Element:
        """Canonical HTML as the tree of a chapter; its headings begin at a level."""
        root = nest(map(parse, slices(html)), self)
        put_in_order(root, level)
        link_footnotes(root, self.ids, self.words)
        self._settle_links(root)
        _guard_line_ends(root)
        return root

    def report_losses(self) -> None:
        """Report what did not arrive, once for the whole chapter."""
        if self._lost:
            self.report(LinksDropped(count=len(self._lost), example=self._lost[0][:100]))
        if self._too_deep:
            self.report(NestingFlattened())

    def name_id(self, id: str) -> str:
        """The chapter's name for an id of the source; empty where it has one already."""
        return self.ids.give(id, self.report)

    def flattened(self) -> None:
        """Hears that something is nested too deep."""
        self._too_deep = True

    def link(self, element: Element) -> str:
        """The address of a link: a mark where it leads to a post or list of the blog, else an absolute one."""
        href = element.get("href").strip()
        if not href or shows_its_picture(element, self.site):
            return ""
        if href.startswith("#"):
            return href if len(href) > 1 else ""
        outside = clean_address(href)
        if not outside:
            self._lost.append(href)
            return ""
        meaning = addresses_of(self.site, NO_ADDRESSES).old.meaning_of(href)
        if meaning is None or meaning.feed:
            return outside
        thing = meaning.thing
        if isinstance(thing, Entry):
            return self.marks.put(Link(key=thing.key, fragment=meaning.fragment, outside=outside))
        if isinstance(thing, Term):
            return self.marks.put(Listing(taxonomy=thing.taxonomy, name=thing.slug, outside=outside))
        if isinstance(thing, Author):
            return self.marks.put(Listing(taxonomy="", name=printed_name(thing, thing.login), outside=outside))
        return outside

    def replace(self, element: Element, place: Place) -> list[Node] | None:
        """What stands for an element that a book shows in another way; None where it stays what it is."""
        make = _REPLACEMENTS.get(element.name)
        return make(self, element, place) if make else None

    def card(self, element: Element, url: str, text: str, place: Place) -> list[Node]:
        """A link to a medium of another site that an element shows."""
        address = clean_address(url)
        label = " ".join(text.split()) or url
        kept = {"class": "card", "data-element": element.name, "data-address": url, "data-title": element.get("title")}
        kept = {name: value for name, value in kept.items() if value}
        if not address or "a" in place.within:
            return [Element("span", kept, [Text(label)])] if label else []
        link = Element("a", kept | {"href": address}, [Text(label)])
        host = host_of(url)
        return [link] if host in label else [link, Element("span", {"class": "host"}, [Text(f" ({host})")])]

    def _settle_links(self, root: Element) -> None:
        """Lead links within the chapter to the names of their targets; without one, or without words, they go."""
        self.there |= _targets(root)
        for link in reversed(root.elements("a")):
            href = link.get("href")
            if href.startswith("#") and href[1:] not in self.there:
                name = self.ids.find(href[1:])
                if name in self.there:
                    link.attributes["href"] = f"#{name}"
                else:
                    del link.attributes["href"]
            if "href" not in link.attributes:
                link.name = "span"
            elif is_empty(link) and not any("\x01" in node.text for node in link.walk() if isinstance(node, Text)):
                link.name = "span"
                link.attributes.pop("href")
            if link.name == "span" and not link.attributes:
                link.replace(*link.children)


def _targets(root: Element) -> set[str]:
    """The ids in a tree, but for those within drawings and formulas, which no link can lead to."""
    found: set[str] = set()
    stack = [root]
    while stack:
        element = stack.pop()
        if element.get("id"):
            found.add(element.get("id"))
        if element.name not in ("math", "svg"):
            stack += [child for child in element.children if isinstance(child, Element)]
    return found


def shows_its_picture(link: Element, site: Site) -> bool:
    """Whether a link leads to nothing but the picture that it shows, in another size: books show pictures whole."""
    pictures = link.elements("img")
    return (
        len(pictures) == 1
        and not link.text_content().strip()
        and same_picture(link.get("href"), pictures[0].get("src"), site)
    )


def _guard_line_ends(root: Element) -> None:
    """Put what begins with an empty line in code into an element: HTML parsers would drop the line."""
    for element in root.elements("pre"):
        first = element.children[0] if element.children else None
        if isinstance(first, Text) and first.text.startswith("\n"):
            element.children[0] = Element("span", None, [first])
            element.children[0].parent = element


def _picture(body: Body, element: Element, place: Place) -> list[Node]:
    picture = picture_of(element, body.site, body.words, linked="a" in place.within)
    return [Text(body.marks.put(picture))] if picture else []


def _player(body: Body, element: Element, place: Place) -> list[Node]:
    player = player_of(element, linked="a" in place.within)
    return [Text(body.marks.put(player))] if player else []


def _frame(body: Body, element: Element, place: Place) -> list[Node]:
    url = element.get("src") or element.get("data")
    if not url:
        inner = [each.get("src") or each.get("value") for each in element.elements("embed", "param")]
        url = next((each for each in inner if "://" in each), "")
    figure = _embed_around(element)
    url = figure.get("data-url") if figure is not None else url
    words = element.get("title") or (element.text_content() if element.name == "object" else "")
    return body.card(element, url, words, place) if url or words.strip() else []


def _embed_around(element: Element) -> Element | None:
    above = element.parent
    return above if above is not None and above.name == "figure" and above.get("data-url") else None


def _drawing(body: Body, element: Element, place: Place) -> list[Node]:
    drawing = clean_drawing(element, body.name_id)
    if drawing is None:
        return []
    body.features.add("svg")
    return [drawing]


def _formula(body: Body, element: Element, place: Place) -> list[Node]:
    formula = clean_formula(element)
    if formula is None:
        return []
    if formula.name == "math":
        body.features.add("mathml")
    return [formula]


def _box(body: Body, element: Element, place: Place) -> list[Node]:
    return [Element("span", {"class": "box"}, [Text("☑ " if "checked" in element.attributes else "☐ ")])]


def _area(body: Body, element: Element, place: Place) -> list[Node]:
    return body.card(element, element.get("href"), element.get("alt"), place) if element.get("href") else []


_REPLACEMENTS = {
    "area": _area, "audio": _player, "embed": _frame, "iframe": _frame, "img": _picture, "input": _box,
    "math": _formula, "object": _frame, "svg": _drawing, "video": _player,
}  # fmt: skip
