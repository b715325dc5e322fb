"""The sites whose media WordPress embeds: which one an address belongs to, and the address of its player."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

_HOSTS: Mapping[str, str] = {
    "amazon": r"(?:read\.)?amazon\.[a-z.]+|a\.co|amzn\.(?:to|eu|in|asia|com)",
    "animoto": r"animoto\.com",
    "bandcamp": r"bandcamp\.com",
    "bluesky": r"bsky\.app",
    "canva": r"canva\.com",
    "cloudup": r"cloudup\.com",
    "codepen": r"codepen\.io",
    "collegehumor": r"collegehumor\.com",
    "crowdsignal": r"(?:polldaddy|crowdsignal|survey|poll)\.(?:com|fm|net)",
    "dailymotion": r"dailymotion\.com|dai\.ly",
    "facebook": r"facebook\.com|fb\.watch",
    "flickr": r"flickr\.com|flic\.kr",
    "funnyordie": r"funnyordie\.com",
    "gist": r"gist\.github\.com",
    "hulu": r"hulu\.com",
    "imgur": r"imgur\.com",
    "instagram": r"instagram\.com|instagr\.am",
    "issuu": r"issuu\.com",
    "kickstarter": r"kickstarter\.com|kck\.st",
    "loom": r"loom\.com",
    "meetup": r"meetup\.com|meetu\.ps",
    "mixcloud": r"mixcloud\.com",
    "photobucket": r"photobucket\.com",
    "pinterest": r"pinterest\.[a-z.]+|pin\.it",
    "pocketcasts": r"pca\.st",
    "rdio": r"rdio\.com|rd\.io",
    "reddit": r"reddit\.com",
    "reverbnation": r"reverbnation\.com",
    "screencast": r"screencast\.com",
    "scribd": r"scribd\.com",
    "slideshare": r"slideshare\.net",
    "smugmug": r"smugmug\.com",
    "someecards": r"some(?:ecards|ly)\.com",
    "soundcloud": r"soundcloud\.com",
    "speakerdeck": r"speakerdeck\.com",
    "spotify": r"spotify\.com",
    "ted": r"ted\.com",
    "tiktok": r"tiktok\.com",
    "tumblr": r"tumblr\.com",
    "twitch": r"twitch\.tv",
    "twitter": r"twitter\.com|x\.com",
    "viddler": r"viddler\.com",
    "videopress": r"videopress\.com|video\.wordpress\.com",
    "vimeo": r"vimeo\.com",
    "vine": r"vine\.co",
    "wolframcloud": r"wolframcloud\.com",
    "wordpress-tv": r"wordpress\.tv",
    "youtube": r"youtube(?:-nocookie)?\.com|youtu\.be",
}
"""Hosts (and those below them) by provider: WordPress's list (class-wp-oembed.php), past and present, and Jetpack's."""
_PROVIDER = re.compile(r"(?:.*\.)?(?:" + "|".join(f"({hosts})" for hosts in _HOSTS.values()) + ")")
_NAMES = tuple(_HOSTS)
_LONGEST_HOST = 253
_TIME = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?", re.ASCII)
_YOUTUBE_PATH = re.compile(r"/(?:embed|v|e|shorts|live)/([\w-]{6,})", re.ASCII)
_YOUTUBE_ID = re.compile(r"[\w-]{6,}", re.ASCII)
_VIMEO_PATH = re.compile(r"/(?:.*/)?(\d+)(?:/(\w+))?/?", re.ASCII)
_SPOTIFY_PATH = re.compile(r"/(?:embed/|intl-\w+/)?((?:user/[^/]+/)?(?:track|album|artist|playlist|episode|show)/\w+)")


def provider_of(url: str) -> str:
    """The name of the site that an address belongs to; empty when WordPress does not embed from there."""
    split = _split(url)
    host = (split.hostname or "").lower() if split else ""
    found = _PROVIDER.fullmatch(host) if len(host) <= _LONGEST_HOST else None
    return _NAMES[found.lastindex - 1] if found and found.lastindex else ""


def is_embeddable(url: str) -> bool:
    """Whether WordPress shows the medium itself where this address stands on a line of its own."""
    split = _split(url)
    return split is not None and split.path + split.query not in ("", "/") and provider_of(url) != ""


def player_address(url: str) -> str:
    """The address of the player for a medium; empty where there is none that one can tell from the address alone."""
    split = _split(url)
    make = _PLAYERS.get(provider_of(url))
    return make(split) if make and split else ""


def _split(url: str) -> SplitResult | None:
    if url.startswith("//"):
        url = "https:" + url
    if not url.lower().startswith(("http://", "https://")):
        return None
    try:
        split = urlsplit(url)
        return split if split.hostname else None
    except ValueError:
        return None


def _youtube(url: SplitResult) -> str:
    query = parse_qs(url.query)
    path = _YOUTUBE_PATH.match(url.path)
    lists = [each for each in query.get("list", []) if _YOUTUBE_ID.fullmatch(each)]
    if path and path[1] != "videoseries":
        video = path[1]
    elif url.hostname and url.hostname.lower().endswith("youtu.be"):
        video = url.path.strip("/").partition("/")[0]
    else:
        video = (query.get("v") or [""])[0].partition("?")[0]
    if not _YOUTUBE_ID.fullmatch(video):
        return f"https://www.youtube-nocookie.com/embed/videoseries?list={lists[0]}" if lists else ""
    start = _start(url)
    parameters = [f"start={start}"] if start else []
    parameters += [f"list={each}" for each in lists[:1]]
    return f"https://www.youtube-nocookie.com/embed/{video}" + ("?" if parameters else "") + "&".join(parameters)


def _start(url: SplitResult) -> int:
    """The second at which to start: of `start=90`, `t=90s` or `#t=1m30s`."""
    query = parse_qs(url.query)
    words = query.get("start") or query.get("t") or parse_qs(url.fragment).get("t") or [""]
    found = _TIME.fullmatch(words[0][:12])
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _vimeo(url: SplitResult) -> str:
    found = _VIMEO_PATH.fullmatch(url.path)
    if not found:
        return ""
    secret = found[2] or (parse_qs(url.query).get("h") or [""])[0]
    start = _start(url)
    return (
        f"https://player.vimeo.com/video/{found[1]}"
        + (f"?h={quote(secret)}" if secret else "")
        + (f"#t={start}s" if start else "")
    )


def _dailymotion(url: SplitResult) -> str:
    found = re.fullmatch(r"/(?:embed/)?(?:video/|swf/)?(?:video/)?([A-Za-z0-9]+)(?:_.*)?/?", url.path)
    if not found:
        return ""
    start = _start(url)
    return f"https://www.dailymotion.com/embed/video/{found[1]}" + (f"?start={start}" if start else "")


def _spotify(url: SplitResult) -> str:
    found = _SPOTIFY_PATH.match(url.path)
    return f"https://open.spotify.com/embed/{found[1]}" if found else ""


def _ted(url: SplitResult) -> str:
    found = re.match(r"/talks/(?:view/id/)?([\w.-]+)", url.path)
    return f"https://embed.ted.com/talks/{found[1]}" if found else ""


def _soundcloud(url: SplitResult) -> str:
    if url.hostname == "w.soundcloud.com":
        return url.geturl()  # the player already
    return "https://w.soundcloud.com/player/?url=" + quote(url.geturl(), safe="") if url.path.strip("/") else ""


def _mixcloud(url: SplitResult) -> str:
    path = url.path.strip("/")
    if path.startswith("widget/"):
        return url.geturl()  # the player already
    return "https://www.mixcloud.com/widget/iframe/?feed=" + quote(f"/{path}/", safe="") if "/" in path else ""


def _videopress(url: SplitResult) -> str:
    found = re.fullmatch(r"/(?:v/|embed/)?([A-Za-z0-9]{8})(?:/.*)?", url.path)
    return f"https://videopress.com/embed/{found[1]}" if found else ""


_PLAYERS: Mapping[str, Callable[[SplitResult], str]] = {
    "dailymotion": _dailymotion,
    "mixcloud": _mixcloud,
    "soundcloud": _soundcloud,
    "spotify": _spotify,
    "ted": _ted,
    "videopress": _videopress,
    "vimeo": _vimeo,
    "youtube": _youtube,
}
