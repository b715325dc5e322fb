"""What a template is given: the shortcode's call, the page, its files, and the site."""

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from converters.post import Post, Site
from converters.sites.hugo.calls import Bare, Call
from converters.sites.hugo.templates.bounds import Bounds, NotRun
from converters.sites.hugo.templates.resources import Resources, relative_address, resources_of
from converters.sites.hugo.templates.values import Fields, Params, SafeHtml, Time, given_fields, text_in


class Scratch(Fields):
    """What templates keep for one another."""

    def __init__(self, bounds: Bounds) -> None:
        held: dict[str, object] = {}

        def set_(key: object, value: object) -> str:
            held[text_in(key)] = value
            return ""

        def add(key: object, value: object) -> str:
            name = text_in(key)
            before = held.get(name)
            made: object
            if before is None:
                made = [*value] if isinstance(value, list) else value
            elif isinstance(before, list):
                made = [*before, *value] if isinstance(value, list) else [*before, value]
            elif isinstance(before, str) and isinstance(value, str):
                made = str(before) + str(value)
            elif isinstance(before, int | float) and isinstance(value, int | float):
                made = before + value
            else:
                raise NotRun("it adds what does not go together")
            bounds.take(made)
            held[name] = made
            return ""

        def set_in_map(key: object, place: object, value: object) -> str:
            inside = held.setdefault(text_in(key), {})
            if not isinstance(inside, dict):
                raise NotRun("it sets a part of what has none")
            inside[text_in(place)] = value
            return ""

        def delete(key: object) -> str:
            held.pop(text_in(key), None)
            return ""

        def sorted_values(key: object) -> object:
            inside = held.get(text_in(key))
            return [inside[name] for name in sorted(inside)] if isinstance(inside, dict) else None

        super().__init__({
            "Get": lambda key: held.get(text_in(key)), "Set": set_, "Add": add, "SetInMap": set_in_map,
            "Delete": delete, "GetSortedMapValues": sorted_values, "Values": lambda: dict(held),
        })  # fmt: skip


class ShortcodeCall(Fields):
    """A call of a shortcode, as its template sees it."""

    def __init__(self, call: Call, ordinal: int, page: Fields, parent: "ShortcodeCall | None", bounds: Bounds) -> None:
        self.inner = self.indentation = ""
        named: dict[str, object] = {key: typed_argument(value) for key, value in call.named.items()}
        placed = [typed_argument(value) for value in call.positional]
        scratch = Scratch(bounds)

        def get(key: object) -> object:
            if not named and not placed:
                return None
            if isinstance(key, bool) or not isinstance(key, str | int):
                raise NotRun(".Get is given what is neither a name nor a place")
            if isinstance(key, str):
                return named.get(str(key), "") if named else None
            if key < 0 and not named:
                raise NotRun(".Get is given a place before the first")
            return None if named else placed[key] if key < len(placed) else ""

        site = page.field("Site", [])
        super().__init__({
            "Get": get,
            "Params": lambda: named if named else placed if placed else None,
            "IsNamedParams": lambda: bool(named),
            "Inner": lambda: SafeHtml(self.inner),
            "InnerDeindent": lambda: SafeHtml(_deindented(self.inner, self.indentation)),
            "Name": lambda: call.name,
            "Ordinal": lambda: ordinal,
            "Parent": lambda: parent,
            "Page": lambda: page,
            "Site": lambda: site,
            "Scratch": lambda: scratch,
            "Store": lambda: scratch,
            **{name: lambda *values, name=name: page.field(name, [*values]) for name in ("Ref", "RelRef")},
        })  # fmt: skip


_TRUTH = re.compile(r"true|false")
_WHOLE = re.compile(r"[-+]?\d{1,18}", re.ASCII)
_FRACTION = re.compile(r"[-+]?\d{0,18}\.\d{1,18}", re.ASCII)


def typed_argument(value: str) -> object:
    """An argument with its type, which those in quotes do not have."""
    text = str(value)
    if not isinstance(value, Bare):
        return text
    if _TRUTH.fullmatch(text):
        return text == "true"
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _FRACTION.fullmatch(text) else text


def _deindented(inner: str, indentation: str) -> str:
    """What is in a shortcode, its lines without the white space that the shortcode begins with."""
    return "".join(line.removeprefix(indentation) for line in inner.splitlines(keepends=True))


class Page(Fields):
    """The page that a shortcode stands in."""

    def __init__(
        self,
        post: Post,
        site: Site,
        params: Params,
        language: str,
        of_site: Fields,
        bounds: Bounds,
        markdown: Callable[..., SafeHtml],
        reference: Callable[..., str],
    ) -> None:
        path = PurePosixPath(post.origin)
        root = site.root_of(post.origin) if hasattr(site, "root_of") else ""
        below = PurePosixPath(post.origin.removeprefix(root))
        stem = path.stem.removesuffix(f".{language}")
        is_bundle = stem in ("index", "_index")
        folder = f"{below.parent}/" if str(below.parent) != "." else ""
        file = Fields(
            given_fields({
                "Path": str(below), "Dir": folder, "LogicalName": path.name, "BaseFileName": path.stem,
                "TranslationBaseName": stem, "ContentBaseName": path.parent.name if is_bundle else stem,
                "Ext": path.suffix.removeprefix("."), "Section": below.parts[0] if len(below.parts) > 1 else "",
            })
        )  # fmt: skip
        resources = Resources(resources_of(post, site) if is_bundle else {}, bounds)
        scratch, changed = Scratch(bounds), post.modified or post.date
        address = relative_address(post.url)
        section = below.parts[0] if len(below.parts) > (2 if is_bundle else 1) or stem == "_index" else ""
        super().__init__({
            **given_fields({
                "Title": post.title, "LinkTitle": text_in(params.get("linktitle")) or post.title, "Params": params,
                "Permalink": post.url, "RelPermalink": address, "File": file, "Lang": language,
                "Language": of_site.field("Language", []), "Site": of_site, "Resources": resources,
                "Scratch": scratch, "Store": scratch, "IsPage": stem != "_index", "IsHome": False,
                "Description": text_in(params.get("description")), "Section": section,
                "Draft": params.get("draft") is True, "Weight": params.get("weight") or 0,
            }),
            "Date": lambda: Time(post.date) if post.date else _no_time(),
            "Lastmod": lambda: Time(changed) if changed else _no_time(),
            "Param": lambda name: _param(params, of_site, text_in(name)),
            "RenderString": markdown,
            "Ref": reference,
            "RelRef": lambda given: relative_address(reference(given)),
            "Page": lambda: self,
        })  # fmt: skip


def _param(params: Params, of_site: Fields, name: str) -> object:
    for held in (params, of_site.field("Params", [])):
        value: object = held
        for part in name.lower().split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if value is not None:
            return value
    return None


def _no_time() -> Fields:
    return Fields({"IsZero": lambda: True})


class SiteValues(Fields):
    """The site of a page, in the language of the page."""

    def __init__(
        self, *, title: str, url: str, params: Params, language: str, locale: str, name: str, data: Callable[[], object]
    ) -> None:
        of_language = Fields(
            given_fields({"Lang": language, "Locale": locale, "LanguageCode": locale, "LanguageName": name}), language
        )
        super().__init__({
            **given_fields({
                "Title": title, "BaseURL": f"{url}/", "Params": params, "Language": of_language, "Lang": language,
                "LanguageCode": locale,
            }),
            "Data": data,
        })  # fmt: skip
