"""What a Jekyll site's `_config.yml` says: title, address, permalinks, collections, defaults, exclusions."""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from converters.frontmatter.fields import text_of, texts_of, truth_of
from converters.frontmatter.generators import is_hexo
from converters.frontmatter.paths import MARKDOWN
from converters.frontmatter.yaml import Value
from converters.problem import Report
from converters.sites.data import list_of, mapping_of, read_data

NAMES = ("_config.yml", "_config.yaml", "_config.toml")
_ALWAYS_EXCLUDED = ("Gemfile", "Gemfile.lock", "gemfiles", "node_modules", "vendor")
_READMES = ("README.md", "README.markdown", "LICENSE.md", "CONTRIBUTING.md", "CHANGELOG.md")


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A collection of documents that are neither posts nor pages."""

    label: str
    shown: bool
    permalink: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """Fields that files have unless they say otherwise."""

    path: str
    type: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The settings that decide what the pages of a site are."""

    title: str
    url: str
    """With the base path, without a slash at the end; empty where it is none."""
    description: str
    language: str
    timezone: str
    typographic: bool
    permalink: str
    collections: Mapping[str, Collection]
    collections_folder: str
    """Below the source, with a slash at the end; empty where it is the source itself."""
    defaults: tuple[Default, ...]
    excluded: tuple[str, ...]
    included: tuple[str, ...]
    data_folder: str
    markdown: frozenset[str]
    """What files of Markdown end with."""
    hard_wraps: bool
    """Whether a line end in a paragraph is shown as one."""
    shows_future: bool
    dates_in_names: bool
    """Whether the file of a post must begin with its date: not so in Hexo."""
    is_hexo: bool
    """Whether the site is one of Hexo's: times are of its zone, and addresses and Markdown have Hexo's ways."""

    def excludes(self, path: str) -> bool:
        """Whether Jekyll passes over a path."""
        return not self.includes(path) and any(_covers(pattern, path) for pattern in self.excluded)

    def includes(self, path: str) -> bool:
        """Whether the configuration names a path, or a folder above it, that Jekyll would pass over otherwise."""
        parts = path.split("/")
        return any(self.names("/".join(parts[: count + 1])) for count in range(len(parts)))

    def names(self, path: str) -> bool:
        """Whether the configuration includes a file or folder by its path, or by its name alone."""
        return any(
            pattern and fnmatchcase(each, pattern)
            for pattern in (each.strip("/") for each in self.included)
            for each in (path, path.rpartition("/")[2])
        )

    def defaults_of(self, path: str, type_: str) -> dict[str, Value]:
        """The fields that a file has by its path and type; of several the closest to it."""
        fitting = [each for each in self.defaults if (not each.type or each.type == type_) and _covers(each.path, path)]
        fitting.sort(key=lambda each: (each.path.count("/") + bool(each.path), bool(each.type)))
        return {key: value for each in fitting for key, value in each.values.items()}


def configuration_file(source: Path) -> Path | None:
    """The file that configures a site."""
    return next((path for name in NAMES if (path := source / name).is_file()), None)


def read_configuration(source: Path, report: Report) -> Configuration:
    """What the configuration of a site says; one that cannot be read is reported."""
    settings = read_settings(source, report)

    def said(*keys: str) -> str:
        return next((word for key in keys if (word := text_of(settings.get(key, "")))), "")

    of_hexo = is_hexo(source)
    url, base = said("url").rstrip("/"), said("root" if of_hexo else "baseurl").strip("/")
    if of_hexo and url.endswith(f"/{base}"):
        base = ""  # Hexo's address has it
    home = url if url.startswith(("http://", "https://")) else ""
    kramdown = mapping_of(settings.get("kramdown", ""))
    typographic = not text_of(kramdown.get("smart_quotes", "")).startswith("apos")
    hard_wraps, shows_future = truth_of(kramdown.get("hard_wrap", "")), truth_of(settings.get("future", ""))
    if of_hexo:
        typographic, hard_wraps, shows_future = *_markdown_of_hexo(settings), shows_future is not False
    folder = said("collections_dir").strip("/. ")
    return Configuration(
        title=said("title", "name"),
        url=f"{home}/{base}" if home and base else home,
        description=said("description", "tagline", "subtitle"),
        language=said("lang", "locale", "language").replace("_", "-"),
        timezone=said("timezone"),
        typographic=typographic,
        permalink=said("permalink") or (":year/:month/:day/:title/" if of_hexo else "date"),
        collections=_collections(settings.get("collections", "")),
        collections_folder=f"{folder}/" if folder else "",
        defaults=defaults_in(settings.get("defaults", "")),
        excluded=(*_ALWAYS_EXCLUDED, *texts_of(settings.get("exclude", ""))),
        included=tuple(texts_of(settings.get("include", ""))),
        data_folder=said("data_dir") or "_data",
        markdown=MARKDOWN | {f".{each.strip().lower()}" for each in said("markdown_ext").split(",") if each.strip()},
        hard_wraps=hard_wraps is True,
        shows_future=shows_future is True,
        dates_in_names=not of_hexo or ":day" in said("new_post_name"),
        is_hexo=of_hexo,
    )


def _markdown_of_hexo(settings: Mapping[str, Value]) -> tuple[bool, bool]:
    """Whether quotes and dashes are set, and line ends shown, by the renderers of Hexo: unless they are told not to."""
    marked, markdown_it = mapping_of(settings.get("marked", "")), mapping_of(settings.get("markdown", ""))
    render = mapping_of(markdown_it.get("render", "")) or markdown_it
    said_no = {name for about in (marked, render) for name, value in about.items() if truth_of(value) is False}
    return not said_no & {"smartypants", "typographer"}, "breaks" not in said_no


def content_folder(source: Path) -> Path:
    """The folder inside a site that holds all that is published: mostly the site's own."""
    named = text_of(read_settings(source, lambda problem: None).get("source", ""))
    folder = source / ("source" if is_hexo(source) else named)
    is_inside = folder.resolve().is_relative_to(source.resolve())
    return folder if is_inside and folder.is_dir() else source


def read_settings(source: Path, report: Report) -> dict[str, Value]:
    """The settings as they stand, every value a text."""
    path = configuration_file(source)
    return mapping_of(read_data(path, path.name, report)) if path else {}


def is_about_the_source(name: str) -> bool:
    """Whether a file tells of the site's source, as a README does, and not to its readers."""
    return name in _READMES


def _collections(value: Value) -> dict[str, Collection]:
    held = value if isinstance(value, dict) else dict.fromkeys(texts_of(value), "")
    found = {}
    for label, about in held.items():
        settings = mapping_of(about)
        found[label] = Collection(
            label=label,
            shown=truth_of(settings.get("output", "")) is True,
            permalink=text_of(settings.get("permalink", "")),
        )
    return found


def defaults_in(value: Value) -> tuple[Default, ...]:
    """The fields that files have by where they are, as the configuration lists them."""
    found = []
    for each in map(mapping_of, list_of(value)):
        scope = mapping_of(each.get("scope", ""))
        type_ = text_of(scope.get("type", ""))
        found.append(
            Default(
                path=text_of(scope.get("path", "")).strip("/"),
                type={"post": "posts", "page": "pages", "draft": "drafts"}.get(type_, type_),
                values=mapping_of(each.get("values", "")),
            )
        )
    return tuple(found)


def _covers(pattern: str, path: str) -> bool:
    """Whether a path, or a folder above it, is named by a pattern."""
    pattern = pattern.strip("/")
    if not pattern or path == pattern or path.startswith(f"{pattern}/"):
        return True
    if "*" not in pattern:
        return False
    parts = path.split("/")
    return any(fnmatchcase("/".join(parts[: count + 1]), pattern) for count in range(len(parts)))
