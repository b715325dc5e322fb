"""What a Hugo site's configuration says: title, address, languages, permalinks, taxonomies, menus."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from converters.frontmatter.fields import text_of, texts_of, truth_of
from converters.frontmatter.yaml import Value
from converters.problem import Problem, Report, Severity, Where
from converters.sites.data import SUFFIXES, list_of, mapping_of, merged, read_data, with_lower_keys
from converters.sites.hugo.passthrough import Marks, marks_of
from converters.sites.values import text

NAMES = ("hugo", "config")
_FOLDERS = (Path("config", "_default"), Path("config", "production"))
"""In this order: a site is built for production unless somebody says otherwise."""
_PARTS = frozenset(["hugo", "config"])
_LANGUAGE_FILE = re.compile(r"(languages|menus?|params)(?:\.([\w-]+))?")
_USUAL = {"category": "categories", "tag": "tags"}
_TAXONOMIES = {"categories": "category", "tags": "post_tag"}


_REPEATS = re.compile(r"[*+?{]")
_MOST_REPEATS = 2
_LONGEST_PATTERN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoredNotFollowed(Problem):
    """A pattern of files that the site passes over, and that cannot be followed here."""

    code = "ignored-not-followed"
    severity = Severity.WARNING
    text = "ignoreFiles: {pattern!r} cannot be followed ({reason}): take the files away that it means"
    pattern: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOfZola(Problem):
    """A site of Zola, whose files look like Hugo's and do not mean the same."""

    code = "site-of-zola"
    severity = Severity.WARNING
    text = "this is a site of Zola, read as if Hugo had made it: look at its shortcodes, which stay as they are"


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """A folder of content, of one language."""

    folder: str
    """Below the source, with `/`."""
    language: str
    prefix: str
    """What addresses begin with: empty or `/de`."""
    sections: tuple[str, ...] = ()
    """The sections that it is mounted below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The settings that decide what the pages of a site are."""

    title: str
    url: str
    """Without a slash at the end; empty where it is none, as `/` or `example.org`'s is not."""
    description: str
    language: str
    timezone: str
    typographic: bool
    shows_html: bool
    """Whether HTML in Markdown is shown (`markup.goldmark.renderer.unsafe`)."""
    hard_wraps: bool
    """Whether a line end in a paragraph is shown as one."""
    roots: tuple[Root, ...]
    languages: Mapping[str, str]
    """The prefix of addresses by language code."""
    languages_off: frozenset[str]
    shows_future: bool
    shows_expired: bool
    has_emoji: bool
    """Whether `:smile:` shows one."""
    formulas: Marks
    """What stands around formulas that are passed through the Markdown."""
    cascade: Value
    """What the configuration hands down to all pages."""
    ignored: tuple[re.Pattern[str], ...]
    """Of files that the site passes over."""
    taxonomies: Mapping[str, str]
    """Taxonomy by the field of front matter."""
    permalinks: Mapping[str, str]
    """Patterns by section."""
    main_sections: tuple[str, ...]
    keeps_case: bool
    ugly: bool
    ugly_sections: frozenset[str]
    """Whose addresses end in `.html` where those of others do not."""
    without_accents: bool
    """Whether addresses lose the accents of letters."""
    dated_by_name: bool
    """Whether the date in the name of a file comes before that of its front matter."""
    menus: Mapping[str, Value]
    data_folder: str
    static_folders: tuple[str, ...]
    """Whose files are published as they are; the last first, which hides the others' files."""


def configuration_files(source: Path) -> list[Path]:
    """The files that configure a site, in the order in which they count."""
    found = [path for name in NAMES for suffix in SUFFIXES if (path := source / f"{name}{suffix}").is_file()][:1]
    for folder in (source / each for each in _FOLDERS):
        if folder.is_dir():
            found += [path for path in sorted(folder.iterdir()) if path.suffix in SUFFIXES and path.is_file()]
    return found


def read_configuration(source: Path, report: Report) -> Configuration:
    """What the configuration of a site says; a file of it that cannot be read is reported."""
    settings = read_settings(source, report)
    if "base_url" in settings and "baseurl" not in settings:
        report(SiteOfZola(where=Where(origin=configuration_files(source)[0].name)))
        settings["baseurl"] = settings["base_url"]
    return _interpret(settings, report)


def read_settings(source: Path, report: Report) -> dict[str, Value]:
    """The settings as they stand in all files of the configuration, by keys in lower case, every value a text."""
    return settings_from(source, lambda path, name: read_data(path, name, report))


def settings_from(source: Path, read: Callable[[Path, str], Value]) -> dict[str, Value]:
    """The settings in all files of the configuration, by keys in lower case; `read` reads a file, and has its name."""
    settings: dict[str, Value] = {}
    for path in configuration_files(source):
        name = path.relative_to(source).as_posix()
        held = mapping_of(with_lower_keys(read(path, name)))
        part = path.stem.lower()
        of_language = _LANGUAGE_FILE.fullmatch(part)
        if path.parent != source and part not in _PARTS:
            if of_language and of_language[2]:
                held = {"languages": {of_language[2]: {of_language[1].replace("menus", "menu"): held}}}
            else:
                held = {part: held}
        settings = merged(settings, held)
    return settings


def _interpret(settings: dict[str, Value], report: Report) -> Configuration:
    def said(*keys: str) -> str:
        return next((word for key in keys if (word := text_of(settings.get(key, "")))), "")

    default = said("defaultcontentlanguage") or "en"
    languages = {code: mapping_of(about) for code, about in mapping_of(settings.get("languages", "")).items()}
    own = languages.get(default.lower(), {})
    prefixes = {
        code: "" if code == default.lower() and not _true(settings, "defaultcontentlanguageinsubdir") else f"/{code}"
        for code in languages
    }
    params = merged(mapping_of(settings.get("params", "")), mapping_of(own.get("params", "")))
    goldmark = mapping_of(mapping_of(settings.get("markup", "")).get("goldmark", ""))
    url = said("baseurl")
    return Configuration(
        title=text_of(own.get("title", "")) or said("title"),
        url=url.rstrip("/") if url.startswith(("http://", "https://")) else "",
        description=text_of(params.get("description", "")),
        language=text_of(own.get("locale", "")) or text_of(own.get("languagecode", ""))
        or said("locale", "languagecode") or text_of(params.get("language", "")) or default,
        timezone=said("timezone"),
        typographic=_typographic(mapping_of(goldmark.get("extensions", ""))),
        shows_html=_true(mapping_of(goldmark.get("renderer", "")), "unsafe"),
        hard_wraps=_true(mapping_of(goldmark.get("renderer", "")), "hardwraps"),
        roots=_roots(settings, said("contentdir") or "content", languages, prefixes, default.lower()),
        languages=prefixes,
        languages_off=frozenset(code.lower() for code in texts_of(settings.get("disablelanguages", "")))
        | {code for code, about in languages.items() if _true(about, "disabled")},
        shows_future=_true(settings, "buildfuture"),
        shows_expired=_true(settings, "buildexpired"),
        has_emoji=_true(settings, "enableemoji"),
        formulas=_formulas(mapping_of(mapping_of(goldmark.get("extensions", "")).get("passthrough", ""))),
        cascade=settings.get("cascade", ""),
        ignored=_ignored(texts_of(settings.get("ignorefiles", "")), report),
        taxonomies=_taxonomies(settings),
        permalinks=_permalinks(settings),
        main_sections=tuple(name.lower() for name in texts_of(params.get("mainsections", ""))),
        keeps_case=_true(settings, "disablepathtolower"),
        ugly=_true(settings, "uglyurls"),
        ugly_sections=frozenset(
            section for section, says in mapping_of(settings.get("uglyurls", "")).items() if truth_of(says) is True
        ),
        without_accents=_true(settings, "removepathaccents"),
        dated_by_name=texts_of(mapping_of(settings.get("frontmatter", "")).get("date", ""))[:1] == [":filename"],
        menus=_menus(settings, own),
        data_folder=said("datadir") or "data",
        static_folders=_static_folders(settings),
    )  # fmt: skip


def _true(settings: Mapping[str, Value], key: str) -> bool:
    return truth_of(settings.get(key, "")) is True


def _ignored(patterns: list[str], report: Report) -> tuple[re.Pattern[str], ...]:
    """The patterns of `ignoreFiles`; one that may take long, or is none to Python, is reported and not followed."""
    found = []
    for pattern in patterns:
        try:
            if len(pattern) > _LONGEST_PATTERN or len(_REPEATS.findall(pattern)) > _MOST_REPEATS:
                raise re.error("it is too intricate")
            found.append(re.compile(pattern))
        except (re.error, OverflowError, RecursionError) as error:
            report(IgnoredNotFollowed(pattern=pattern[:_LONGEST_PATTERN], reason=str(error)))
    return tuple(found)


def _formulas(about: Mapping[str, Value]) -> Marks:
    if not _true(about, "enable"):
        return ()
    held = mapping_of(about.get("delimiters", ""))
    return marks_of(
        [[text(mark) for mark in list_of(pair)] for kind in ("block", "inline") for pair in list_of(held.get(kind, ""))]
    )


def _typographic(extensions: Mapping[str, Value]) -> bool:
    about = extensions.get("typographer", "true")
    return truth_of(about) is not False and not _true(mapping_of(about), "disable")


def _roots(
    settings: Mapping[str, Value],
    folder: str,
    languages: Mapping[str, Mapping[str, Value]],
    prefixes: Mapping[str, str],
    default: str,
) -> tuple[Root, ...]:
    roots = [
        Root(folder=_inside(text_of(about["contentdir"])), language=code, prefix=prefixes[code])
        for code, about in languages.items()
        if "contentdir" in about
    ]
    for mount in map(mapping_of, list_of(mapping_of(settings.get("module", "")).get("mounts", ""))):
        target = text_of(mount.get("target", "")).strip("/").split("/")
        if target[0] == "content":
            code = text_of(mount.get("lang", "")).lower() or default
            roots.append(
                Root(
                    folder=_inside(text_of(mount.get("source", ""))),
                    language=code,
                    prefix=prefixes.get(code, ""),
                    sections=tuple(target[1:]),
                )
            )
    if not any(root.folder == _inside(folder) for root in roots):
        roots.append(Root(folder=_inside(folder), language=default, prefix=prefixes.get(default, "")))
    return tuple(sorted((root for root in roots if root.folder), key=lambda root: -len(root.folder)))


def _static_folders(settings: Mapping[str, Value]) -> tuple[str, ...]:
    given = [folder for key, value in settings.items() if key.startswith("staticdir") for folder in texts_of(value)]
    mounts = map(mapping_of, list_of(mapping_of(settings.get("module", "")).get("mounts", "")))
    given += [text(mount.get("source", "")) for mount in mounts if text(mount.get("target", "")).strip("/") == "static"]
    return tuple(dict.fromkeys(inside for folder in reversed(given or ["static"]) if (inside := _inside(folder))))


def _inside(folder: str) -> str:
    """A folder below the source; nothing for one outside it."""
    parts = [part for part in folder.replace("\\", "/").split("/") if part not in ("", ".")]
    return "" if ".." in parts or folder.startswith("/") else "/".join(parts)


def _taxonomies(settings: Mapping[str, Value]) -> dict[str, str]:
    said = settings.get("taxonomies", dict[str, Value](_USUAL))
    tables = [mapping_of(each) for each in list_of(said)]  # Zola's
    given = mapping_of(said) or {name: name for table in tables if (name := text(table.get("name", "")))}
    fields = {text(plural).lower(): singular for singular, plural in given.items() if text(plural)}
    return {field: _TAXONOMIES.get(field, singular) for field, singular in fields.items()}


def _permalinks(settings: Mapping[str, Value]) -> dict[str, str]:
    patterns: dict[str, str] = {}
    for section, pattern in mapping_of(settings.get("permalinks", "")).items():
        if section == "page":
            patterns |= {name: text(each) for name, each in mapping_of(pattern).items() if text(each)}
        elif text(pattern):
            patterns[section] = text(pattern)
    return patterns


def _menus(settings: Mapping[str, Value], own: Mapping[str, Value]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for holder in (settings, own):
        for key in ("menu", "menus"):
            found |= mapping_of(holder.get(key, ""))
    return found
