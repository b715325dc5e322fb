"""Liquid in a body: the tags and outputs that every Jekyll knows become what they show, all others stay."""

import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from converters.post import Post, Site
from converters.problem import Report
from converters.sites.embeds import PageNotFound, code_block, embed, figure, report_kept
from converters.sites.pages import address_of_page
from converters.sites.placeholders import Placeholders

_MARK = re.compile(
    r"""\{%-?[ \t\n]*(\w+)((?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|[^%{}]|%(?!\})|\{(?!%)|\}){0,1000}+)%\}"""
    r"""|\{\{-?((?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|[^{}]|\}(?!\})|\{(?!\{)){0,1000}+)\}\}"""
)
_ENDS = {name: re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}") for name in ("raw", "highlight", "comment")}
_PARAMETER = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")
_QUOTED = re.compile(r"""(?:"([^"]*)"|'([^']*)')$""")
_BASES = ("site.baseurl", "site.url", "site.github.url")
_AS_IT_IS = "%/?#[]@:!$&'()*+,;=~"
"""What `relative_url` does not encode in an address; of all ASCII, blanks above all are left."""
_FILTER = re.compile(r"""\s*([\w]+)\s*(?::\s*(?:"([^"]*)"|'([^']*)'|([\w.]+)))?\s*$""")


def expand_liquid(body: str, post: Post, site: Site, report: Report) -> tuple[str, Placeholders]:
    """A body in which Liquid has run as far as it can here, and what its placeholders stand for."""
    places = Placeholders(body)
    return _Run(places, post, site, report).expand(body), places


def _inside(text: str) -> str:
    """What stands between the marks, without the hyphen that takes white space away."""
    return text.removesuffix("-").strip()


class _Run:
    """One body on its way."""

    def __init__(self, places: Placeholders, post: Post, site: Site, report: Report) -> None:
        self.places, self.post, self.site, self.report = places, post, site, report
        self.kept: dict[str, None] = {}

    def expand(self, body: str) -> str:
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
                    written.append(self._paired(name, _inside(found[2]), body[at : closing.start()]))
                    at = closing.end()
                    continue
                open_ended.add(name)
            made = self._tag(name, _inside(found[2])) if name else self._output(_inside(found[3]))
            if made is None:
                if not name or not name.startswith("end"):
                    self.kept[f"{{% {name} %}}" if name else f"{{{{ {_inside(found[3])[:40]} }}}}"] = None
                made = self.places.hold_text(found[0])
            if name in ("post_url", "link"):
                self._drop_base(written)
            written.append(made)
        report_kept(self.kept, self.report)
        self.kept = {}
        return "".join([*written, body[at:]])

    def _drop_base(self, written: list[str]) -> None:
        """Take back the site's address where it stands right before that of a page, which has it already."""
        bases = {value for name in _BASES if (value := self._value(name))}
        while len(written) > 1 and not written[-1] and written[-2] in bases:
            del written[-2:]

    def _paired(self, name: str, arguments: str, inside: str) -> str:
        if name == "comment":
            return ""
        if name == "raw":
            return inside
        inside = _ENDS["raw"].sub("", re.sub(r"\{%-?\s*raw\s*-?%\}", "", inside))
        language = arguments.partition(" ")[0]
        return self.places.hold(code_block(inside.strip("\r\n"), language if "=" not in language else ""))

    def _tag(self, name: str, arguments: str) -> str | None:
        if name in ("post_url", "link"):
            address = address_of_page(arguments.strip("\"'"), self.post, self.site)
            if address is None:
                self.report(PageNotFound(page=arguments))
            return arguments if address is None else address
        if name == "include":
            file, _, rest = arguments.partition(" ")
            given = {each[1]: next(value for value in each.groups()[1:] if value is not None)
                     for each in _PARAMETER.finditer(rest)}  # fmt: skip
            include = _INCLUDES.get(file.rpartition("/")[2].removesuffix(".html"))
            html = include(given) if include else None
        else:
            make = _TAGS.get(name)
            html = make(arguments.strip("\"'")) if make and "{{" not in arguments else None
        return None if html is None else self.places.hold(html)

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
        return value if name in ("escape", "strip", "uri_escape", "xml_escape") else None

    @property
    def _base(self) -> str:
        return urlsplit(self.site.url).path.rstrip("/") if self.site.url else ""

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
        return known.get(name)


def _gist(arguments: str) -> str | None:
    return embed(f"https://gist.github.com/{arguments.split()[0]}") if arguments.strip() else None


def _youtube(arguments: str) -> str | None:
    video = arguments.split()[0] if arguments.strip() else ""
    return embed(video if "://" in video else f"https://www.youtube.com/watch?v={video}") if video else None


def _vimeo(arguments: str) -> str | None:
    video = arguments.split()[0] if arguments.strip() else ""
    return embed(video if "://" in video else f"https://vimeo.com/{video}") if video else None


def _tweet(arguments: str) -> str | None:
    address = next((word for word in arguments.split() if "://" in word), "")
    return embed(address) if address else None


_TAGS: dict[str, Callable[[str], str | None]] = {
    "gist": _gist,
    "youtube": _youtube,
    "vimeo": _vimeo,
    "tweet": _tweet,
    "twitter": _tweet,
    "tweet_embed": _tweet,
}
"""What the tags of Jekyll and its usual plugins show."""


def _figure_included(given: dict[str, str]) -> str | None:
    src = given.get("image_path") or given.get("src") or given.get("url") or ""
    return figure(given, src) if src and "{{" not in "".join(given.values()) else None


def _video_included(given: dict[str, str]) -> str | None:
    video = given.get("id", "")
    if not video or "{{" in video:
        return None
    return _vimeo(video) if given.get("provider") == "vimeo" else _youtube(video)


_INCLUDES: dict[str, Callable[[dict[str, str]], str | None]] = {
    "figure": _figure_included,
    "video": _video_included,
    "youtube": _video_included,
    "youtubeplayer": _video_included,
}
"""Includes that many themes have under the same names with the same parameters."""
