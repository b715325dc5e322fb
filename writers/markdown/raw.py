"""HTML that stands in Markdown as it is: without blank lines, and with nothing a template language would read."""

import re
from collections.abc import Callable, Sequence

from converters.html import VOID, Comment, Element, Node, Text, escape, escape_attribute
from writers.markdown.elements import LINES
from writers.markdown.flavor import Flavor

Link = Callable[[str], str]
"""Where an address of the old blog leads now."""

_ADDRESSES = frozenset(["cite", "data", "data-url", "formaction", "href", "poster", "src"])
_SPACE = re.compile(r"[ \t\n\r\f]+")
_MARKDOWN = re.compile(r"[\\`*_\[\]{|}~$^:!#@]|(?<=\.)\.|(?<=-)-")
_KRAMDOWN_MARKS = re.compile("[|`~]|](?=:)")
"""What kramdown finds in a line before it looks for elements: cells, code in them, strikes, definitions."""
_NAME = re.compile(r"[A-Za-z_:][\w:.-]*", re.ASCII)
_TAG = re.compile(r"[a-z][a-z0-9-]*", re.ASCII | re.IGNORECASE)
_CANDIDATE = re.compile(r"\s*(\S*[^\s,])(\s+[^,]+)?\s*(?:,|$)|[\s,]+")
DROPPED = frozenset(["base", "head", "link", "meta", "noscript", "script", "style", "template", "title"])
"""Elements that show nothing."""


def neutral(html: str, flavor: Flavor) -> str:
    """HTML in which the template language finds nothing to do."""
    return flavor.template.sub(lambda found: "&#123;" * len(found[0]), html) if flavor.template else html


def inert_text(text: str) -> str:
    """Text for an HTML element inside a paragraph, where Markdown is still read: every mark is an entity."""
    return _MARKDOWN.sub(lambda mark: f"&#{ord(mark[0])};", escape(text))


def plain_text(text: str, flavor: Flavor) -> str:
    """Text for an HTML element whose content is not read as Markdown."""
    html = escape(text)
    return _KRAMDOWN_MARKS.sub(lambda mark: f"&#{ord(mark[0])};", html) if flavor.is_kramdown else html


def new_srcset(value: str, link: Link) -> str:
    """A `srcset` whose every address went through `link`."""
    candidates = [(m[1], (m[2] or "").strip()) for m in _CANDIDATE.finditer(value) if m[1]]
    return ", ".join(f"{link(url)} {size}".strip() for url, size in candidates)


def relink(root: Element, link: Link) -> None:
    """Give every address in a tree its new form."""
    for element in root.elements():
        for name, value in element.attributes.items():
            element.attributes[name] = _new_value(name, value, link)


def _new_value(name: str, value: str, link: Link) -> str:
    if name in _ADDRESSES:
        return link(value.strip())
    return new_srcset(value, link) if name in ("srcset", "imagesrcset") else value


def tag(element: Element, link: Link, only: frozenset[str] | None = None) -> str:
    """The start tag, addresses rewritten; `only` names the attributes to keep."""
    written = [element.name]
    for name, value in element.attributes.items():
        if (only is not None and name not in only) or not _NAME.fullmatch(name) or name.startswith("on"):
            continue
        value = _new_value(name, value, link)
        written.append(f'{name}="{escape_attribute(value)}"')
    return "<" + " ".join(written) + (" />" if element.name in VOID else ">")


def raw_html(nodes: Sequence[Node], flavor: Flavor, link: Link, *, inline: bool = False) -> str:
    """Nodes as HTML without blank lines.

    As a block, elements of structure begin lines; `inline`, in a paragraph, all is one line and its text inert.
    """
    written: list[str] = []
    stack: list[Node | str] = [*reversed(nodes)]
    verbatim = 0
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            if node in ("</pre>", "</textarea>"):
                verbatim -= 1
            written.append(node)
        elif isinstance(node, Text):
            text = inert_text(node.text) if inline else escape(node.text)
            written.append(text.replace("\n", "&#10;") if verbatim else _SPACE.sub(" ", text))
        elif isinstance(node, Comment) or node.name in DROPPED or not _TAG.fullmatch(node.name):
            if isinstance(node, Element) and node.name not in DROPPED:
                stack.extend(reversed(node.children))
        else:
            line = "" if inline or verbatim or node.name not in LINES else "\n"
            written.append(line + tag(node, link))
            if node.name in VOID:
                written.append(line)
                continue
            if line:
                stack.append(line)
            stack.append(f"</{node.name}>")
            if node.name in ("pre", "textarea"):
                verbatim += 1
                first = node.children[0] if node.children else None
                if isinstance(first, Text) and first.text.startswith("\n"):
                    written.append("&#10;")  # parsers drop the first line end after these tags
            stack.extend(reversed(node.children))
    html = neutral("".join(written), flavor)
    return re.sub(r" *\n[ \n]*", "\n", html).strip() if not inline else html
