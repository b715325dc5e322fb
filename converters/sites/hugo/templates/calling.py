"""The calls of one body, for which the templates of its site are run."""

import re
from collections.abc import Mapping

from converters.markdown import goldmark_to_html
from converters.post import Post
from converters.problem import Problem
from converters.sites.embeds import code_block
from converters.sites.hugo.calls import Call
from converters.sites.hugo.places import place_of
from converters.sites.hugo.sources import HugoSite, TemplateSource
from converters.sites.hugo.templates.addresses import address_functions, params_of
from converters.sites.hugo.templates.bounds import Bounds, NotRun
from converters.sites.hugo.templates.comparisons import comparisons
from converters.sites.hugo.templates.data import UNREADABLE, typed_front_matter
from converters.sites.hugo.templates.engine import Engine
from converters.sites.hugo.templates.formats import format_functions
from converters.sites.hugo.templates.lists import list_functions
from converters.sites.hugo.templates.numbers import number_functions
from converters.sites.hugo.templates.pages import Page, Scratch, ShortcodeCall
from converters.sites.hugo.templates.patterns import pattern_functions
from converters.sites.hugo.templates.resources import relative_address
from converters.sites.hugo.templates.running import Run
from converters.sites.hugo.templates.syntax import Template
from converters.sites.hugo.templates.texts import text_functions
from converters.sites.hugo.templates.values import Fields, Method, Params, SafeHtml, Time, format_time, text_in
from converters.sites.pages import address_of_page
from converters.sites.template_files import is_within, text_of_file

_PARAGRAPH = re.compile(r"<p>((?:(?!<p>|</p>).)*)</p>\s*", re.DOTALL)
_ONE_LINE = re.compile(r"<p>([^\n]*)</p>\n")


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
        line = _ONE_LINE.fullmatch(html) if "\n" not in inner else None
        return line[1] if line else html

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

    def _reference(self, given: object) -> str:
        options = given if isinstance(given, Mapping) else {"path": given}
        path = text_in(options.get("path"))
        address = address_of_page(path, self._post, self._site, text_in(options.get("lang")))
        if address is None or set(options) - {"path", "lang"}:
            raise NotRun(f"it refers to the page {path[:60]!r}, which is not in the site")
        return address

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

        def reference(page: object, given: object) -> str:
            return self._reference(given)

        def relative(page: object, given: object) -> str:
            return relative_address(self._reference(given))

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
