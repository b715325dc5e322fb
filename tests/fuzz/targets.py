"""What is fuzzed: functions that take any bytes and must neither raise, hang, nor break what they promise."""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from converters.canonical import to_canonical
from converters.frontmatter.document import NotRead, decode, read_document
from converters.frontmatter.metadata import read_metadata
from converters.frontmatter.spyc import load_lines
from converters.markdown import kramdown_to_html
from converters.post import Media, Post, Site
from converters.problem import ConversionError, Problem
from converters.sites.hugo.calls import calls_in
from converters.sites.hugo.reader import HugoReader
from converters.sites.hugo.sources import HugoSite
from converters.sites.hugo.templates.bounds import NotRun
from converters.sites.hugo.templates.calling import Calls
from converters.sites.hugo.templates.engine import engine_of
from converters.sites.hugo.templates.parsing import template_in
from converters.sites.jekyll.expansion import expand_liquid
from converters.sites.jekyll.reader import JekyllReader
from converters.wordpress.blocks.grammar import Block, Part, parse_blocks
from converters.wordpress.body import to_html
from converters.wordpress.context import Context
from converters.wordpress.shortcodes.expansion import expand_shortcodes
from converters.wordpress.shortcodes.table import HANDLERS
from converters.wordpress.wxr import WxrReader
from converters.wordpress.wxr.fields import Field
from converters.wordpress.wxr.repair import Damaged, remove_forbidden
from writers.markdown import FLAVORS, to_markdown

ROOT = Path(__file__).parent.parent.parent
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_SITE = Site(url="https://blog.example", media={7: Media(id=7, url="https://blog.example/a.jpg", sizes=())})
_MEMORY = Path("/dev/shm")
_TEMPLATES = ROOT / "fixtures" / "sites" / "jekyll-includes"
_SHORTCODE_SITE = ROOT / "fixtures" / "sites" / "hugo-shortcodes"


@dataclass(frozen=True)
class Target:
    """A place where bytes come in."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    """Inputs to begin with."""
    words: tuple[str, ...]
    """What inputs of this kind are made of."""
    longest: int = 2000


def clean_wxr(data: bytes) -> None:
    """The repair of an item: nothing that XML forbids stays."""
    text = remove_forbidden(data.decode("utf-8", "surrogateescape"), _note)
    assert not _FORBIDDEN.search(text)
    pending: list[Field] = [Damaged(text, str, _note).parse()]
    while pending:
        field = pending.pop()
        assert not _FORBIDDEN.search(field.text), field.name
        pending.extend(field.fields)


def read_wxr(data: bytes) -> None:
    """A whole export: the ledger of its items balances, or it is refused in a sentence."""
    file = _file()
    file.write_bytes(data)
    problems: list[Problem] = []
    try:
        site, posts = WxrReader().read(file, problems.append)
    except ConversionError:
        return
    keys = [post.key for post in posts]
    assert len(set(keys)) == len(keys)
    assert [entry.key for entry in site.entries] == keys


@cache
def _file() -> Path:
    return (_MEMORY if _MEMORY.is_dir() else Path("/tmp")) / f"portpress-fuzz-{os.getpid()}.xml"


def read_front_matter(data: bytes) -> None:
    """A file with front matter or metadata, however read: texts, lists and maps of texts come out, or a refusal."""
    try:
        document = read_document(data, _report) or read_metadata(decode(data, _report))
    except NotRead:
        return
    for value in document.fields.values() if document else ():
        assert isinstance(value, str | list | dict)


def read_lines(data: bytes) -> None:
    """The fallback alone: each line belongs to a key, or is said to belong to none."""
    fields, lost = load_lines(data.decode("utf-8", "replace"))
    assert all(isinstance(key, str) for key in fields)
    assert all(isinstance(line, str) for line in lost)


def expand(data: bytes) -> None:
    """The shortcodes of a text."""
    expand_shortcodes(data.decode("utf-8", "replace"), _context(), HANDLERS)


def parse_block_markup(data: bytes) -> None:
    """The blocks of a text: what stands between delimiters stands in the parts, in order and once."""
    text = data.decode("utf-8", "replace")
    at = 0
    for piece in _texts(parse_blocks(text)):
        at = text.find(piece, at)
        assert at >= 0
        at += len(piece)


def _texts(parts: list[Part]) -> Iterator[str]:
    pending: list[Part] = list(reversed(parts))
    while pending:
        part = pending.pop()
        if isinstance(part, Block):
            pending.extend(reversed(part.parts))
        else:
            yield part


def clean_body(data: bytes) -> None:
    """A body from WordPress's dialect to canonical HTML."""
    to_html(Post(key="1", raw=data.decode("utf-8", "replace")), _SITE, _report)


def emit_markdown(data: bytes) -> None:
    """Canonical HTML as Markdown, in each flavor."""
    html = to_canonical(data.decode("utf-8", "replace"), base="https://blog.example")
    for flavor in FLAVORS.values():
        to_markdown(html, flavor=flavor)


def read_kramdown(data: bytes) -> None:
    """Markdown as Jekyll reads it."""
    kramdown_to_html(data.decode("utf-8", "replace"), _report)


def run_templates(data: bytes) -> None:
    """The Liquid of a body with the includes and data of a site: what it makes has a bounded size."""
    post, site = _page()
    expanded, _ = expand_liquid(data.decode("utf-8", "replace"), post, site, _report)
    assert len(expanded) < 10_000_000


@cache
def _page() -> tuple[Post, Site]:
    site, posts = JekyllReader().read(_TEMPLATES, _report)
    return next(post for post in posts if post.meta), site


def run_shortcode(data: bytes) -> None:
    """The template of a shortcode of a Hugo site: what it shows has a bounded size, or it is not run."""
    post, site = _page_of_hugo()
    assert site.templates
    calls = Calls(engine_of(site.templates), post, site)
    [call] = calls_in('{{< a "one" 2 >}}')
    try:
        shown = calls.shown(template_in(data.decode("utf-8", "replace"), "a.html"), calls.call(call, 0, None))
    except NotRun as error:
        assert error.reason
    else:
        assert len(shown) < 10_000_000


@cache
def _page_of_hugo() -> tuple[Post, HugoSite]:
    site, posts = HugoReader().read(_SHORTCODE_SITE, _report)
    assert isinstance(site, HugoSite)
    return next(post for post in posts if post.raw), site


def _report(problem: Problem) -> None:
    str(problem)


def _note(kind: str, at: int) -> None:
    assert kind
    assert at >= 0


@cache
def _context() -> Context:
    return Context(Post(key="1"), _SITE, _report)


def _exports() -> Iterator[bytes]:
    for file in sorted(ROOT.glob("fixtures/exports/*/*.xml")):
        data = file.read_bytes()
        if len(data) < 60_000:
            yield data


def _small_exports() -> Iterator[bytes]:
    yield _SMALL.encode()
    for item in _items():
        yield _SMALL.encode().replace(b"</channel>", item + b"</channel>")


def _items() -> Iterator[bytes]:
    for data in _exports():
        yield from (piece.group() for piece in re.finditer(rb"<item>.*?</item>", data, re.DOTALL))


def _fences(*languages: str) -> Iterator[bytes]:
    """The inputs of the cases."""
    for file in sorted(ROOT.glob("fixtures/cases/*.md")):
        text = file.read_text(encoding="utf-8")
        for fence in re.finditer(r"^(`{3,}|~{3,})(\w+)\n(.*?)^\1$", text, re.MULTILINE | re.DOTALL):
            if fence[2] in languages:
                yield fence[3].encode()


def _pieces() -> Iterator[bytes]:
    for family in json.loads((ROOT / "fixtures" / "hostile-pieces.json").read_text(encoding="utf-8")).values():
        yield from (piece.encode("utf-8", "replace") for piece in family.values())
    yield from _fences("html")


def _templates() -> Iterator[bytes]:
    for file in sorted([*_TEMPLATES.glob("_posts/*"), *_TEMPLATES.glob("_includes/**/*.*")]):
        yield file.read_bytes().rpartition(b"---\n")[2]


def _layouts() -> Iterator[bytes]:
    return (file.read_bytes() for file in sorted(_SHORTCODE_SITE.glob("**/layouts/**/*.html")))


def _documents() -> Iterator[bytes]:
    for file in sorted([*ROOT.glob("fixtures/**/*.md"), *ROOT.glob("fixtures/**/*.html")]):
        data = file.read_bytes()
        if data.startswith((b"---", b"+++", b"{")) and len(data) < 20_000:
            yield data
    yield b"Title: A: b\nDate: 2010-12-03\nTags: a; b, c\n    d\n\nBody {static}/x.png\n"
    yield b"<!--\n.. title: A\n.. date: 2012-09-15 19:52:05 UTC+02:00\n.. status: featured\n-->\n\nBody\n"
    yield b"<html><head><title>A</title><meta name='date' content='2012-07-09'></head><body><p>x</p></body></html>"
    yield b'---\npost_title: "a\\b\'s"\ntags:\n- ,,,\n  - @x\nlong: >\n  folded\n  text\nother: |\n  kept\n---\nbody\n'


def _front_matter() -> Iterator[bytes]:
    return (data[3:].partition(b"\n---")[0] for data in _documents() if data.startswith(b"---"))


_SMALL = (
    "<?xml version='1.0' encoding='UTF-8'?>\n<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' "
    "xmlns:wp='http://wordpress.org/export/1.2/'><channel><title>B</title><wp:wxr_version>1.2</wp:wxr_version>"
    "<wp:author><wp:author_login>ann</wp:author_login></wp:author><wp:category><wp:category_nicename>c"
    "</wp:category_nicename></wp:category><item><title>A</title><wp:post_id>1</wp:post_id><content:encoded>"
    "<![CDATA[<p>x</p>]]></content:encoded><wp:post_type>post</wp:post_type></item></channel></rss>"
)
_XML = (
    "<item>", "</item>", "<![CDATA[", "]]>", "]]]]><![CDATA[>", "<title>", "</title>", "<content:encoded>",
    "</content:encoded>", "<wp:comment>", "</wp:comment>", "<wp:postmeta>", "<wp:meta_key>", "<wp:meta_value>",
    "&amp;", "&#0;", "&#x110000;", "&nbsp;", "&", "<", "<!--", "-->", "<?", "?>", "<!DOCTYPE", "<rss", "<channel>",
    "</channel>", "xmlns:wp='", "<wp:post_id>", "\x00", "\x0b", "﻿", "encoding=", "utf-16",
)  # fmt: skip
_YAML = (
    "---", "...", ": ", "- ", "? ", "|", ">", "!binary ", "!!python/object",
    "&a", "*a", "<<: *a", "'", '"', "\\x", "\\u",
    "{", "}", "[", "]", "#", "@", "`", "%", "~", "null", "\t", "\r", "+++", "post_title:", "\u2028", "0x1F", "12:30",
    ".. ", "<!--\n", "-->", "<html>", "<meta name=", "<body>", "date:", "\n    ",
)  # fmt: skip
_SHORTCODES = (
    "[", "]", "[/", "/]", "[[", "]]", *(f"[{name}" for name in sorted(HANDLERS)), *(f"[/{name}]" for name in HANDLERS),
    "id=", "ids=", "width=", "caption=", '"', "'", "<!--", "-->", "<pre>", "</pre>", "<a href=", "&#91;", "1x2",
)  # fmt: skip
_BLOCKS = (
    "<!-- wp:", "<!-- /wp:", " -->", " /-->", "{", "}", '"id":7', '"ref":7', "paragraph", "image", "gallery", "list",
    "list-item", "columns", "table", "embed", "block", "html", "code", "more", "nextpage", "file", "cover", "acme/x",
    "<p>", "</p>", "<figure>", "<ul>", "<li>", "<table>", "<img src=", '"url":"https://', '"content":',
)  # fmt: skip
_KRAMDOWN = (
    *(
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "~~",
        "[",
        "](",
        "[^1]",
        "[^1]: ",
        "[a]: ",
        "*[a]: ",
        "![",
        "|",
        "|-|\n",
        "> ",
        "- ",
    ),
    *(
        "1. ",
        ": ",
        "# ",
        "\n===\n",
        "    ",
        "\t",
        "\n\n",
        "{:",
        "{: .a}\n",
        "{:toc}\n",
        "{::comment}",
        "{:/}",
        "$$",
        "^\n",
    ),
    *('<div markdown="1">', "</div>", "\\\n", "  \n", "\\"),
)
_LIQUID = (
    *("{{ ", " }}", "{%- ", " -%}", "{% if ", "{% elsif ", "{% else %}", "{% endif %}", "{% for x in ", "{% endfor %}"),
    *(
        "{% assign x = ",
        "{% capture x %}",
        "{% endcapture %}",
        "{% case ",
        "{% when ",
        "{% include figure.html ",
        "x=x",
    ),
    *("(1..9)", "x", "page.", "site.data.", "include.", "forloop.", " | ", " contains ", " and ", "nil", "{% raw %}"),
    *("where: ", "sort", "split: ", "join: ", "date: ", "slice: ", "markdownify", "jsonify", "size", "first", '"', "'"),
    *(
        "{% endraw %}",
        "{% comment %}",
        "{% cycle ",
        "{% increment x %}",
        "{% tablerow ",
        "{% break %}",
        "{% highlight ",
    ),
)
_GO = (
    "{{ ", " }}", "{{- ", " -}}", "{{ end }}", "{{ else }}", "{{ if ", "{{ with ", "{{ range ", "{{ $x := ", "$x", "$",
    ".Get 0", '.Get "a"', ".Inner", ".Page.Params.", ".Page.Title", ".Site.", ".Parent", " | ", "(", ")", '"', "`",
    "printf ", '"%d%s%v"', "seq 1 9", "dict ", "slice ", "index ", "split ", "delimit ", "replaceRE ", "findRE ", "eq ",
    "markdownify", "safeHTML", "relURL", "default ", "partial ", "return ", "break", "<a href=", "<script>", "<!--",
)  # fmt: skip
_HTML = (
    "<p>", "</p>", "<em>", "</em>", "<strong>", "<b>", "<i>", "<a href='", "</a>", "<code>", "</code>", "<pre>",
    "</pre>",
    "<ul>", "<ol start=9>", "<li>", "<table>", "<tr>", "<td>", "<th>", "<br>", "<img alt='", "<sub>", "<blockquote>",
    "<h1>", "<hr>", "<details>", "<summary>", "<figure>", "<figcaption>", "<dl>", "<dt>", "<dd>", "<iframe src='",
    "*", "_", "`", "```", "~~~", "#", "1.", "- ", "+ ", "> ", "|", "\\", "{{", "}}", "{%", "%}", "{{<", "[^1]", "[a]:",
    "$$", "==", "~~", ":smile:", "&nbsp;", "&lt;", "<!--", "-->", "http://a.b", "www.a.b", "    ", "\t", "\n\n",
)  # fmt: skip

TARGETS: Mapping[str, Target] = {
    "cleaner": Target(clean_wxr, _items, _XML),
    "reader": Target(read_wxr, _small_exports, _XML),
    "yaml": Target(read_front_matter, _documents, _YAML),
    "spyc": Target(read_lines, _front_matter, _YAML),
    "shortcodes": Target(expand, partial(_fences, "wordpress"), _SHORTCODES),
    "blocks": Target(parse_block_markup, partial(_fences, "wordpress"), _BLOCKS),
    "bodies": Target(clean_body, partial(_fences, "wordpress"), (*_SHORTCODES, *_BLOCKS, *_HTML)),
    "markdown": Target(emit_markdown, _pieces, _HTML),
    "kramdown": Target(read_kramdown, partial(_fences, "jekyll"), (*_KRAMDOWN, *_HTML)),
    "templates": Target(run_templates, _templates, _LIQUID),
    "layouts": Target(run_shortcode, _layouts, _GO),
}
