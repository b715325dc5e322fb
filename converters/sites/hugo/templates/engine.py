"""The templates of one Hugo site, each read once, and what all of its pages share: data, parameters, words."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from converters.sites.hugo.configuration import settings_from
from converters.sites.hugo.sources import TemplateSource
from converters.sites.hugo.templates.addresses import params_of
from converters.sites.hugo.templates.bounds import NotRun
from converters.sites.hugo.templates.data import UNREADABLE, data_in, typed_data, typed_file
from converters.sites.hugo.templates.pages import SiteValues
from converters.sites.hugo.templates.parsing import template_in
from converters.sites.hugo.templates.syntax import Template
from converters.sites.hugo.templates.values import Params, text_in
from converters.sites.template_files import is_within, text_of_file

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


def _merged(below: Params, above: Params) -> Params:
    made: dict[str, object] = dict(below)
    for key, value in above.items():
        under = made.get(key)
        made[key] = _merged(under, value) if isinstance(under, Params) and isinstance(value, Params) else value
    return Params(made)


@lru_cache(maxsize=4)
def engine_of(source: TemplateSource) -> Engine:
    """The engine of a site: made once in a process."""
    return Engine(source)
