"""Pages that a template fills with other pages: lists of posts, of terms, of all that there is; they are no content."""

import re
from collections.abc import Iterator

from converters.sites.jekyll.sources import TemplateSource
from converters.sites.template_files import text_of_file

_MACHINE = re.compile(
    r"\{%-?\s*(?:for|paginate|assign)\b|\{\{-?\s*(?:paginator|site\.(?:posts|pages|tags|categories))\b"
)
_OF_OTHERS = re.compile(
    r"\bpaginat(?:e|or)\b|\bsite\.(?:posts|pages|html_pages|tags|categories|documents|collections|static_files|"
    r"related_posts|time)\b|\bsite\[|\blayout:\s*null\b"
)
_INCLUDE = re.compile(r"\{%-?\s*include(?:_cached)?\s+([^\s{}%]{1,300})")
_TEMPLATE = re.compile(r"\{%[^%]{0,1000}%\}|\{\{[^{}]{0,1000}\}\}")
_TAG = re.compile(r"<[^<>]*>")
_SHOWS_DATA = re.compile(r"\{%-?\s*for\s+\w+\s+in\s+(?:site\.data|page)\.|\{\{-?\s*site\.data\.")
_MOST_INCLUDES = 50


def says_anything(body: str, templates: TemplateSource | None, collections: frozenset[str]) -> bool:
    """Whether the body of a page has something of its own to say.

    Where the templates of its site can be run that may stand in includes and data; `collections` are those of the site.
    """
    has_text = bool(_TAG.sub("", _TEMPLATE.sub("", body)).strip()) or "<img" in body
    if not _MACHINE.search(body) and has_text:
        return True
    if templates is None or not templates.can_be_run:
        return False
    texts = list(_with_includes(body, templates))
    listed = re.compile(rf"\bsite\.(?:{'|'.join(map(re.escape, sorted(collections)))})\b") if collections else None
    if any(_OF_OTHERS.search(text) or (listed and listed.search(text)) for text in texts):
        return False
    return has_text or len(texts) > 1 or _SHOWS_DATA.search(body) is not None


def _with_includes(body: str, templates: TemplateSource) -> Iterator[str]:
    """A body, and the includes of the site's own that it names, each once."""
    yield body
    waiting, seen = [body], set[str]()
    while waiting and len(seen) < _MOST_INCLUDES:
        for include in _INCLUDE.finditer(waiting.pop()):
            if include[1] in seen or len(seen) >= _MOST_INCLUDES:
                continue
            seen.add(include[1])
            found = templates.include(include[1])
            try:
                text = text_of_file(found[0]) if found else ""
            except OSError:
                continue
            if text:
                yield text
                waiting.append(text)
