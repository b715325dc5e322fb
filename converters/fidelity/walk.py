"""One walk over a body, without recursion, that finds everything the facts are made of."""

import re
from collections.abc import Callable
from dataclasses import replace

from converters.fidelity.blocks import BLOCKS, enter
from converters.fidelity.embeds import embed_of, gist_of, is_embeddable, media_of
from converters.fidelity.footnotes import Footnotes
from converters.fidelity.leaves import BREAK, IMAGE, NOTE, PLAIN, TEXT, Inline, Leaf, Piece, lines
from converters.fidelity.places import Place
from converters.fidelity.reading import Reading
from converters.fidelity.styles import STYLES, background_of, styles_of
from converters.fidelity.wording import address, one_line, seen
from converters.html import Comment, Element, Node, Text

CODE = frozenset(["code", "tt"])
PLAYERS = frozenset(["iframe", "audio", "video", "object", "embed", "math", "svg", "canvas"])
BETWEEN = {"q": '"', "option": " ", "optgroup": " ", "select": " "}
"""What browsers show before and after an element: quotation marks, and choices apart from each other."""
HIDDEN = frozenset(["script", "style", "template", "noscript", "title", "head", "meta", "link"])
"""Elements whose content nobody reads; each one left out is counted."""

_MORE = re.compile(r"\s*(more|nextpage)\b")
_LAZY = ("data-src", "data-lazy-src", "data-orig-file", "data-original")

_Close = tuple[Place, Inline, bool, Callable[[], None] | None]


class Walk:
    """The state of a walk: where it is, and the line of text it is in the middle of."""

    def __init__(self, body: Element, footnotes: Footnotes) -> None:
        self.found = Reading()
        self.place = Place()
        self.inline = PLAIN
        self.pieces: list[Piece] = []
        self.footnotes = footnotes
        self.stack: list[Node | _Close] = []
        self.read(body.children)
        for note in self.footnotes.notes.values():
            self.place, self.inline = Place(texts=(self.found.notes.setdefault(note.get("id"), []),)), PLAIN
            self.read(note.children)

    def read(self, nodes: list[Node]) -> None:
        """Walk over nodes and all that is below them."""
        stack = self.stack
        stack.extend(reversed(nodes))
        while stack:
            node = stack.pop()
            if isinstance(node, Text):
                text = seen(node.text) if self.place.code is None else node.text  # code is compared to the character
                self.pieces.append(Piece(TEXT, text, self.inline))
            elif isinstance(node, Element):
                self.open(node)
            elif isinstance(node, Comment):
                if mark := _MORE.match(node.text):  # a place to cut ends the line, wherever it stands
                    self.end_leaf()
                    self.found.more.append(mark[1])
            else:
                self.close(*node)
        self.end_leaf()

    def open(self, element: Element) -> None:
        """Enter an element."""
        name = element.name
        if self.footnotes and self.is_footnote(element):
            return
        if element.attributes:
            self.take_attributes(element)
        if name in BLOCKS:
            self.open_block(element)
        elif name == "a" and "href" in element.attributes:
            self.open_link(element)
        elif (styles := styles_of(element)) and not (name == "span" and self.place.code is not None):
            self.open_inline(element, replace(self.inline, styles=self.inline.styles | styles))
        elif name in CODE:
            self.open_inline(element, replace(self.inline, code=True))
        elif name == "br":
            new_line = Piece(TEXT, "\n", self.inline) if self.place.code is not None else Piece(BREAK, "", self.inline)
            self.pieces.append(new_line)
        elif name == "img":
            self.open_image(element)
        elif name in PLAYERS:
            shown = self.place.figure.embed if self.place.figure else None
            self.found.embeds.extend(each for each in media_of(element) if each != shown)
        elif name == "area" and element.get("href"):
            self.found.embeds.append((name, address(element.get("href"))))
        elif name == "script" and (gist := gist_of(element)):
            self.found.embeds.append(gist)
        elif name in HIDDEN:
            self.found.dropped[name] += 1
        elif name in BETWEEN and (name != "q" or not _is_empty(element)):
            self.stack.append(Text(BETWEEN[name]))
            self.stack.extend(reversed(element.children))
            self.stack.append(Text(BETWEEN[name]))
        elif name == "input":
            if element.get("type").lower() == "checkbox" and self.place.item is not None:
                self.place.item.box += "[x] " if "checked" in element.attributes else "[ ] "
        else:
            self.stack.extend(reversed(element.children))

    def is_footnote(self, element: Element) -> bool:
        """Whether an element is no text where it stands: the list of notes, a note's number, the way back from it."""
        if self.footnotes.holds(element):
            return True
        if (note := self.footnotes.number_of(element)) is not None:
            self.pieces.append(Piece(NOTE, note, self.inline))
            return True
        return False

    def take_attributes(self, element: Element) -> None:
        """Take ids, tool tips and background images."""
        attributes = element.attributes
        if "id" in attributes:
            self.found.ids.add(attributes["id"])
        if "name" in attributes and element.name == "a":
            self.found.ids.add(attributes["name"])
        if "style" in attributes and (background := background_of(attributes["style"])):
            is_named = attributes.get("role", "").lower() == "img"
            self.add_image(background, attributes.get("aria-label", "") if is_named else "")
        if attributes.get("title"):
            self.take_title(element)

    def take_title(self, element: Element) -> None:
        """Take the tool tip of a link that can be pointed at, an image or an abbreviation."""
        name = STYLES.get(element.name, element.name)
        text = one_line(seen(element.text_content())) if name in ("a", "abbr") else ""
        if name == "a" and not ("href" in element.attributes and (text or element.elements("img"))):
            return
        if name in ("a", "img", "abbr"):
            of = address(element.get("href") or element.get("src")) or text
            self.found.titles.append((name, of, one_line(seen(element.get("title")))))

    def open_inline(self, element: Element, inline: Inline) -> None:
        """Enter an element within a line of text."""
        self.stack.append((self.place, self.inline, False, None))
        self.stack.extend(reversed(element.children))
        self.inline = inline

    def open_link(self, element: Element) -> None:
        """Enter a link."""
        href = address(element.get("href"))
        if href.lower().startswith("javascript:"):
            self.found.dropped["script"] += 1
        elif href.startswith("#"):
            self.found.targets.add(href[1:])
        shown = None if href.lower().startswith("javascript:") else href
        self.open_inline(element, Inline(self.inline.styles | styles_of(element), shown, self.inline.code))

    def open_image(self, element: Element) -> None:
        """Take an image; of lazy ones, the real source."""
        src = element.get("src")
        if not src or src.startswith("data:"):
            src = next((element.get(name) for name in _LAZY if element.get(name)), src)
        if src:
            self.add_image(address(src), one_line(seen(element.get("alt"))))
            self.pieces.append(Piece(IMAGE, "", self.inline))

    def add_image(self, src: str, alt: str) -> None:
        """Take an image's facts."""
        self.found.images.append((src, alt))
        if self.place.figure is not None:
            self.place.figure.add(src)

    def open_block(self, element: Element) -> None:
        """Enter a block: what came before it is a line of its own."""
        if self.place.code is not None:  # within a code block, blocks are lines of code
            self.end_code_line()
            self.stack.append((self.place, self.inline, False, self.end_code_line))
            self.stack.extend(reversed(element.children))
            return
        self.end_leaf()
        if element.name == "hr":
            if not (self.footnotes and self.footnotes.is_rule(element)):
                self.found.rules.append(len(self.found.leaves))
            return
        self.stack.append((self.place, self.inline, True, None))
        self.stack.extend(reversed(element.children))
        self.place = enter(element, self.place, self.found)

    def close(self, place: Place, inline: Inline, block: bool, after: Callable[[], None] | None) -> None:
        """Leave an element."""
        if block:
            self.end_leaf()
        if after:
            after()
        self.place, self.inline = place, inline

    def end_code_line(self) -> None:
        """Begin a line of code, unless one has just begun."""
        if self.pieces and not self.pieces[-1].text.endswith("\n"):
            self.pieces.append(Piece(TEXT, "\n", self.inline))

    def end_leaf(self) -> None:
        """Keep the lines of text that end here; one that is nothing but an embeddable address is a medium."""
        if not self.pieces:
            return
        pieces, self.pieces = self.pieces, []
        place = self.place
        if place.code is not None:
            self.found.leaves.append(Leaf(pieces, place))
            return
        may_embed = place.cell is None and not place.heading
        for line in lines(pieces, in_table=place.cell is not None):
            if len(line) == 1 and line[0].kind == TEXT and not line[0].text.strip():
                continue
            if not (may_embed and self.took_embed(line)):
                self.found.leaves.append(Leaf(line, place))

    def took_embed(self, line: list[Piece]) -> bool:
        """Whether a line was the address of a medium, which is then taken."""
        if len(line) > 8 or any(piece.kind != TEXT for piece in line):
            return False
        text = "".join(piece.text for piece in line).strip()
        if len(text.split()) != 1 or not is_embeddable(text):
            return False
        medium = embed_of(text)
        if any(piece.inline.href is not None and embed_of(piece.inline.href) != medium for piece in line):
            return False
        if self.place.figure is None or self.place.figure.embed != medium:
            self.found.embeds.append(medium)
        return True


def _is_empty(element: Element) -> bool:
    """Whether there is nothing in an element but blanks and breaks."""
    return all(
        child.name == "br" if isinstance(child, Element) else not (isinstance(child, Text) and child.text.strip())
        for child in element.children
    )
