"""What the shortcodes and tags of site generators show, as HTML."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from converters.frontmatter.left_over import TemplateKept
from converters.html import parse
from converters.markdown import to_html
from converters.problem import Problem, Report, Severity
from converters.wordpress.embeds import embed_figure

_START = re.compile(r"youtube[^\"'<> ]{0,200}?[?&;](?:start|t)=(\d{1,6})")
_YOUTUBE = re.compile(r'data-url="(https://www\.youtube\.com/watch\?v=[\w-]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateNotRun(Problem):
    """A template of the site that is broken, or asks for more than it may take."""

    code = "template-not-run"
    severity = Severity.WARNING
    text = "{file} cannot be run ({reason}): what it would show stays in the text as it was typed"
    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameStandsIn(Problem):
    """A template of the site that is not run, whose name is one that many themes use alike."""

    code = "name-stands-in"
    severity = Severity.WARNING
    text = "{file} cannot be run ({reason}): what others of that name show stands there, so look at it"
    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNotFound(Problem):
    """A reference to a page of the site that is not there; the name of the page stands in place of its address."""

    code = "page-not-found"
    severity = Severity.WARNING
    text = "it refers to the page {page!r}, which is not in the site: the link leads nowhere"
    page: str


def report_kept(sources: Mapping[str, None], report: Report) -> None:
    """Say of each kind of template language once that it was kept."""
    for source in sources:
        report(TemplateKept(source=source))


def figure(arguments: Mapping[str, str], src: str) -> str:
    """Hugo's `figure`: an image, linked or not, with a title, a caption and its source."""
    caption, credit = _inline(arguments.get("caption", "")), _inline(arguments.get("attr", ""))
    attributes = {
        "src": src,
        "alt": arguments.get("alt") or parse(caption).text_content(),
        **{name: arguments[name] for name in ("width", "height") if arguments.get(name)},
    }
    shown = f"<img{write_attributes(attributes)} />"
    if arguments.get("link"):
        shown = f'<a href="{escape(arguments["link"])}">{shown}</a>'
    if arguments.get("attrlink") and credit:
        credit = f'<a href="{escape(arguments["attrlink"])}">{credit}</a>'
    title = f"<strong>{_inline(arguments['title'])}</strong> " if arguments.get("title") else ""
    words = " ".join(part for part in (f"{title}{caption}".strip(), credit) if part)
    described = f"<figcaption>{words}</figcaption>" if words else ""
    return f"<figure{write_attributes({'class': arguments.get('class', '')})}>{shown}{described}</figure>"


def _inline(markdown: str) -> str:
    """A line of Markdown as HTML; of several paragraphs the HTML of all of them."""
    html = to_html(markdown, lambda problem: None).strip()
    alone = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
    return html[3:-4] if alone else html


def write_attributes(attributes: Mapping[str, str]) -> str:
    """Attributes as they stand in a start tag; empty ones are left out, but for `alt`."""
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value or name == "alt")


def code_block(code: str, language: str) -> str:
    """A listing."""
    kind = f' class="language-{escape(language)}"' if language else ""
    return f"<pre><code{kind}>{escape(code, quote=False)}</code></pre>"


def player(sources: Iterable[str], *, poster: str = "", width: str = "", height: str = "", kind: str = "video") -> str:
    """A film, or a recording (`audio`), in as many formats as there are files."""
    attributes = write_attributes({"poster": poster, "width": width, "height": height})
    files = "".join(f'<source src="{escape(source)}" />' for source in sources)
    return f'<{kind} controls="controls"{attributes}>{files}</{kind}>'


def embed(url: str, title: str = "") -> str:
    """A medium shown from elsewhere."""
    return embed_figure(url, title)


def medium_shown(known: str, rendered: str) -> str | None:
    """The medium that is known by its name, where it is all that readers saw of what the site's template rendered.

    None where it is no medium, or the template shows more. The medium begins where that of the template does.
    """
    if not known.startswith('<figure class="embed') or not _is_only_a_player(rendered):
        return None
    start, video = _START.search(rendered), _YOUTUBE.search(known)
    return embed(f"{video[1]}&t={start[1]}") if start and video else known


def _is_only_a_player(rendered: str) -> bool:
    """Whether nothing is in a piece of HTML but what a script or a frame shows."""
    root = parse(rendered)
    for element in list(root.elements("script", "style", "noscript", "iframe", "object")):
        element.replace()
    return not root.text_content().strip() and not any(root.elements("a", "img", "video", "audio"))
