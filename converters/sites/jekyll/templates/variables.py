"""What templates may ask for: the page, the site and its data, as plain lists, mappings, texts and numbers."""

import csv
import json
import os
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

from converters.addresses import parts_of
from converters.frontmatter.document import MAX_BYTES, decode, front_matter_in
from converters.frontmatter.files import read_bytes
from converters.frontmatter.yaml import Plain, Refused, Unreadable, Value, load_marked_yaml
from converters.post import Post
from converters.problem import Problem
from converters.sites.data import mapping_of
from converters.sites.jekyll.configuration import Configuration, configuration_file, defaults_in
from converters.sites.jekyll.places import place_of
from converters.sites.jekyll.templates.bounds import NotKnown, NotRun, weight_of
from converters.sites.template_files import is_within

_OF_ALL_POSTS = ("categories", "collections", "docs_to_write", "documents", "html_files", "html_pages", "pages",
                 "posts", "related_posts", "static_files", "tags", "time", "github")  # fmt: skip
"""What is made of all posts at once, which nobody here holds; of the clock; and of a host."""
_OF_THE_PAGE = ("content", "excerpt", "next", "output", "previous")
_MOST_DATA = 8 * 1024 * 1024
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][\d_,]*)\Z")
_OCTAL = re.compile(r"[-+]?0[0-7_]+\Z")
_SIXTIES = re.compile(r"[-+]?\d[\d_]*(?::[0-5]?\d){1,2}\Z")
_FLOAT = re.compile(r"[-+]?(?:\d[\d_,]*)?\.\d+(?:[eE][-+]?\d+)?\Z|[-+]?\d[\d_,]*\.\Z")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}\Z")
_TIME = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|\s+)(\d{1,2}):(\d{2}):(\d{2})(?:\.\d*)?\s*(Z|[-+]\d{1,2}(?::?\d{2})?)?\Z"
)
_WORDS: dict[str, bool | None] = {
    word: meaning
    for words, meaning in (
        (("true", "yes", "on"), True), (("false", "no", "off"), False), (("null", "~", ""), None),
    )
    for each in words
    for word in (each, each.capitalize(), each.upper())
}  # fmt: skip
_DATA = (".yml", ".yaml", ".json", ".csv", ".tsv")
_NOT_IN_A_NAME = re.compile(r"[^\w\s-]+")


class Partly(dict[str, object]):
    """A mapping of which some is not known here: to ask for that is NotKnown."""

    def __init__(self, name: str, known: dict[str, object], unknown: tuple[str, ...]) -> None:
        super().__init__(known)
        self._name, self._unknown = name, frozenset(unknown)

    def __missing__(self, key: str) -> object:
        if key in self._unknown:
            raise NotKnown(f"{self._name}.{key} is not known here")
        raise KeyError(key)


class SiteVariables(Partly):
    """`site`: the configuration, and the data, which are read when they are asked for."""

    def __init__(self, folder: Path, configuration: Configuration, settings: dict[str, Value]) -> None:
        known = {name: typed(value) for name, value in settings.items()}
        known.setdefault("baseurl", "")
        unknown = (*_OF_ALL_POSTS, *configuration.collections)
        for name in (*unknown, "data"):
            known.pop(name, None)
        super().__init__("site", known, unknown)
        self.weights: dict[int, int] = {}
        """Of the collections in it, by their identity."""
        weight_of(known, self.weights)
        self._data_folder = folder / configuration.data_folder
        self._root = folder
        self._unread: NotRun | None = None
        """Why there are no data."""

    def __missing__(self, key: str) -> object:
        if key != "data":
            return super().__missing__(key)
        if self._unread is None:
            try:
                data = data_in(self._data_folder, self._root)
                weight_of(data, self.weights)
                self["data"] = data
                return data
            except NotRun as error:
                self._unread = NotRun(error.reason, error.file)
        raise NotRun(self._unread.reason, self._unread.file)


def settings_of(source: Path) -> dict[str, Value]:
    """The settings of a site, marked where they are without quotes."""
    path = configuration_file(source)
    if path is None or path.suffix == ".toml":
        return {}
    try:
        return mapping_of(load_marked_yaml(_text(path)))
    except (OSError, Refused, Unreadable):
        return {}  # said when the site was read


def defaults_of(settings: dict[str, Value], configuration: Configuration, path: str, type: str) -> dict[str, Value]:
    """The fields that a file has by its path, marked where they are without quotes."""
    return replace(configuration, defaults=defaults_in(settings.get("defaults", ""))).defaults_of(path, type)


def page_of(post: Post, folder: Path, home: str, configuration: Configuration, settings: dict[str, Value]) -> Partly:
    """`page`: the front matter of a post with its types, and what Jekyll adds. `home` is the address of the site."""
    place = place_of(post.origin, configuration)
    type_ = place.type if place else "pages"
    fields = {**defaults_of(settings, configuration, post.origin, type_), **_front_matter(folder / post.origin, folder)}
    known: dict[str, object] = {name: typed(value) for name, value in fields.items()}
    path = parts_of(post.url).path.removeprefix(parts_of(home).path.rstrip("/"))
    name = post.origin.rpartition("/")[2]
    known.update({"path": post.origin, "url": path})
    known.setdefault("title", post.title)
    if type_ == "pages":
        known.update({"name": name, "dir": path.rpartition("/")[0] + "/"})
        if "title" not in fields:
            del known["title"]
        return Partly("page", known, tuple(name for name in _OF_THE_PAGE if name not in known))
    if post.date is not None:
        known["date"] = f"{post.date:%Y-%m-%d %H:%M:%S %z}"
    for field, taxonomy in (("categories", "category"), ("tags", "post_tag")):
        known[field] = [term.name for term in post.terms if term.taxonomy == taxonomy]
    known.update({
        "collection": "posts" if type_ == "drafts" else type_, "relative_path": post.origin, "draft": type_ == "drafts",
        "id": re.sub(r"\.html\Z|(?<=.)/\Z", "", path), "ext": f".{name.rpartition('.')[2]}",
    })  # fmt: skip
    known.setdefault("slug", place.name if place else post.slug)
    return Partly("page", known, tuple(name for name in _OF_THE_PAGE if name not in known))


def _front_matter(path: Path, folder: Path) -> dict[str, Value]:
    try:
        if not is_within(path, folder):
            return {}
        return mapping_of(load_marked_yaml(front_matter_in(_text(path))))
    except (OSError, Refused, Unreadable):
        return {}  # said when the post was read


def typed(value: Value) -> Any:
    """A value of YAML with the type that Ruby gives it; a date is a text as Ruby writes it."""
    if isinstance(value, dict):
        return {text: typed(each) for text, each in value.items()}
    if isinstance(value, list):
        return [typed(each) for each in value]
    if not isinstance(value, Plain):
        return str(value)
    text = str(value)
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text) and len(text) < 30:
        return int(re.sub("[_,]", "", text))
    if _OCTAL.match(text) and len(text) < 30:
        return int(text.replace("_", ""), 8)
    if _SIXTIES.match(text) and len(text) < 30:
        return sum(int(part.replace("_", "")) * 60 ** (2 - at) for at, part in enumerate(text.split(":")))
    if _FLOAT.match(text) and len(text) < 30:
        return float(re.sub("[_,]", "", text))
    if _DATE.match(text):
        return "-".join(f"{int(part):02}" for part in text.split("-"))
    if time := _TIME.match(text):
        year, month, day, hour, minute, second, zone = time.groups()
        sign, digits = (zone[0], zone[1:].replace(":", "")) if zone and zone != "Z" else ("+", "0000")
        offset = f"{sign}{digits.zfill(2) if len(digits) < 3 else digits.zfill(4)}".ljust(5, "0")
        shown = "UTC" if zone in (None, "Z") else offset
        return f"{year}-{int(month):02}-{int(day):02} {int(hour):02}:{minute}:{second} {shown}"
    return text


def data_in(folder: Path, root: Path) -> dict[str, object]:
    """What the files of data hold, by their names; folders are mappings. Raises NotRun, which names a file."""
    left = _MOST_DATA

    def read(below: Path, depth: int) -> dict[str, object]:
        nonlocal left
        found: dict[str, object] = {}
        for path in sorted(below.iterdir(), key=lambda each: os.fsencode(each.name)):
            if path.name.startswith((".", "_", "#")) or not is_within(path, root):
                continue
            if path.is_dir() and depth < 10 and not path.is_symlink():
                found[_name(path.name)] = read(path, depth + 1)
            elif path.suffix.lower() in _DATA:
                left -= path.stat().st_size
                if left < 0:
                    raise NotRun(f"the data are larger than {_MOST_DATA // 1024 // 1024} MB", folder.name)
                found[_name(path.stem)] = _data(path)
        return found

    try:
        return read(folder, 0) if folder.is_dir() and is_within(folder, root) else {}
    except OSError:
        return {}


def _name(file: str) -> str:
    """What a file of data is called in templates."""
    return re.sub(r"\s+", "_", _NOT_IN_A_NAME.sub("", file))


def _data(path: Path) -> object:
    try:
        text = _text(path)
        if path.suffix.lower() == ".json":
            return json.loads(text)
        if path.suffix.lower() in (".csv", ".tsv"):
            rows = csv.DictReader(StringIO(text, newline=""), delimiter="\t" if path.suffix == ".tsv" else ",")
            return [{name: value or None for name, value in row.items() if isinstance(name, str)} for row in rows]
        return typed(load_marked_yaml(text))
    except (csv.Error, OSError, RecursionError, Refused, Unreadable, ValueError) as error:
        raise NotRun(str(error).partition("\n")[0][:100], path.name) from error


def _text(path: Path) -> str:
    def ignore(problem: Problem) -> None:
        """What is wrong with the bytes was said when the site was read."""

    data = read_bytes(path, MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Refused("it is too large")
    return decode(data, ignore).lstrip("\ufeff")
