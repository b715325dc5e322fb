"""The templates of one Hugo site: each read once, and run for the calls of bodies."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from converters.markdown import goldmark_to_html
from converters.post import Post
from converters.problem import Problem
from converters.sites.embeds import code_block
from converters.sites.hugo.calls import Call
from converters.sites.hugo.configuration import settings_from
from converters.sites.hugo.places import place_of
from converters.sites.hugo.sources import HugoSite, TemplateSource, is_within, text_of_file
from converters.sites.hugo.templates.addresses import address_functions, params_of
from converters.sites.hugo.templates.bounds import Bounds, NotRun
from converters.sites.hugo.templates.comparisons import comparisons
from converters.sites.hugo.templates.data import UNREADABLE, data_in, typed_data, typed_file, typed_front_matter
from converters.sites.hugo.templates.formats import format_functions
from converters.sites.hugo.templates.lists import list_functions
from converters.sites.hugo.templates.numbers import number_functions
from converters.sites.hugo.templates.pages import Page, Scratch, ShortcodeCall, SiteValues, relative_address
from converters.sites.hugo.templates.parsing import template_in
from converters.sites.hugo.templates.patterns import pattern_functions
from converters.sites.hugo.templates.running import Run
from converters.sites.hugo.templates.syntax import Template
from converters.sites.hugo.templates.texts import text_functions
from converters.sites.hugo.templates.values import Fields, Method, Params, SafeHtml, Time, format_time, text_in
from converters.sites.pages import address_of_page

_PARAGRAPH = re.compile(r"<p>((?:(?!<p>|</p>).)*)</p>\s*", re.DOTALL)
_ONE_LINE = re.compile(r"<p>([^\n]*)</p>\n")
_TRANSLATIONS = (".toml", ".yaml", ".yml", ".json")


class Engine:
    """Runs the shortcodes of one site."""

    def __init__(self, source: TemplateSource) -> None:
        self.source = source
        self._read: dict[Path, Template | NotRun] = {}
        self._shortcode_file = lru_cache(maxsize=1000)(source.shortcode)
        self._partial_file = lru_cache(maxsize=1000)(source.partial)
        self._settings: Mapping[str, object] = settings_from(source.source, lambda path, name: typed_file(path))
        self._data: dict[str, object] | NotRun | None = None
        self._words: dict[str, Mapping[str, object]] = {}

    def shortcode(self, name: str, language: str) -> Template | None:
        """The template of a shortcode; None where the site has none. Raises NotRun where it cannot be read."""
        path = self._shortcode_file(name, language)
        return None if path is None else self._template_in(path)

    def partial(self, name: str) -> Template:
        """A template that others take in. Raises NotRun."""
        path = self._partial_file(name)
        if path is None:
            raise NotRun(f"there is no partial {name[:60]}")
        return self._template_in(path)

    def site_values(self, language: str) -> SiteValues:
        """The site as its templates see it."""
        configuration = self.source.configuration
        languages = self._settings.get("languages")
        own = params_of(languages.get(language) if isinstance(languages, dict) else None)
        params = _merged(params_of(self._settings.get("params")), params_of(own.get("params")))
        return SiteValues(
            title=text_in(own.get("title")) or configuration.title,
            url=configuration.url,
            params=params,
            language=language,
            locale=text_in(own.get("locale") or own.get("languagecode")) or configuration.language,
            name=text_in(own.get("languagename") or own.get("label")),
            data=self.data,
        )

    def data(self) -> dict[str, object]:
        """What the files of data hold, read when they are asked for. Raises NotRun."""
        if self._data is None:
            try:
                self._data = data_in(self.source.source / self.source.configuration.data_folder, self.source.source)
            except NotRun as error:
                self._data = error
        if isinstance(self._data, NotRun):
            raise NotRun(self._data.reason)
        return self._data

    def word(self, language: str, key: str) -> str:
        """What stands for a word in a language. Raises NotRun."""
        if language not in self._words:
            self._words[language] = self._words_of(language)
        found = self._words[language].get(key)
        value = found.get("other") if isinstance(found, Mapping) else found
        if not isinstance(value, str) or "{{" in value:
            raise NotRun(f"i18n has no plain word for {key[:60]!r}")
        return value

    def _words_of(self, language: str) -> Mapping[str, object]:
        folders = [self.source.source, *(layouts.parent for layouts in self.source.layouts)]
        for path in (each / "i18n" / f"{language}{suffix}" for each in folders for suffix in _TRANSLATIONS):
            if path.is_file() and is_within(path, self.source.source):
                try:
                    held = typed_data(text_of_file(path), path.suffix)
                except UNREADABLE:
                    return {}
                if isinstance(held, list):
                    return {text_in(each["id"]): each.get("translation") for each in held if "id" in each}
                return held if isinstance(held, dict) else {}
        return {}

    def _template_in(self, path: Path) -> Template:
        if path not in self._read:
            name = self.source.name_of(path)
            try:
                self._read[path] = template_in(text_of_file(path), name)
            except OSError as error:
                self._read[path] = NotRun(error.strerror or "it cannot be read", name)
            except RecursionError:
                self._read[path] = NotRun("it is nested too deep", name)
            except NotRun as error:
                self._read[path] = NotRun(error.reason, name)
        found = self._read[path]
        if isinstance(found, NotRun):
            raise NotRun(found.reason, found.file)
        return found


class Calls:
    """The calls of one body, which share what the body may take."""

    def __init__(self, engine: Engine, post: Post, site: HugoSite) -> None:
        self.engine, self._post, self._site = engine, post, site
        self.bounds = Bounds()
        configuration = engine.source.configuration
        place = place_of(post.origin, configuration)
        languages = configuration.languages
        first = next((root.language for root in configuration.roots), "en")
        self.language = place.language if place else first
        self._values = engine.site_values(self.language)
        self._page = Page(
            post, site, _params_of(post, engine.source), self.language, self._values, self.bounds, self._string,
            self._reference,
        )  # fmt: skip
        self._functions = self._functions_of(languages.get(self.language, ""))

    def call(self, call: Call, ordinal: int, parent: ShortcodeCall | None) -> ShortcodeCall:
        """A call as its template, and those of the calls in it, see it."""
        return ShortcodeCall(call, ordinal, self._page, parent, self.bounds)

    def shown(self, template: Template, call: ShortcodeCall) -> str:
        """What a template shows for a call. Raises NotRun, which names the file."""
        return text_in(Run(self._functions, self.engine.partial, self.bounds, call).shown(template))

    def content_of(self, inner: str) -> str:
        """What stands in a shortcode, as HTML of its Markdown; a single line is no paragraph."""
        html = self._html_of(inner)
        return _ONE_LINE.fullmatch(html)[1] if "\n" not in inner and _ONE_LINE.fullmatch(html) else html  # type: ignore[index]

    def _html_of(self, markdown: str) -> str:
        self.bounds.spend(5 + len(markdown) // 40)

        def ignore(problem: Problem) -> None:
            """What is wrong with a part is wrong with the whole, of which it is said."""

        return goldmark_to_html(
            markdown, ignore, typographic=self._site.typographic, shows_html=self._site.shows_html,
            hard_wraps=self._site.hard_wraps, has_emoji=self._site.has_emoji,
        )  # fmt: skip

    def _inline(self, text: object) -> SafeHtml:
        """Markdown as HTML; one paragraph alone is none."""
        html = self._html_of(text_in(text))
        alone = _PARAGRAPH.fullmatch(html)
        return SafeHtml(alone[1] if alone else html)

    def _string(self, *values: object) -> SafeHtml:
        """`.RenderString`."""
        if len(values) == 2 and isinstance(values[0], Mapping):
            display = values[0].get("display", "inline")
            if set(values[0]) - {"display", "markup"} or values[0].get("markup", "markdown") not in (
                "markdown",
                "goldmark",
            ):
                raise NotRun("RenderString with options is not run here")
            return SafeHtml(self._html_of(text_in(values[1]))) if display == "block" else self._inline(values[1])
        if len(values) != 1:
            raise TypeError
        return self._inline(values[0])

    def _reference(self, given: object) -> SafeHtml:
        options = given if isinstance(given, Mapping) else {"path": given}
        path = text_in(options.get("path"))
        address = address_of_page(path, self._post, self._site, text_in(options.get("lang")))
        if address is None or set(options) - {"path", "lang"}:
            raise NotRun(f"it refers to the page {path[:60]!r}, which is not in the site")
        return SafeHtml(address)

    def _functions_of(self, prefix: str) -> Mapping[str, Method]:
        bounds, engine = self.bounds, self.engine

        def highlight(code: object, language: object = "", options: object = None) -> SafeHtml:
            return SafeHtml(code_block(text_in(code).strip("\r\n"), text_in(language)))

        def moment(layout: object, when: object) -> str:
            if not isinstance(when, Time) or not self.language.startswith("en"):
                raise NotRun("it takes a text for a date, or writes one in another language")
            return format_time(when.moment, text_in(layout))

        def word(key: object, *count: object) -> str:
            if count:
                raise NotRun("i18n with a number is not run here")
            return engine.word(self.language, text_in(key))

        def reference(page: object, given: object) -> SafeHtml:
            return self._reference(given)

        def relative(page: object, given: object) -> SafeHtml:
            return SafeHtml(relative_address(self._reference(given)))

        production = Fields({})
        own: dict[str, Method] = {
            **dict.fromkeys(("markdownify", "transform.Markdownify"), self._inline),
            **dict.fromkeys(("highlight", "transform.Highlight"), highlight),
            **dict.fromkeys(("dateFormat", "time.Format"), moment),
            **dict.fromkeys(("i18n", "T", "lang.Translate"), word),
            **dict.fromkeys(("ref", "urls.Ref"), reference),
            **dict.fromkeys(("relref", "urls.RelRef"), relative),
            **dict.fromkeys(("newScratch", "collections.NewScratch"), lambda: Scratch(bounds)),
            **dict.fromkeys(("warnf", "warnidf", "fmt.Warnf", "fmt.Warnidf"), lambda *values: ""),
            "site": lambda: self._values,
            "page": lambda: self._page,
            "hugo": lambda: production,
            "hugo.Data": engine.data,
            "hugo.IsProduction": lambda: True,
            "hugo.IsDevelopment": lambda: False,
            "hugo.IsServer": lambda: False,
            "hugo.Environment": lambda: "production",
            "hugo.IsExtended": lambda: True,
        }
        return {
            **comparisons(bounds), **number_functions(), **format_functions(bounds), **list_functions(bounds),
            **pattern_functions(bounds), **text_functions(bounds),
            **address_functions(engine.source.configuration.url, prefix), **own,
        }  # fmt: skip


def _merged(below: Params, above: Params) -> Params:
    made: dict[str, object] = dict(below)
    for key, value in above.items():
        under = made.get(key)
        made[key] = _merged(under, value) if isinstance(under, Params) and isinstance(value, Params) else value
    return Params(made)


def _params_of(post: Post, source: TemplateSource) -> Params:
    """The front matter of a page with its types; what other pages hand down to it as texts."""
    path = source.source / post.origin
    held: dict[str, object] = {}
    if is_within(path, source.source):
        try:
            held = typed_front_matter(text_of_file(path, 32 * 1024 * 1024))
        except UNREADABLE:
            held = {}  # said when the post was read
    own = Params(held)
    handed: dict[str, object] = {}
    for key, value in post.meta:
        handed.setdefault(key.lower(), value)
    return Params({**handed, **own, **params_of(own.get("params"))})


@lru_cache(maxsize=4)
def engine_of(source: TemplateSource) -> Engine:
    """The engine of a site: made once in a process."""
    return Engine(source)
