"""Liquid in a body, mark by mark: the tags and outputs that every Jekyll knows become what they show, others stay."""

import re
from html import escape
from urllib.parse import quote

from converters.addresses import parts_of
from converters.markdown import kramdown_to_html
from converters.post import Post, Site
from converters.problem import Report
from converters.sites.embeds import PageNotFound, code_block
from converters.sites.jekyll.tags import TAGS, code_of_octopress, include_of, quote_of_octopress
from converters.sites.pages import MarkdownSite, address_of_page
from converters.sites.placeholders import Placeholders

_MARK = re.compile(
    r"""\{%-?[ \t\n]*(\w+)((?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|[^%{}]|%(?!\})|\{(?!%)|\}){0,1000}+)%\}"""
    r"""|\{\{-?((?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|[^{}]|\}(?!\})|\{(?!\{)){0,1000}+)\}\}"""
)
_CODE = ("code", "codeblock", "highlight")
_QUOTES = ("blockquote", "note", "pullquote", "quote")
_ENDS = {name: re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}") for name in (*_CODE, *_QUOTES, "capture", "comment", "raw")}
_DEEPEST = 8
_MOST_ADDED = 1_000_000
"""Characters that variables add to a body."""
_ASSIGNED = re.compile(r"(\w+)\s*=\s*(.*)", re.DOTALL)
_PULLED = re.compile(r"""\{(["']) ?(.{0,1000}?) ?\1\}""", re.DOTALL)
_PARAMETER = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")
_QUOTED = re.compile(r"""(?:"([^"]*)"|'([^']*)')$""")
_BASES = ("site.baseurl", "site.url", "site.github.url")
_AS_IT_IS = "%/?#[]@:!$&'()*+,;=~"
"""What `relative_url` does not encode in an address; of all ASCII, blanks above all are left."""
_LINKED = re.compile(
    r"(?:(?P<mark>[\"'])(?P<quoted>[^\"'\n]{1,500})(?P=mark)|(?P<page>[^\s\"']\S{0,500}))\s*(?P<words>.*?)(?:\s(?:true|false))?",
    re.DOTALL,
)
_FILTER = re.compile(r"""\s*([\w]+)\s*(?::\s*(?:"([^"]*)"|'([^']*)'|([\w.]+)))?\s*$""")


def _inside(text: str) -> str:
    """What stands between the marks, without the hyphen that takes white space away."""
    return text.removesuffix("-").strip()


def called(written: str) -> str:
    """A piece of template language by what tells it from others: a tag by its name, an include by its file's, too."""
    inside = _inside(written[2:-2].removeprefix("-"))
    if written.startswith("{{"):
        return f"{{{{ {inside[:40]} }}}}"
    words = inside.split(maxsplit=2)
    return f"{{% {' '.join(words[: 2 if inside.startswith('include') else 1])[:80]} %}}"


class Body:
    """A body on its way: what its tags show, and what of it was kept."""

    def __init__(self, places: Placeholders, post: Post, site: Site, report: Report) -> None:
        self.places, self.post, self.site, self.report = places, post, site, report
        self.kept: dict[str, None] = {}
        self.variables: dict[str, str] = {}
        self._depth, self._room = 0, _MOST_ADDED

    def expand(self, body: str) -> str:
        """A body in which Liquid has run as far as it can here; what it keeps is in `kept`."""
        return self._expanded(body)

    def _expanded(self, body: str) -> str:
        written: list[str] = []
        at = 0
        open_ended: set[str] = set()
        while found := _MARK.search(body, at):
            written.append(body[at : found.start()])
            at = found.end()
            name = found[1]
            if name in _ENDS and name not in open_ended:
                closing = _ENDS[name].search(body, at)
                if closing:
                    written.append(self.paired(name, _inside(found[2]), body[at : closing.start()]))
                    at = closing.end()
                    continue
                open_ended.add(name)
            made = self.tag(name, _inside(found[2])) if name else self._output(_inside(found[3]))
            if made is None:
                if not name or not name.startswith("end"):
                    self.kept[called(found[0])] = None
                made = self.places.hold_text(found[0])
            if name in ("post_url", "link"):
                self._drop_base(written)
            written.append(made)
        return "".join([*written, body[at:]])

    def _drop_base(self, written: list[str]) -> None:
        """Take back the site's address where it stands right before that of a page, which has it already."""
        bases = {value for name in _BASES if (value := self._value(name))}
        while len(written) > 1 and not written[-1] and written[-2] in bases:
            del written[-2:]

    def paired(self, name: str, arguments: str, inside: str) -> str:
        """What stands in the place of two tags and what is between them, which has not been expanded yet."""
        if name == "comment":
            return ""
        if name == "raw":
            return inside
        if name in _CODE:
            inside = _ENDS["raw"].sub("", re.sub(r"\{%-?\s*raw\s*-?%\}", "", inside)).strip("\r\n")
            language = arguments.partition(" ")[0]
            listing = code_block(inside, language if "=" not in language else "")
            return self.places.hold(listing if name == "highlight" else code_of_octopress(arguments, inside))
        inside = self._nested(inside)
        if name == "capture":
            self.variables[arguments.strip("\"'")] = inside
            return ""
        return self.quoted(name, arguments, inside)

    def quoted(self, name: str, arguments: str, inside: str) -> str:
        """What stands in the place of two tags around a text that is expanded."""
        if name == "pullquote":
            return _PULLED.sub(r"\2", inside)
        if name == "note":  # of NexT, a theme of Hexo's
            opening = f'<div class="{escape(" ".join(["note", *arguments.split()]))}">'
            return f"\n\n{self.places.hold(opening)}\n\n{inside}\n\n{self.places.hold('</div>')}\n\n"
        return quote_of_octopress(arguments, inside)

    def _nested(self, inside: str) -> str:
        """What stands between two tags, expanded; no deeper than anybody writes it."""
        if self._depth == _DEEPEST:
            return inside
        self._depth += 1
        expanded = self._expanded(inside)
        self._depth -= 1
        return expanded

    def tag(self, name: str, arguments: str) -> str | None:
        """What stands in the place of a tag; None where it is not understood."""
        if name in ("post_url", "post_path", "link"):
            address = address_of_page(arguments.strip("\"'"), self.post, self.site)
            if address is None:
                self.report(PageNotFound(page=arguments))
            return arguments if address is None else address
        if name == "post_link":
            return self._linked(arguments)
        if name == "include":
            file, _, rest = arguments.partition(" ")
            given = {each[1]: self._parameter(each) for each in _PARAMETER.finditer(rest)}
            include = include_of(file)
            html = include(given, self.post) if include and "{{" not in "".join(given.values()) else None
        elif name == "assign":
            assigned = _ASSIGNED.fullmatch(arguments)
            value = self._output(assigned[2]) if assigned else None
            if assigned is None or value is None:
                return None
            self.variables[assigned[1]] = value
            return ""
        else:
            make = TAGS.get(name)
            html = make(arguments) if make and "{{" not in arguments else None
        return None if html is None else self.places.hold(html)

    def _parameter(self, found: re.Match[str]) -> str:
        """What a parameter of an include says: a text, or a name for one."""
        if found[4] is None:
            return found[2] if found[2] is not None else found[3]
        return self._value(found[4]) or found[4]

    def markdown_to_html(self, markdown: str) -> str:
        """HTML of Markdown, as the site renders it."""
        known = self.site if isinstance(self.site, MarkdownSite) else None
        typographic, hard_wraps = (known.typographic, known.hard_wraps) if known else (True, False)
        return kramdown_to_html(markdown, self.report, typographic=typographic, hard_wraps=hard_wraps)

    def _linked(self, arguments: str) -> str | None:
        """`{% post_link page [words] [true|false] %}`, page and words quoted or not: Hexo."""
        found = _LINKED.fullmatch(arguments)
        if not found:
            return None
        page, words = found["quoted"] or found["page"], found["words"]
        address = address_of_page(page, self.post, self.site)
        if address is None:
            self.report(PageNotFound(page=page))
            return None
        label = words.strip("\"'") or next((e.title for e in self.site.entries if e.url == address), "") or page
        return self.places.hold(f'<a href="{escape(address)}">{escape(label, quote=False)}</a>')

    def _output(self, expression: str) -> str | None:
        first, *filters = expression.split("|")
        value = self._value(first.strip())
        for each in filters:
            called = _FILTER.match(each)
            if value is None or not called:
                return None
            argument = called[2] if called[2] is not None else called[3]
            if argument is None and called[4]:
                argument = self._value(called[4])
            value = self._filtered(value, called[1], argument)
        return value

    def _filtered(self, value: str, name: str, argument: str | None) -> str | None:
        if name == "relative_url":
            return self._base + "/" + quote(value.lstrip("/"), safe=_AS_IT_IS)
        if name == "absolute_url":
            return self.site.url + "/" + quote(value.lstrip("/"), safe=_AS_IT_IS)
        if name == "prepend" and argument is not None:
            return argument + value
        if name == "append" and argument is not None:
            return value + argument
        if name == "markdownify":
            return self.places.hold(self.markdown_to_html(value))
        return value if name in ("escape", "strip", "uri_escape", "xml_escape") else None

    @property
    def _base(self) -> str:
        return parts_of(self.site.url).path.rstrip("/") if self.site.url else ""

    def _value(self, name: str) -> str | None:
        quoted = _QUOTED.match(name)
        if quoted:
            return quoted[1] if quoted[1] is not None else quoted[2]
        base = self._base
        known: dict[str, str] = {
            "site.baseurl": base,
            "site.url": self.site.url.removesuffix(base) if base else self.site.url,
            "site.github.url": self.site.url,
            "site.title": self.site.title,
            "site.description": self.site.description,
            "page.title": self.post.title,
            "page.url": self.post.url,
        }
        if name in self.variables:
            value = self.variables[name]
            self._room -= len(value)  # one may be made of others, and those of others
            return value if self._room > 0 else None
        if name in known:
            return known[name]
        own, _, field = name.partition(".")
        return next(iter(self.post.meta_values(field)), None) if own == "page" else None
