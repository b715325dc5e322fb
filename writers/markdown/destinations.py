"""What stands in the parentheses of a link or an image: the address and the title."""

import re

from writers.markdown.flavor import Flavor

_UNSAFE = re.compile(r"[\s<>\"|\\^`{}*\x00-\x20\x7f]")
_REFUSED = re.compile(r"\s*(?:javascript|vbscript|file|data):", re.IGNORECASE)
_ENTITY = re.compile(r"&(?=#?\w+;)")
_ALT_MARKS = re.compile(r"^\^|\](?=:)|[\\\[\]`*<|~$]|(?<![^\W_])_+|_+(?![^\W_])|&(?=#?\w+;)|\{(?=[{%])|!$")
_TITLE_MARKS = re.compile(
    r'["|`<*]|\](?=[:(\[])|~(?=~)|(?<=~)~|\\(?=[!-/:-@\[-`{-~]|$)|&(?=#?\w+;)|\{(?=[{%])|(?<![^\W_])_|_(?![^\W_])'
)


def is_refused(url: str) -> bool:
    """Whether renderers print a link to it as text, because of its scheme."""
    return bool(_REFUSED.match(url))


def destination(url: str) -> str:
    """An address as CommonMark (section 6.3) and kramdown read it without angle brackets."""
    url = url.strip().replace("\t", "").replace("\n", "").replace("\r", "")
    if url.count("(") != url.count(")") or -1 < url.find(")") < url.rfind("("):
        url = url.replace("(", "%28").replace(")", "%29")
    if _UNSAFE.search(url):
        url = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)
    url = _ENTITY.sub("&amp;", url).replace("~~", "%7E%7E")
    return url.replace("_", "%5F") if url.startswith("_") else url


def title_part(title: str) -> str:
    """A title with the space before it, or nothing."""
    title = " ".join(title.split())
    if not title:
        return ""
    title = _TITLE_MARKS.sub(lambda mark: "&quot;" if mark[0] == '"' else f"&#{ord(mark[0])};", title)
    return f' "{title}"'


def alternative(alt: str, flavor: Flavor) -> str:
    """The text between the brackets of an image: kramdown takes it literally, the others read Markdown in it."""
    alt = " ".join(alt.split())
    alt = _ALT_MARKS.sub(_alt_mark, alt)
    return alt.replace("\\`", "&#96;") if flavor.is_kramdown else alt  # kramdown would still see code in a cell


def _alt_mark(mark: re.Match[str]) -> str:
    return (
        "".join("\\" + each for each in mark[0])
        if mark[0][0] in "\\[]`*_!" and not mark.string.startswith("]:", mark.start())
        else f"&#{ord(mark[0])};"
    )
