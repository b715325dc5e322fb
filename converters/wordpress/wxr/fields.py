"""Elements of an export as plain values, and the strict reading of well-formed ones."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from converters.wordpress.vocabulary import CONTAINERS, NAMESPACES, RSS_WORDS, usual_prefix
from converters.wordpress.wxr.original import TARGET, from_instruction

_PREFIX = re.compile(r"[<\s]/?([A-Za-z_][\w.-]{0,60}):[A-Za-z_]")
_DECLARATION = re.compile(r"""\sxmlns:([A-Za-z_][\w.-]{0,60})\s{0,9}=\s{0,9}["']([^"'<>&]{0,300})["']""")
_MOST_PREFIXES = 500
_READ = frozenset([*NAMESPACES, *RSS_WORDS])
"""Prefixes, and elements without one, whose text is read; what is inside others does not matter."""
_AT_ONCE = 1 << 20
"""Characters that the parser gets at once: an item may be a hundred times as long."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Field:
    """An element: its usual name (`wp:post_id`), its text, a category's attributes, and the elements in it."""

    __slots__ = ("_first", "attributes", "fields", "name", "text")

    def __init__(self, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.text = text
        self.attributes = attributes or _NOTHING  # an item may have millions of fields: nothing is made in vain
        self.fields: list[Field] = []
        self._first = _NOTHING

    def get(self, name: str) -> str | None:
        """The text of the first field of that name; None when there is none. Ask when all fields are there."""
        if not self._first and self.fields:
            self._first = {field.name: field.text for field in reversed(self.fields)}
        return self._first.get(name)

    def value(self, *names: str) -> str:
        """The text, without blanks at its ends, of the first of these fields that has one."""
        for name in names:
            text = (self.get(name) or "").strip()
            if text:
                return text
        return ""

    def all(self, *names: str) -> "Iterator[Field]":
        """The fields of these names, in order."""
        return (field for field in self.fields if field.name in names)

    def metas(self, name: str) -> tuple[tuple[str, str], ...]:
        """The custom fields among the fields, as keys and values, in order; `name` is that of their elements."""
        return tuple((m.get("wp:meta_key") or "", m.get("wp:meta_value") or "") for m in self.all(name))

    def restore(self, originals: Mapping[str, str]) -> None:
        """Give fields the text that the source of this file had there (`converters.wordpress.wxr.original`)."""
        for name, text in originals.items():
            changed = next(self.all(name), None)
            if changed is None:
                changed = Field(name)
                self.fields.append(changed)
            changed.text = text


class Strict:
    """Parses one element at a time as XML demands, whatever prefixes the file declared or forgot to.

    Prefixes are bound here, around the element, so that an undeclared, foreign or doubled declaration does no harm.
    There is no document type and therefore no entity to expand.
    """

    def __init__(self) -> None:
        self._bound = dict(NAMESPACES)
        self._usual = {uri: prefix for prefix, uri in NAMESPACES.items()}
        self._names: dict[str, str] = {}
        self._root = b""
        self.stray: list[str] = []
        """Text that stood between the elements parsed last."""
        self._bind({})

    def _bind(self, prefixes: Mapping[str, str]) -> None:
        for prefix, uri in prefixes.items():
            if len(self._bound) < _MOST_PREFIXES:
                self._bound.setdefault(prefix, uri)
        declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in self._bound.items())
        self._root = f"<root{declared}>".encode()

    def learn_declarations(self, text: str) -> None:
        """Remember what the file's own start tag calls the usual prefixes."""
        found = {}
        for prefix, uri in _DECLARATION.findall(text):
            usual = usual_prefix(prefix, uri)
            found[prefix] = NAMESPACES.get(usual, f"urn:prefix:{prefix}")
        found.pop("xml", None)
        self._bind(found)

    def learn_prefixes(self, text: str) -> bool:
        """Bind every prefix in a text that nothing declares; whether there was one."""
        found = set(_PREFIX.findall(text)) - set(self._bound) - {"xml", "xmlns"}
        self._bind({prefix: f"urn:prefix:{prefix}" for prefix in sorted(found) if prefix.isascii()})
        return bool(found)

    def usual_name(self, name: str) -> str:
        """The usual name of an element that is `name` in the file."""
        prefix, colon, local = name.partition(":")
        if not colon:
            return name
        return f"{self._usual.get(self._bound.get(prefix, ''), prefix)}:{local}"

    def parse(self, text: str) -> Field | None:
        """The elements in a text as the fields of a nameless one; None when it is not well-formed XML."""
        self.stray = []
        try:
            for start in range(0, len(text), _AT_ONCE):
                text[start : start + _AT_ONCE].encode()
        except UnicodeEncodeError:
            return None  # before lxml begins: it never frees what a parser holds that is left in the middle
        parser = etree.XMLParser(
            huge_tree=True, resolve_entities=False, no_network=True, remove_comments=True,
            remove_pis=f"<?{TARGET} " not in text, collect_ids=False,
        )  # fmt: skip
        try:
            parser.feed(self._root)
            for start in range(0, len(text), _AT_ONCE):
                parser.feed(text[start : start + _AT_ONCE].encode())
            parser.feed(b"</root>")
            root = parser.close()
        except etree.XMLSyntaxError:
            return None
        return self._field(root, "")

    def _field(self, element: etree._Element, name: str) -> Field | None:
        field = Field(name, element.text or "")
        if field.text and not field.text.isspace():
            self.stray.append(field.text.strip())
        originals: dict[str, str] = {}
        for child in element:
            tag = child.tag
            if not isinstance(tag, str):
                if not isinstance(child, etree._ProcessingInstruction):
                    return None  # a reference to an entity that nothing defines
                if child.target == TARGET:
                    originals.update(from_instruction(child.text or ""))
                continue
            known = self._names.get(tag) or self._name(tag, child.prefix)
            if known in CONTAINERS:
                inner = self._field(child, known)
            elif len(child) and known.partition(":")[0] in _READ:
                return None  # markup where text is due: only the source's own characters will do
            else:
                attributes = {str(k): str(v) for k, v in child.attrib.items()} if known == "category" else None
                inner = Field(known, child.text or "", attributes)
            if inner is None:
                return None
            field.fields.append(inner)
            tail = child.tail
            if tail and not tail.isspace():
                self.stray.append(tail.strip())
        if originals:
            field.restore(originals)
        return field

    def _name(self, tag: str, prefix: str | None) -> str:
        uri, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
        usual = self._usual.get(uri) or (usual_prefix(prefix, uri) if prefix else "")
        name = f"{usual}:{local}" if usual else local
        self._names[tag] = name
        return name
