"""Shortcodes: `[name attributes]`, alone or around content, become HTML by a table of small functions.

`expand_shortcodes` is WordPress's do_shortcode: what is not in the table stays as it is, `[[name]]` is text, shortcodes
in attributes are expanded and those in comments are not. Nothing here recurses. Whoever knows another shortcode adds
a row: `expand_shortcodes(text, context, {**HANDLERS, "recipe": recipe_to_html})`; names consist of ASCII letters,
digits, `_` and `-`.
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from converters.wordpress.context import Context
from converters.wordpress.shortcodes.grammar import Grammar, Tag, names_in, parse_attributes
from converters.wordpress.spans import Spans

_TAG = re.compile(r"<!(?=--).*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[^>]*+>?", re.DOTALL)
_NO_BRACKETS = str.maketrans("[]", "\0\0")
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]++)(\s*+=\s*+)(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.ASCII)
_ADDRESSES = frozenset(["action", "cite", "data", "href", "longdesc", "poster", "src"])
_SCHEMES = frozenset(["feed", "ftp", "ftps", "geo", "http", "https", "irc", "mailto", "news", "sms", "tel", "webcal"])
_EVEN_IN_CODE = frozenset(["audio", "caption", "embed", "gallery", "playlist", "video", "wp_caption"])
"""WordPress's own, which it expands anywhere. Others in code are more likely shown there than meant."""
_CURLY_QUOTES = "“”„″‘’′»«"


@dataclass(frozen=True, slots=True)
class Shortcode:
    """One shortcode of a text."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    """By name, in lower case, as WordPress reads them."""
    positional: tuple[str, ...] = ()
    """The attributes without names."""
    content: str | None = None
    """What stands between the tags, as it is; None when there is no closing tag."""
    html: str = ""
    """The content with its own shortcodes expanded; empty when there is none."""
    source: str = ""
    """The whole of it, as it stands in the text."""

    def get(self, name: str, default: str = "") -> str:
        """An attribute for people's use: without entities, blanks and curly quotes, which editors slip in."""
        value = self.attributes.get(name)
        return default if value is None else plain_value(value)

    def positions(self) -> tuple[str, ...]:
        """The attributes without names for people's use, likewise."""
        return tuple(plain_value(value) for value in self.positional)


Handler = Callable[[Shortcode, Context], str | None]
"""Makes HTML of a shortcode; None means "not for me": it stays as it is."""


@dataclass(slots=True)
class _Open:
    """A shortcode whose content is being read."""

    tag: Tag
    content_end: int
    end: int
    written: list[str] = field(default_factory=list)


def plain_value(value: str) -> str:
    """An attribute's value without entities, and without blanks and curly quotes around it."""
    return html.unescape(value).strip().strip(_CURLY_QUOTES).strip()


def expand_shortcodes(text: str, context: Context, handlers: Mapping[str, Handler]) -> str:
    """A text with every shortcode of the table replaced by its HTML; those inside of others first."""
    if not names_in(text, handlers):
        return text
    if "<" in text:
        text = _TAG.sub(lambda tag: _expand_in_tag(tag[0], context, handlers), text)
    return _expand(text, context, handlers)


def hide_brackets_in_tags(text: str) -> str:
    """The text, character for character, but without the brackets in HTML tags and comments: no shortcode is there."""
    return _TAG.sub(_without_brackets, text) if "<" in text else text


def _without_brackets(tag: re.Match[str]) -> str:
    text = tag[0]
    return text.translate(_NO_BRACKETS) if "[" in text or "]" in text else text


def _expand(text: str, context: Context, handlers: Mapping[str, Handler]) -> str:
    visible = hide_brackets_in_tags(text)
    grammar = Grammar(visible, handlers)
    code = Spans(text)
    whole = _Open(Tag("", 0, 0, 0, False), len(text), len(text))
    stack, at = [whole], 0
    while stack:
        current = stack[-1]
        tag = grammar.next_tag(at, current.content_end)
        if tag is None:
            current.written.append(text[at : current.content_end])
            at = current.end
            stack.pop()
            if stack:
                stack[-1].written.append(_call(text, current, context, handlers))
            continue
        if tag.start in code and tag.name not in _EVEN_IN_CODE:
            current.written.append(text[at : tag.inner])
            at = tag.inner
            continue
        closer = grammar.closer(tag, current.content_end)
        end = tag.end if closer < 0 else closer + len(tag.name) + 3
        if tag.start > at and visible[tag.start - 1] == "[" and end < current.content_end and visible[end] == "]":
            current.written += text[at : tag.start - 1], text[tag.start : end]  # [[name]] means the text [name]
            at = end + 1
            continue
        current.written.append(text[at : tag.start])
        if closer < 0:
            current.written.append(_call(text, _Open(tag, -1, end), context, handlers))
        else:
            stack.append(_Open(tag, closer, end))
        at = tag.end
    return "".join(whole.written)


def _call(text: str, found: _Open, context: Context, handlers: Mapping[str, Handler]) -> str:
    """What a shortcode becomes."""
    tag, inner = found.tag, "".join(found.written)
    attributes, positional = parse_attributes(text[tag.inner : tag.end - 1].removesuffix("/" if tag.alone else ""))
    content = None if found.content_end < 0 else text[tag.end : found.content_end]
    source = text[tag.start : found.end]
    made = handlers[tag.name](Shortcode(tag.name, attributes, positional, content, inner, source), context)
    if made is not None:
        return made
    return source if content is None else text[tag.start : tag.end] + inner + text[found.content_end : found.end]


def _expand_in_tag(tag: str, context: Context, handlers: Mapping[str, Handler]) -> str:
    """An HTML tag with the shortcodes in its attributes expanded."""
    if "[" not in tag or "]" not in tag or tag.startswith("<!"):
        return tag

    def expand_value(attribute: re.Match[str]) -> str:
        name, equals, *values = attribute.groups()
        value = next(each for each in values if each is not None)
        made = _expand(value, context, handlers)
        if made == value:
            return attribute[0]
        quote = '"' if values[0] is not None else "'"
        return f"{name}{equals}{quote}{_as_attribute(name, made)}{quote}"

    return _ATTRIBUTE.sub(expand_value, tag)


def _as_attribute(name: str, value: str) -> str:
    """HTML that a shortcode gave, as an attribute's value; of an address, without a scheme that may do harm."""
    value = value.translate({34: "&quot;", 39: "&#039;", 60: "&lt;", 62: "&gt;"})
    if name.lower() in _ADDRESSES:
        scheme, colon, rest = value.partition(":")
        while colon and scheme.strip().lower() not in _SCHEMES and not set(scheme) & set("/?#"):
            value = rest
            scheme, colon, rest = value.partition(":")
    return value
