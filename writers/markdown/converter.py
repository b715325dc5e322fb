"""The converter: markdownify's class over a cheap tree, walked once and without recursion.

Every block, and every inline element that stands for itself (an image, a frame, a checkbox), is written by the method
`convert_<tag>(element, text, parent_tags)` of its name, as in markdownify: `text` is the finished Markdown of the
content. Emphasis, links and other inline tags become runs of their leaf instead, because what they need cannot be known
before the whole leaf is; a subclass that gives them a `convert_<tag>` all the same is obeyed.
"""

import re
from collections.abc import Callable, Iterator
from typing import ClassVar

from markdownify import ATX, BACKSLASH, MarkdownConverter

from converters.canonical import LONG, Stretches, tree_of
from converters.html import Element, escape_attribute
from writers.markdown import code, destinations, lists, raw
from writers.markdown.flavor import Flavor
from writers.markdown.pieces import pieces_of
from writers.markdown.walk import Walk

Convert = Callable[[Element, str, frozenset[str]], str]

_HEADING = re.compile("h[1-6]")
_CLOSING_HASHES = re.compile(r"(?<!\S)(#+)$")
_MAY_LEAD_WITHIN = re.compile(r"href\s*+=\s*+[\"']?[#&]", re.IGNORECASE)
"""A link to a place in the same body, if a reference to a character is none to the sign of these links."""
_BOX = re.compile(r"\[[ xX]\]")


class Converter(MarkdownConverter):
    """Writes the Markdown of one flavor."""

    own: ClassVar[frozenset[str]] = frozenset()
    """The tags for which a subclass has a method of its own."""

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        methods = [name for name in dir(cls) if name.startswith("convert_")]
        changed = [name for name in methods if getattr(cls, name) is not getattr(Converter, name, None)]
        cls.own = frozenset(name.removeprefix("convert_").replace("_", "-") for name in changed)

    def __init__(self, flavor: Flavor, link: raw.Link = str) -> None:
        super().__init__(heading_style=ATX, bullets="-", newline_style=BACKSLASH)
        self.flavor = flavor
        self.link = link

    def convert(self, html: str) -> str:
        """The Markdown of an HTML fragment."""
        return "".join(self.pieces(html)) if len(html) > LONG else self.convert_soup(tree_of(html))

    def pieces(self, html: str) -> Iterator[str]:
        """The same, in pieces where the fragment is very long."""
        if len(html) <= LONG or _MAY_LEAD_WITHIN.search(html):
            yield self.convert_soup(tree_of(html))
        else:
            stretches = Stretches(html)
            del html
            yield from pieces_of(Walk(self), iter(stretches.next, None))

    def convert_soup(self, soup: Element, as_html: frozenset[int] = frozenset()) -> str:
        """The Markdown of what is inside an element; `as_html` are numbers of its children that stay HTML."""
        return Walk(self).markdown(soup, as_html)

    def method_for(self, tag: str) -> Convert:
        """The method that writes a tag."""
        if _HEADING.fullmatch(tag) and not hasattr(self, f"convert_{tag}"):
            return lambda el, text, parent_tags: self.convert_hN(int(tag[1]), el, text, parent_tags)
        method: Convert = getattr(self, "convert_" + tag.replace("-", "_"))
        return method

    def convert_blockquote(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
        """A quote: `>` before each line."""
        return "\n".join(f"> {line}" if line else ">" for line in text.split("\n")) if text else ""

    def convert_hN(self, n: int, el: Element, text: str, parent_tags: frozenset[str]) -> str:
        """A heading with hashes, and its id where the flavor has a form for it."""
        if not text:
            return ""
        text = _CLOSING_HASHES.sub(r"\\\1", text)
        if _BOX.match(text):
            text = "\\" + text  # in a list it would be a task
        anchor = el.get("id")
        if self.flavor.heading_attributes:
            if text.endswith("}"):
                text = text[:-1] + "&#125;"
            if re.fullmatch(r"[A-Za-z][\w:.-]*", anchor, re.ASCII):
                text += f" {{#{anchor}}}"
                anchor = ""
        if anchor:
            text = f'<a id="{escape_attribute(anchor)}"></a>{text}'
        return f"{'#' * n} {text}"

    def convert_hr(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
        """A rule; in a list item hyphens would begin a list, and kramdown ends the list at any mark."""
        if "li" not in parent_tags:
            return "---"
        return "<hr />" if self.flavor.is_kramdown else "***"

    def convert_pre(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
        """A fenced block; `text` is the code."""
        return code.code_block(text, code.language_of(el), self.flavor, nested=bool(parent_tags))

    def convert_list(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
        """A list; `text` is its items. Where the flavor forgets the first number, it is said."""
        start = lists.start_of(el)
        if el.name == "ol" and start != 1 and self.flavor.list_attributes and text:
            return f'{{: start="{start}"}}\n{text}'
        return text

    convert_ul = convert_list
    convert_ol = convert_list

    def convert_li(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
        """A list item: its mark, and its lines indented by the width of the mark."""
        mark = f"{el.get('value')}." if el.parent is not None and el.parent.name == "ol" else "-"
        indent = " " * (len(mark) + 1)
        first, *rest = (text or "<!-- -->").split("\n")
        return "\n".join([f"{mark} {first}", *(indent + line if line else "" for line in rest)])

    def convert_dl(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
        """A list of definitions; `text` is its terms and definitions."""
        return text

    def convert_dt(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
        """A term: one line."""
        return text

    def convert_dd(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
        """A definition: a colon, and its lines indented."""
        first, *rest = text.split("\n")
        return "\n".join([f":   {first}", *(f"    {line}" if line else "" for line in rest)])

    def convert_td(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
        """A cell, without the pipes around it. A line of nothing but marks would be a separator in kramdown."""
        return f"\\{text}" if re.fullmatch(r"[-:=+][-:=+ ]*", text) else text

    convert_th = convert_td

    def convert_table(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
        """A table; `text` is its rows."""
        return text

    def convert_img(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
        """An image with its alternative text and title."""
        src = el.get("src").strip()
        if not src and "srcset" not in el.attributes:
            return ""
        if not src or destinations.is_refused(src) or el.get("usemap"):
            return raw.raw_html([el], self.flavor, self.link, inline=True)
        alt = destinations.alternative(el.get("alt"), self.flavor)
        if not self.flavor.escapes_in_alt and ("\\" in alt or "&" in alt):
            return raw.raw_html([el], self.flavor, self.link, inline=True)
        return f"![{alt}]({destinations.destination(self.link(src))}{destinations.title_part(el.get('title'))})"

    def convert_input(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
        """A checkbox; `text` is `[ ]` where it begins a list item. Other fields of forms show nothing."""
        if el.get("type").lower() != "checkbox":
            return ""
        checked = "checked" in el.attributes
        if text:
            return "[x]" if checked else "[ ]"
        return (
            '<input type="checkbox" checked="checked" disabled="disabled" />'
            if checked
            else '<input type="checkbox" disabled="disabled" />'
        )

    def convert_figure(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
        """A figure around Markdown; `text` has the caption in it."""
        return f"{raw.tag(el, self.link)[:-1]}{self.flavor.open_html}>\n\n{text}\n\n</figure>"

    def convert_details(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
        """A block that opens; `text` has the summary in it."""
        return f"{raw.tag(el, self.link)[:-1]}{self.flavor.open_html}>\n{text}\n\n</details>"
