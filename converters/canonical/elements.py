"""The elements and attributes that an article has, and what HTML 4's become: the vocabulary of canonical HTML."""

import re


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCKS = _names(
    """address article aside blockquote caption col colgroup dd details dialog div dl dt fieldset figcaption figure
    footer h1 h2 h3 h4 h5 h6 header hgroup hr legend li main nav ol p pre section summary table tbody td tfoot th
    thead tr ul"""
)
"""Elements that stand on their own; a paragraph cannot hold them."""

CONTAINERS = _names(
    """address article aside blockquote body dd details dialog div dt fieldset figcaption footer header li
    main nav section td th"""
)
"""Blocks that may hold text or blocks; where they hold both, the text needs paragraphs."""

PHRASES = _names("a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var")
"""Elements that say something of the words in them, and nothing without words."""

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])

INLINE = _names(
    """a abbr area audio b bdi bdo br canvas cite code data del dfn em embed i iframe img input ins kbd map mark
    meter object param progress q rb rp rt ruby s samp small source span strong sub sup time track u var video wbr"""
)

LEFT_ALONE = _names(
    """b blockquote br cite code dd del div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i li ol p s small strong sub
    sup table tbody td th thead tr u ul"""
)
"""Elements that stay as they are when they have no attributes and stand neither in code nor in a heading."""

DROPPED = _names(
    """base basefont bgsound datalist frame frameset input keygen link meta noembed noframes script style
    template title"""
)
"""Elements that go with everything in them: readers never saw it, or can do nothing with it (a form's fields)."""

FOREIGN = frozenset(["svg", "math"])
"""Elements of another language: what is in them stays as it is, but for what could act."""

ACTING = (DROPPED - {"title"}) | {"embed", "handler", "iframe", "listener", "plaintext", "xmp"}
"""Elements that go with everything in them where they stand in another language, in which `title` is a description."""

OPENED = _names("applet button form isindex object pre select textarea")
"""Elements that, in another language, leave only what is in them: they act, or are read otherwise once written."""

MODERN = {
    "acronym": "abbr", "center": "div", "dir": "ul", "font": "span", "form": "div", "listing": "pre", "menu": "ul",
    "plaintext": "pre", "rtc": "rt", "search": "div", "strike": "s", "tt": "code", "xmp": "pre",
}  # fmt: skip
"""What took the place of an element of HTML 4."""

EVERYWHERE = frozenset(["aria-hidden", "aria-label", "class", "dir", "id", "lang", "title"])

_PLAYER = ["autoplay", "controls", "height", "loop", "muted", "playsinline", "poster", "preload", "src", "width"]
OWN: dict[str, frozenset[str]] = {
    name: frozenset(attributes)
    for name, attributes in {
        "a": ["download", "href", "hreflang", "rel", "target", "type"],
        "area": ["alt", "coords", "href", "shape"],
        "audio": _PLAYER,
        "blockquote": ["cite"],
        "col": ["span"],
        "colgroup": ["span"],
        "data": ["value"],
        "del": ["cite", "datetime"],
        "details": ["name", "open"],
        "embed": ["allowfullscreen", "flashvars", "height", "src", "type", "width"],
        "figure": ["data-url"],
        "iframe": ["allow", "allowfullscreen", "frameborder", "height", "name", "sandbox", "src", "width"],
        "img": ["alt", "height", "ismap", "longdesc", "sizes", "src", "srcset", "usemap", "width"],
        "input": ["checked", "disabled", "type"],
        "ins": ["cite", "datetime"],
        "li": ["value"],
        "map": ["name"],
        "math": ["data-latex"],
        "meter": ["max", "min", "value"],
        "object": ["data", "height", "name", "type", "usemap", "width"],
        "ol": ["reversed", "start", "type"],
        "param": ["name", "value"],
        "progress": ["max", "value"],
        "q": ["cite"],
        "source": ["media", "sizes", "src", "srcset", "type"],
        "td": ["abbr", "colspan", "headers", "rowspan"],
        "th": ["abbr", "colspan", "headers", "rowspan", "scope"],
        "time": ["datetime"],
        "track": ["default", "kind", "label", "src", "srclang"],
        "ul": ["type"],
        "video": _PLAYER,
    }.items()
}
"""The attributes an element has besides those `EVERYWHERE`."""

GENERATED_CLASS = re.compile(
    r"wp-(?!caption$)[\w-]*|is-[\w-]+|has-[\w-]+|size-\w+|Mso\w*|Apple-\w[\w-]*|lazy[\w-]*|attachment-[\w-]+|[ps]\d|"
    r"jetpack-[\w-]+|tiled-gallery[\w-]*|elementor[\w-]*|vc_[\w-]+|et_pb_[\w-]+|kt-[\w-]+|kb-[\w-]+|sqs[\w-]*|"
    r"thumb-image|kg-[\w-]+|wsite-[\w-]+|graf(?:-[\w-]+)?|markup--[\w-]+|tmblr-[\w-]+|npf_\w+|tr_bq|embedly-embed",
    re.ASCII,
)
"""Class names that editors, themes and plugins, here and elsewhere, wrote for their own style sheets."""
