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
_YOUTUBE_PATH = re.compile(r"/(?:embed|v|shorts|live|e)/(?!videoseries)([\w-]+)")
_KNOWN = {
    "vimeo": re.compile(r"(?:\w+\.)?vimeo\.com/(?:.*/)?(\d+)(?:/|$)"),
    "dailymotion": re.compile(r"(?:(?:www|geo)\.)?(?:dailymotion\.com/(?:embed/)?video|dai\.ly)/([A-Za-z0-9]+)"),
    "spotify": re.compile(r"open\.spotify\.com/(?:embed/|intl-\w+/)?(\w+/\w+)"),
    "ted": re.compile(r"(?:\w+\.)?ted\.com/talks/(?:view/id/)?([\w.-]+)"),
    "videopress": re.compile(r"(?:\w+\.)?videopress\.com/(?:v/|embed/)?([A-Za-z0-9]{8})(?:/|$)"),
    "mixcloud": re.compile(r"(?:www\.)?mixcloud\.com/(?!widget)(.+?)/?$"),
}
"""How the addresses of media and of their players name the medium, after the scheme."""
_GIST = re.compile(r"((?:https?:)?//gist\.github\.com/[\w./-]{1,200}?)\.js(?:\?.{0,200})?", re.ASCII)
_UNQUOTED = re.compile(r"[^\s<>\"]+")
_INNER_ADDRESS = {"w.soundcloud.com": "url", "www.mixcloud.com": "feed"}
"""Players whose address holds the medium's."""


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
        found = _YOUTUBE_PATH.match(parts.path)
        video = [found[1]] if found else query.get("v") or query.get("list")
        if video or host.endswith("youtu.be"):
            return "youtube", video[0] if video else parts.path.strip("/")
    inner = query.get(_INNER_ADDRESS.get(host, ""))
    if inner:
        host, path = "www.mixcloud.com" if "mixcloud" in host else "", inner[0]
        return embed_of(f"https://{host}{path}" if host else path)
    for provider, known in _KNOWN.items():
        if provider in host or (provider == "dailymotion" and host == "dai.ly"):
            medium = known.match(host + parts.path)
            if medium:
                return provider, medium[1]
    return otherwise, url.partition(":")[2] if _PROVIDERS.search(host) and url.startswith("http") else url


def gist_of(script: Element) -> Embed | None:
    """The code at GitHub's Gist that a script writes into a page."""
    found = _GIST.fullmatch(script.get("src"))
    return embed_of(found[1]) if found else None


def is_embeddable(url: str) -> bool:
    """Whether WordPress shows the medium itself where this URL stands on a line of its own."""
    if not url.startswith(("http://", "https://")) or not _UNQUOTED.fullmatch(url):
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
