"""What the templates of a dialect's site want to know of the blog: the data files besides media and comments."""

import json
from collections.abc import Iterator, Mapping

from converters.canonical import to_canonical
from converters.post import Site
from writers.dialects.plan import Plan
from writers.hugo.configuration import base_url
from writers.links import relinked
from writers.markdown.raw import Link
from writers.page import without_forbidden
from writers.site_data import menus_json

_RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"])


def about_site(site: Site, plan: Plan) -> dict[str, str]:
    """What templates want to know of the site as a whole."""
    language = site.language or "en"
    return {
        "title": site.title or "Blog",
        "description": site.description,
        "url": base_url(site).rstrip("/").removesuffix(plan.addresses.base),
        "base": plan.addresses.base,
        "language": language,
        "direction": "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr",
        "timezone": site.timezone,
        "archive": plan.archive,
        "feed": plan.feed,
    }


def data_of(
    site: Site, plan: Plan, about: Mapping[str, str], moved: Mapping[str, str], link: Link
) -> Iterator[tuple[str, str]]:
    """Each file by its name; `about` is what `about_site` says, and `moved` leads from former addresses to new ones."""
    yield "blog", _as_json(about)
    yield "termPages", _as_json(_term_pages(plan, link))
    yield "termLists", _as_json(_term_lists(plan))
    yield "moved", _as_json([{"from": old, "to": plan.addresses.base + new} for old, new in moved.items()])
    yield "menus", menus_json(site, link) or "[]\n"


def _as_json(data: object) -> str:
    """Data as a file that every parser of JSON, JavaScript and YAML reads alike."""
    return json.dumps(without_forbidden(data), ensure_ascii=True, indent=1) + "\n"


def _term_pages(plan: Plan, link: Link) -> list[dict[str, str]]:
    return [
        {
            "field": page.field,
            "slug": page.slug,
            "title": page.title,
            "url": page.address,
            "parent": page.parent,
            "description": relinked(to_canonical(page.description, base=plan.addresses.site.url), link),
        }
        for page in plan.terms.pages()
    ]


def _term_lists(plan: Plan) -> list[dict[str, str]]:
    return [
        {"field": field, "title": field.replace("-", " ").capitalize(), "url": plan.terms.overview_address(field)}
        for field in plan.fields()
    ]
