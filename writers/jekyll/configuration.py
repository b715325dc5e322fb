"""The configuration of a new Jekyll site: the starter's `_config.yml` filled in with what is known of the blog."""

import json
import re
from collections.abc import Iterable
from datetime import timedelta
from string import Template
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from converters.post import Site
from writers.hugo.configuration import base_url
from writers.page import without_forbidden

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_RIGHT_TO_LEFT = frozenset(["ar", "arc", "ary", "azb", "ckb", "dv", "fa", "haz", "he", "ps", "sd", "ug", "ur", "yi"])
_READ_OTHERWISE = re.compile("[\x80-\x9f\u2028\u2029\ufeff]")


def config_of(template: str, site: Site, *, archive: str, collections: Iterable[str]) -> str:
    """The text of `_config.yml`."""
    language = site.language if _LANGUAGE.fullmatch(site.language) else "en"
    primary = language.partition("-")[0].lower()
    scheme, _, rest = base_url(site).rstrip("/").partition("://")
    host, slash, path = rest.partition("/")
    return Template(template).substitute(
        title=_quoted(site.title),
        description=_quoted(site.description),
        url=_quoted(f"{scheme}://{host}" if host else ""),
        base=_quoted(slash + path),
        language=_quoted(language),
        direction=_quoted("rtl" if primary in _RIGHT_TO_LEFT else "ltr"),
        date_format=_quoted("%-d %B %Y" if primary == "en" else "%Y-%m-%d"),
        time_zone=_quoted(_time_zone(site)),
        archive=_quoted(archive),
        collections="".join(f"\n  {_quoted(label)}: {{output: true}}" for label in collections) or " {}",
    )


def said_by_config(site: Site) -> dict[str, str]:
    """What a reader of the configuration learns of the site."""
    language = site.language if _LANGUAGE.fullmatch(site.language) else "en"
    return {
        "url": base_url(site).rstrip("/"),
        "language": language,
        "timezone": _time_zone(site),
        "generator": "Jekyll",
    }


def as_yaml(data: str) -> str:
    """JSON that is YAML, too: Jekyll reads its data files with a YAML parser, whatever their names end in."""
    return _READ_OTHERWISE.sub(lambda match: f"\\u{ord(match[0]):04x}", data)


def _quoted(text: str) -> str:
    return as_yaml(json.dumps(without_forbidden(text), ensure_ascii=False))


def _time_zone(site: Site) -> str:
    """The zone that Jekyll shows all dates in: the blog's own, or the offset of its newest entry."""
    try:
        ZoneInfo(site.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        dates = [entry.date for entry in site.entries if entry.date is not None]
        offset = max(dates).utcoffset() if dates else None
        hours = round((offset or timedelta()) / timedelta(hours=1))
        return f"Etc/GMT{-hours:+d}" if hours and -12 <= hours <= 14 else "UTC"  # named by POSIX: east is minus
    return site.timezone
