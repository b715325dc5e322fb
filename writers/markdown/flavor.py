"""What the Markdown of each generator understands, and which template language runs over it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_LIQUID = re.compile(r"\{(?=[{%])")
_SHORTCODE = re.compile(r"\{\{(?=[<%])")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flavor:
    """One dialect of Markdown. The differences are data: no other module asks for a flavor's name."""

    name: str
    line_break: str = "\\"
    """What stands before the line end where a line must break."""
    heading_attributes: bool = False
    """Whether `## Title {#id}` gives the heading an id."""
    definition_lists: bool = False
    footnotes: bool = True
    """Whether `[^1]` is a footnote."""
    escapes_in_alt: bool = True
    """Whether a backslash in the text of a picture escapes; markdown-it loses what is escaped there."""
    escapes_in_title: bool = True
    """Whether the title of a link is made HTML again; Zola prints that of a link to another host as it stands."""
    list_attributes: bool = False
    """Whether an ordered list forgets its first number and needs `{: start="5"}` (kramdown)."""
    open_html: str = ""
    """The attribute that makes the content of a block of HTML Markdown again (kramdown)."""
    raw_inline: frozenset[str] = frozenset()
    """Inline elements whose content is not read as Markdown (kramdown)."""
    is_kramdown: bool = False
    """Whether kramdown reads it, which takes many marks otherwise than CommonMark: a pipe in a line makes a table."""
    blank_first_lines: bool = True
    """Whether a fence may begin with an empty line; rehype-raw, behind Astro's Markdown, drops it."""
    links_bare_urls: bool = True
    """Whether an address in the text becomes a link, so that escapes inside it would show."""
    headers_alone: bool = True
    """Whether a table may be nothing but its header; kramdown takes such a one for text."""
    block_iframes: bool = False
    """Whether an iframe amid text is printed as text (kramdown), so that it needs `{::nomarkdown}`."""
    template: re.Pattern[str] | None = None
    """Where the template language would begin to read."""
    comment_shortcodes: bool = False
    """Whether `{{</* x */>}}` prints `{{< x >}}` (Hugo)."""
    exact_more: bool = False
    """Whether the divider must be `<!--more-->` to the letter, and must not stand in code."""
    embed_shortcodes: Mapping[str, re.Pattern[str]] | None = None
    """Shortcodes of the generator by name, with the address (its first group the id) of what they embed exactly."""


GFM = Flavor(name="gfm")

HUGO = Flavor(
    name="hugo",
    heading_attributes=True,
    definition_lists=True,
    template=_SHORTCODE,
    comment_shortcodes=True,
    exact_more=True,
    embed_shortcodes={
        "youtube": re.compile(r"https?://(?:www\.)?(?:youtube\.com/watch\?v=|youtu\.be/)([\w-]{11})", re.ASCII),
        "vimeo": re.compile(r"https?://(?:www\.)?vimeo\.com/(\d+)", re.ASCII),
    },
)

JEKYLL = Flavor(
    name="jekyll",
    line_break="<br>",
    heading_attributes=True,
    definition_lists=True,
    list_attributes=True,
    open_html=' markdown="1"',
    raw_inline=frozenset(["data", "kbd", "mark", "samp", "time", "u", "var"]),
    is_kramdown=True,
    links_bare_urls=False,
    headers_alone=False,
    block_iframes=True,
    template=_LIQUID,
    exact_more=True,
)

FLAVORS: Mapping[str, Flavor] = {each.name: each for each in (GFM, HUGO, JEKYLL)}
"""The flavors by name."""
