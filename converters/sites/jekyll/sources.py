"""Where the templates of a Jekyll site are: what a process needs to run them, small enough to be sent to others."""

from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from converters.frontmatter.fields import text_of
from converters.frontmatter.yaml import Value
from converters.sites.jekyll.configuration import Configuration, configuration_file
from converters.sites.pages import MarkdownSite
from converters.sites.template_files import file_in, is_within, stamp_of

_VENDORED = "vendor/bundle/ruby/*/gems"


@dataclass(frozen=True)
class TemplateSource:
    """The folders of a site that has templates. Two are the same while their files are."""

    source: Path
    folder: Path
    """Of its content."""
    includes: tuple[Path, ...]
    """The folders of its includes, the site's own first."""
    configuration: Configuration = field(compare=False)
    stamp: str
    """What the names, sizes and times of the files come to."""

    @property
    def can_be_run(self) -> bool:
        """Whether the packages that run templates are installed."""
        return find_spec("liquid") is not None

    def include(self, name: str) -> tuple[Path, Path] | None:
        """The file of an include, and the folder of includes that it is in; None where no folder has it."""
        return next(((path, each) for each in self.includes if (path := self.file_in(each, name)) is not None), None)

    def file_in(self, folder: Path, name: str) -> Path | None:
        """The file of a name in a folder of the content; None where it is none, or not in the folder."""
        return file_in(folder, name, self.folder)


class JekyllSite(MarkdownSite):
    """A site whose bodies hold templates of its own."""

    templates: TemplateSource | None = None
    is_hexo: bool = False
    """Whether it is one of Hexo's, whose Markdown is not kramdown's."""


def templates_of(
    source: Path, folder: Path, configuration: Configuration, settings: dict[str, Value]
) -> TemplateSource:
    """Where the templates of a site are, which is the folder `source`, its content in the folder `folder`."""
    named = text_of(settings.get("includes_dir", "")).strip("/") or "_includes"
    theme = text_of(settings.get("theme", ""))
    folders = [folder / named]
    if theme and theme.replace("-", "").replace("_", "").isalnum():
        folders += sorted(folder.glob(f"{_VENDORED}/{theme}-[0-9]*/_includes"))
    includes = tuple(path.absolute() for path in folders if path.is_dir() and is_within(path, folder))
    configured = configuration_file(source)
    data = folder / configuration.data_folder
    stamped = [*([configured] if configured else []), *includes, *([data] if is_within(data, folder) else [])]
    return TemplateSource(
        source=source.absolute(),
        folder=folder.absolute(),
        includes=includes,
        configuration=configuration,
        stamp=stamp_of(stamped),
    )
