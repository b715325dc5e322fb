"""Where the templates of a Hugo site are: what a process needs to run them, small enough to be sent to others."""

from dataclasses import dataclass, field
from pathlib import Path

from converters.frontmatter.fields import text_of, texts_of
from converters.frontmatter.yaml import Value
from converters.sites.hugo.configuration import Configuration, configuration_files
from converters.sites.pages import MarkdownSite
from converters.sites.template_files import file_in, is_within, stamp_of

_SHORTCODES = ("_shortcodes", "shortcodes")
_PARTIALS = ("_partials", "partials")
"""What the folders are called since Hugo 0.146, and before."""


@dataclass(frozen=True)
class TemplateSource:
    """The folders of a site that has templates. Two are the same while their files are."""

    source: Path
    layouts: tuple[Path, ...]
    """The folders of its layouts, the site's own first, then those of its themes."""
    configuration: Configuration = field(compare=False)
    stamp: str
    """What the names, sizes and times of the files come to."""

    def shortcode(self, name: str, language: str) -> Path | None:
        """The file of a shortcode; None where no folder has it."""
        return self._first(_SHORTCODES, (f"{name}.{language}.html", f"{name}.html"))

    def partial(self, name: str) -> Path | None:
        """The file of a partial; None where no folder has it."""
        return self._first(_PARTIALS, (name, f"{name}.html"))

    def _first(self, folders: tuple[str, ...], names: tuple[str, ...]) -> Path | None:
        for layouts in self.layouts:
            for name in names:
                for folder in folders:
                    path = file_in(layouts / folder, name, self.source)
                    if path is not None:
                        return path
        return None

    def name_of(self, path: Path) -> str:
        """What a file is called in words to people: its path below the site."""
        try:
            return path.relative_to(self.source.resolve()).as_posix()
        except ValueError:
            return path.name


class HugoSite(MarkdownSite):
    """A site whose bodies call shortcodes of its own."""

    templates: TemplateSource | None = None


def templates_of(source: Path, configuration: Configuration, settings: dict[str, Value]) -> TemplateSource | None:
    """Where the templates of a site are; None where it has no shortcode of its own."""
    themes = text_of(settings.get("themesdir", "")) or "themes"
    folders = [text_of(settings.get("layoutdir", "")) or "layouts"]
    folders += [f"{themes}/{theme}/layouts" for theme in texts_of(settings.get("theme", "")) if theme]
    layouts = tuple(path.absolute() for each in folders if (path := source / each).is_dir() and is_within(path, source))
    if not any((folder / name).is_dir() for folder in layouts for name in _SHORTCODES):
        return None
    watched = [source / configuration.data_folder, source / "i18n"]
    stamped = [*configuration_files(source), *layouts, *(each for each in watched if is_within(each, source))]
    return TemplateSource(
        source=source.absolute(), layouts=layouts, configuration=configuration, stamp=stamp_of(stamped)
    )
