"""Tags and elements of HTML, as kramdown tells them apart."""

import re

NAME = r"[A-Za-z_][\w.-]*+(?::[A-Za-z_][\w.-]*+)?"
TAG = re.compile(
    rf"<(?P<name>{NAME})(?P<attributes>(?:\s++{NAME}(?:\s*+=\s*+(?:\w++|\"[^\"]*+\"|'[^']*+'))?+)*+)\s*+(?P<empty>/)?>"
)
CLOSING_TAG = re.compile(rf"</(?P<name>{NAME})\s*+>")
COMMENT_OPENING = "<!--"
COMMENT_CLOSING = "-->"
_ATTRIBUTE = re.compile(rf"\s*+({NAME})(?:\s*+=\s*+(?:(\w++)|\"([^\"]*+)\"|'([^']*+)'))?+")

NEVER_IN_A_LINE = frozenset(
    "address applet article aside blockquote body caption col colgroup dd div dl dt fieldset figcaption footer form "
    "h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main map menu nav ol optgroup p pre section summary "
    "table tbody td tfoot th thead tr ul".split()
)
"""Elements whose tags are text within a paragraph."""
NEVER_A_BLOCK = frozenset(
    "a abbr acronym b bdo big br button cite code del dfn em i img input ins kbd label mark option q rb rbc rp rt rtc "
    "ruby samp select small span strong sub sup tt u var".split()
)
"""Elements that begin a paragraph, not a block, where they begin a line."""
NEVER_ENDING_A_PARAGRAPH = NEVER_A_BLOCK | {"script"}
EMPTY = frozenset(
    "area base br col command embed hr img input keygen link meta param source track wbr".split()
)
VERBATIM = frozenset(["script", "style"])
"""Elements whose content is neither tags nor text."""
OF_BLOCKS = frozenset(
    "address applet article aside blockquote body dd details div dl fieldset figcaption figure footer form header "
    "hgroup iframe li main map menu nav noscript object section summary td".split()
)
"""Elements that hold blocks, where Markdown is read in them."""
OF_SPANS = frozenset(
    "a abbr acronym b bdo big button caption cite del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend optgroup p q rb "
    "rbc rp rt rtc ruby select small span strong sub sup th tt".split()
)
"""Elements that hold spans, where Markdown is read in them; all others hold HTML alone."""


def attributes_of(written: str) -> dict[str, str]:
    """The attributes of a tag; line ends in them are blanks."""
    found = {}
    for name, bare, double, single in _ATTRIBUTE.findall(written):
        found[name.lower()] = (bare or double or single).replace("\n", " ")
    return found
