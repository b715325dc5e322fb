"""Tags and elements of HTML, as kramdown tells them apart."""

import re

NAME = r"[^\W\d][\w.-]*+(?::[^\W\d][\w.-]*+)?"
_BLANKS = r"[ \t\r\n\f\v]*+"
_VALUE = r"\w++|\"[^\"]*+\"|'[^']*+'"
TAG = re.compile(
    rf"<(?P<name>{NAME})(?P<attributes>(?:[ \t\r\n\f\v]{_BLANKS}{NAME}(?:{_BLANKS}={_BLANKS}(?:{_VALUE}))?+)*+)"
    rf"{_BLANKS}(?P<empty>/)?>"
)
CLOSING_TAG = re.compile(rf"</(?P<name>{NAME}){_BLANKS}>")
COMMENT_OPENING = "<!--"
COMMENT_CLOSING = "-->"
_ATTRIBUTE = re.compile(rf"{_BLANKS}({NAME})(?:{_BLANKS}={_BLANKS}({_VALUE}))?+")

_NEVER_IN_A_LINE = """
address applet article aside blockquote body caption col colgroup dd div dl dt fieldset figcaption footer form h1 h2 h3
h4 h5 h6 head header hgroup hr html iframe legend li main map menu nav ol optgroup p pre section summary table tbody td
tfoot th thead tr ul
"""
NEVER_IN_A_LINE = frozenset(_NEVER_IN_A_LINE.split())
"""Elements whose tags are text within a paragraph."""
_NEVER_A_BLOCK = """
a abbr acronym b bdo big br button cite code del dfn em i img input ins kbd label mark option q rb rbc rp rt rtc ruby
samp select small span strong sub sup tt u var
"""
NEVER_A_BLOCK = frozenset(_NEVER_A_BLOCK.split())
"""Elements that begin a paragraph, not a block, where they begin a line."""
NEVER_ENDING_A_PARAGRAPH = NEVER_A_BLOCK | {"script"}
_EMPTY = "area base br col command embed hr img input keygen link meta param source track wbr"
EMPTY = frozenset(_EMPTY.split())
VERBATIM = frozenset(["script", "style"])
"""Elements whose content is neither tags nor text."""
_OF_BLOCKS = """
address applet article aside blockquote body dd details div dl fieldset figcaption figure footer form header hgroup
iframe li main map menu nav noscript object section summary td
"""
OF_BLOCKS = frozenset(_OF_BLOCKS.split())
"""Elements that hold blocks, where Markdown is read in them."""
_OF_SPANS = """
a abbr acronym b bdo big button caption cite del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend optgroup p q rb rbc rp
rt rtc ruby select small span strong sub sup th tt
"""
OF_SPANS = frozenset(_OF_SPANS.split())
"""Elements that hold spans, where Markdown is read in them; all others hold HTML alone."""


def attributes_of(written: str) -> dict[str, str]:
    """The attributes of a tag; line ends in them are blanks."""
    return {
        name.lower(): (value[1:-1] if value[:1] in ("'", '"') else value).replace("\n", " ")
        for name, value in _ATTRIBUTE.findall(written)
    }
