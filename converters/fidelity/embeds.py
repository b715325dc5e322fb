"""Which medium an address stands for, however it is embedded: as a player, as a figure, or as a line with its URL."""

import re
from urllib.parse import parse_qs, urlsplit

from converters.fidelity.wording import address
from converters.html import Element

Embed = tuple[str, str]
"""What it is (`youtube`, `vimeo`, `embed`, or the element's name) and its id or address."""

_PROVIDERS = re.compile(
    r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|dai\.ly|flickr\.com|flic\.kr"
    r"|smugmug\.com|scribd\.com|wordpress\.tv|(?:polldaddy|crowdsignal|survey|poll)\.(?:com|fm|net)|twitter\.com|x\.com"
    r"|soundcloud\.com|slideshare\.net|spotify\.com|imgur\.com|issuu\.com|mixcloud\.com|ted\.com|animoto\.com"
    r"|tumblr\.com|kickstarter\.com|kck\.st|cloudup\.com|reverbnation\.com|videopress\.com|reddit\.com"
    r"|speakerdeck\.com|screencast\.com|amazon\.[a-z.]+|a\.co|amzn\.(?:to|eu|in|asia|com)|someecards\.com|tiktok\.com"
    r"|pinterest\.[a-z.]+|wolframcloud\.com|pca\.st|instagram\.com|facebook\.com|gist\.github\.com|hulu\.com"
    r"|meetup\.com|meetu\.ps|rdio\.com|rd\.io|viddler\.com|vine\.co|blip\.tv|photobucket\.com|collegehumor\.com"
    r"|funnyordie\.com|bsky\.app|canva\.com|codepen\.io)$"
)
"""The hosts that WordPress embeds a bare URL from (class-wp-oembed.php, past and present versions)."""
_YOUTUBE = re.compile(r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be)$")
_VIMEO = re.compile(r"(?:^|\.)vimeo\.com$")
_VIDEO_PATH = re.compile(r"/(?:embed|v|shorts|live|e)/([\w-]+)")
_NUMBER = re.compile(r"/(\d+)(?:/|$)")


def embed_of(url: str, otherwise: str = "embed") -> Embed:
    """The provider and id that a URL means, or the given word and the URL itself."""
    url = address(url)
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        host = (parts.hostname or "").lower()
        query = parse_qs(parts.query)
    except ValueError:
        return otherwise, url
    if _YOUTUBE.search(host):
        found = _VIDEO_PATH.match(parts.path)
        if found and found[1] != "videoseries":
            return "youtube", found[1]
        video = query.get("v") or query.get("list")
        if video or host.endswith("youtu.be"):
            return "youtube", video[0] if video else parts.path.strip("/")
    elif _VIMEO.search(host) and (number := _NUMBER.search(parts.path)):
        return "vimeo", number[1]
    return otherwise, re.sub(r"^https?:", "", url) if _PROVIDERS.search(host) else url


def is_embeddable(url: str) -> bool:
    """Whether WordPress shows the medium itself where this URL stands on a line of its own."""
    if not url.startswith(("http://", "https://")):
        return False
    try:
        return bool(_PROVIDERS.search((urlsplit(url).hostname or "").lower()))
    except ValueError:
        return False


def media_of(element: Element) -> list[Embed]:
    """What a player element shows: its file, its other formats, its poster and its subtitles; of formulas, the TeX."""
    name = element.name
    if name == "math":
        return [("math", _tex(element))]
    if name == "svg":
        return [("svg", "")]
    if name == "canvas":
        return []
    found: list[Embed] = []
    src = element.get("src") or element.get("data-src") if name != "object" else element.get("data")
    if src:
        found.append(embed_of(src, name))
    for inner in element.elements("source", "track", "embed", "param"):
        if inner.name == "param" and inner.get("name") not in ("movie", "src"):
            continue
        inner_src = inner.get("src") or inner.get("value")
        if inner_src:
            kind = name if inner.name in ("embed", "param") or (not found and inner.name == "source") else inner.name
            found.append(embed_of(inner_src, kind))
    if element.get("poster"):
        found.append(("poster", address(element.get("poster"))))
    return list(dict.fromkeys(found))


def _tex(math: Element) -> str:
    """The TeX of a formula; without it, its characters."""
    tex = math.get("data-latex")
    for annotation in math.elements("annotation"):
        if not tex and "tex" in annotation.get("encoding"):
            tex = annotation.text_content()
    return " ".join((tex or math.text_content()).split())
