"""What shortcodes show: those that Hugo is born with, past and present, and those that many themes have alike."""

import re
from collections.abc import Callable, Mapping
from html import escape

from converters.markdown.kramdown import formula
from converters.sites.embeds import code_block, embed, figure, player
from converters.sites.hugo.calls import Call

_KIND = re.compile(r"[A-Za-z][\w-]{0,40}", re.ASCII)
_FORMULA = re.compile(r"\$\$(?P<two>.*)\$\$|\\\[(?P<display>.*)\\\]|\\\((?P<inline>.*)\\\)|\$(?P<one>.*)\$", re.DOTALL)


def _figure(call: Call, inner: str) -> str | None:
    return figure(call.named, call.argument("src"))


def _youtube(call: Call, inner: str) -> str | None:
    video, start = call.argument("id"), call.named.get("start", "")
    when = f"&t={start}s" if start.isdecimal() and start != "0" else ""
    return embed(f"https://www.youtube.com/watch?v={video}{when}", call.named.get("title", "")) if video else None


def _vimeo(call: Call, inner: str) -> str | None:
    return (
        embed(f"https://vimeo.com/{call.argument('id')}", call.named.get("title", "")) if call.argument("id") else None
    )


def _gist(call: Call, inner: str) -> str | None:
    user, gist = call.argument("user"), call.argument("id", 1)
    return embed(f"https://gist.github.com/{user}/{gist}") if gist else None


def _tweet(call: Call, inner: str) -> str | None:
    user, tweet = call.named.get("user", "i"), call.named.get("id") or call.argument("id", len(call.positional) - 1)
    return embed(f"https://twitter.com/{user}/status/{tweet}") if tweet else None


def _instagram(call: Call, inner: str) -> str | None:
    return embed(f"https://www.instagram.com/p/{call.argument('id')}/") if call.argument("id") else None


def _highlight(call: Call, inner: str) -> str | None:
    code = inner.removeprefix("\r").removeprefix("\n")
    return code_block(code.rstrip("\r\n \t"), call.argument("lang"))


def _raw(call: Call, inner: str) -> str | None:
    return inner


def _nothing(call: Call, inner: str) -> str | None:
    return ""


def _diagram(call: Call, inner: str) -> str | None:
    return code_block(inner.strip("\r\n"), "mermaid")


def _math(call: Call, inner: str) -> str | None:
    """A formula, whose marks say how it is shown where there are any."""
    found = _FORMULA.fullmatch(inner.strip())
    display = "display" in (*call.positional, *call.named) or (
        found is not None and found.lastgroup in ("two", "display")
    )
    tex = (next(each for each in found.groups() if each is not None) if found else inner).strip()
    return formula(tex, display=display) if tex else None


def _file(kind: str) -> Callable[[Call, str], str | None]:
    def shown(call: Call, inner: str) -> str | None:
        src = call.argument("src") or call.named.get("url", "")
        return player([src], kind=kind, poster=call.named.get("poster", "")) if src else None

    return shown


def _picture(call: Call, inner: str) -> str | None:
    src = call.argument("src")
    return figure(call.named, src) if src else None


def _bilibili(call: Call, inner: str) -> str | None:
    return embed(f"https://www.bilibili.com/video/{call.argument('id')}") if call.argument("id") else None


SHOWN: Mapping[str, Callable[[Call, str], str | None]] = {
    "figure": _figure,
    "youtube": _youtube,
    "vimeo": _vimeo,
    "gist": _gist,
    "tweet": _tweet,
    "twitter": _tweet,
    "x": _tweet,
    "twitter_simple": _tweet,
    "vimeo_simple": _vimeo,
    "instagram": _instagram,
    "instagram_simple": _instagram,
    "highlight": _highlight,
    "comment": _nothing,
    **dict.fromkeys(("rawhtml", "raw", "html"), _raw),
    **dict.fromkeys(("icon", "toc"), _nothing),
    "mermaid": _diagram,
    **dict.fromkeys(("katex", "latex", "math", "mathjax"), _math),
    **dict.fromkeys(("image", "img"), _picture),
    "audio": _file("audio"),
    "video": _file("video"),
    "bilibili": _bilibili,
}
"""What each becomes, made of its arguments and of what stands in it, as it stands there; None where they do not do."""


def _details(call: Call) -> tuple[str, str]:
    named = next((call.named[name] for name in ("summary", "title", "header") if call.named.get(name)), "")
    summary = named or call.argument("summary") or "Details"
    opened = ' open="open"' if call.named.get("open") == "true" else ""
    return f"<details{opened}><summary>{escape(summary, quote=False)}</summary>", "</details>"


def _notice(call: Call) -> tuple[str, str]:
    """A box of a kind: `{{% notice tip "A title" %}}`, `{{< admonition type=tip title="A title" >}}`."""
    first = call.positional[:1]
    kind = call.named.get("type") or call.named.get("kind") or call.named.get("color") or "".join(first)
    classes = f"{call.name} {kind}" if _KIND.fullmatch(kind) else call.name
    return f'<div class="{escape(classes)}">{_title(call.named.get("title") or call.argument("title", 1))}', "</div>"


def _note(call: Call) -> tuple[str, str]:
    """A box whose name is its kind: `{{< warning "A title" >}}`."""
    return f'<div class="notice {call.name}">{_title(call.argument("title"))}', "</div>"


def _tab(call: Call) -> tuple[str, str]:
    named = next((call.named[name] for name in ("title", "name", "header", "tabName") if call.named.get(name)), "")
    title = named or call.argument("title")
    return (_title(title), "") if title else ("", "")


def _title(title: str) -> str:
    return f"<p><strong>{escape(title, quote=False)}</strong></p>" if title else ""


def _bare(call: Call) -> tuple[str, str]:
    return "", ""


BOXES: Mapping[str, Callable[[Call], tuple[str, str]]] = {
    **dict.fromkeys(("details", "expand", "collapse", "spoiler"), _details),
    **dict.fromkeys(("notice", "alert", "admonition", "callout", "hint"), _notice),
    **dict.fromkeys(("attention", "caution", "danger", "important", "info", "note", "tip", "warning"), _note),
    **dict.fromkeys(("tab", "tabitem"), _tab),
    **dict.fromkeys(
        ("center", "columns", "column", "gallery", "hl", "lead", "mark", "tabs", "tabpane", "typeit"), _bare
    ),
}
"""What stands before and behind the Markdown in each; nothing where its words alone are shown."""
WITH_CONTENT = frozenset(
    {*BOXES, "comment", "highlight", "html", "katex", "latex", "math", "mathjax", "mermaid", "raw", "rawhtml"}
)
"""Those that end with a mark of their own."""
PAINTED = frozenset(["katex", "latex", "math", "mathjax", "mermaid"])
"""Those whose template gives a script in the browser what stands here, too, and better: what it paints is known."""
