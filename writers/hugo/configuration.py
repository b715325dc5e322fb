"""The configuration of a new Hugo site: the starter's `hugo.toml` filled in with what is known of the blog."""

import json
import re
from string import Template
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from converters.addresses import ascii_host
from converters.post import Site
from writers.page import without_forbidden
from writers.terms import AUTHORS, Terms

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_HOST = re.compile(r"[\w.-]+(?::\d{1,5})?")
_RIGHT_TO_LEFT = frozenset(
    re.findall(
        r"\w+", "ar arc arz ary azb bal bcc ckb dv fa glk haz he khw ks lrc mzn nqo pnb prs ps rhg sd skr ug ur yi"
    )
)
_SINGULAR = {"category": "category", "post_tag": "tag"}


def config_of(template: str, site: Site, terms: Terms) -> str:
    """The text of `hugo.toml`."""
    language = site.language if _LANGUAGE.fullmatch(site.language) else "en"
    primary = language.partition("-")[0].lower()
    taxonomies = {_SINGULAR.get(taxonomy, field): field for taxonomy, field in terms.fields.items()}
    taxonomies["author"] = AUTHORS
    return Template(template).substitute(
        base_url=toml_text(base_url(site)),
        title=toml_text(site.title),
        description=toml_text(site.description),
        language=toml_text(language),
        primary_language=toml_text(primary),
        direction=toml_text("rtl" if primary in _RIGHT_TO_LEFT else "ltr"),
        time_zone=_time_zone(site.timezone),
        taxonomies="\n".join(f"{toml_text(singular)} = {toml_text(plural)}" for singular, plural in taxonomies.items()),
    )


def said_by_config(site: Site) -> dict[str, str]:
    """What a reader of the configuration learns of the site."""
    zone = site.timezone if _time_zone(site.timezone).startswith("timeZone") else ""
    language = site.language if _LANGUAGE.fullmatch(site.language) else "en"
    return {"url": base_url(site).rstrip("/"), "language": language, "timezone": zone, "generator": "Hugo"}


def base_url(site: Site) -> str:
    """The blog's own address as Hugo wants it; a slash alone where it is none."""
    try:
        parts = urlsplit(site.url)
    except ValueError:
        return "/"
    host = ascii_host(parts.netloc)
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return "/"
    return f"{parts.scheme}://{host}{quote(unquote(parts.path)).rstrip('/')}/"


def _time_zone(name: str) -> str:
    """The line that sets the time zone, for dates that will be written without one; Hugo fails over an unknown name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return '# timeZone = "Europe/Madrid"'
    return f"timeZone = {toml_text(name)}"


def toml_text(text: str) -> str:
    """A basic string of TOML: JSON's, but for DEL, which goes."""
    return json.dumps(without_forbidden(text), ensure_ascii=False)
