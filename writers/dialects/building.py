"""A site of a dialect as its real generator builds it, with layouts and a configuration of ours, those of the starter.

It is built in a folder of ours that holds copies of the site's posts and data: no theme, no layout, no plugin and no
script of a stranger has a part in it, and nothing of the site is changed.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Protocol

from converters.abilities import Sight
from writers.dialects.built_page import LookingAtBuilt
from writers.dialects.looking import Looking
from writers.site_proof.programs import Program


class Built(Protocol):
    """What is a generator's own."""

    @property
    def data(self) -> PurePosixPath:
        """The folder of data files."""
        ...

    @property
    def build(self) -> tuple[str, ...]:
        """What the program is asked for."""
        ...

    @property
    def published(self) -> str:
        """The folder that it publishes."""
        ...

    def files_of(self, path: Path) -> Mapping[str, bytes]:
        """The files that a page is built from, by their names; none where the generator would run or ruin something."""
        ...


@contextmanager
def built_by(
    program: Program,
    built: Built,
    looking: Looking,
    posts: list[str],
    content: list[str],
    starter: Iterable[tuple[PurePosixPath, str]],
) -> Iterator[Sight]:
    """The pages of a site as its generator shows them: it is built from `content`, and `posts` are looked at.

    Raises BuildFailed when it cannot be built.
    """
    with TemporaryDirectory(prefix="portpress-site-") as name:
        folder = Path(name).resolve()
        for path, text in starter:
            _file(folder, path).write_text(text, encoding="utf-8")
        for place in _standing_alone(content, looking):
            for each, data in built.files_of(looking.destination / place).items():
                _file(folder, PurePosixPath(place).with_name(each)).write_bytes(data)
        _copy_data(looking.destination / built.data, folder / built.data)
        modules = next((each for each in Path(program.path).resolve().parents if each.name == "node_modules"), None)
        if modules is not None:
            (folder / "node_modules").symlink_to(modules)
        program.run(*built.build, folder=folder, HOME=str(folder), ASTRO_TELEMETRY_DISABLED="1")
        show = LookingAtBuilt(looking=looking, public=folder / built.published, now=datetime.now(UTC))
        yield Sight(rendered_by=str(program), pieces=posts, show=show)


def _standing_alone(content: Iterable[str], looking: Looking) -> Iterator[str]:
    """The files but for those whose address another has: no generator builds two pages at one address."""
    taken: set[str] = set()
    for place in content:
        said = looking.said(place)
        if said.hidden or not said.address or said.address not in taken:
            taken |= set() if said.hidden else {said.address}
            yield place


def _copy_data(data: Path, target: Path) -> None:
    """Copy data, and nothing that a generator would run."""
    for file in (*data.glob("*.json"), *data.glob("comments/*.json")):
        if file.is_file() and file.resolve().is_relative_to(data.resolve()):
            shutil.copyfile(file, _file(target, PurePosixPath(file.relative_to(data).as_posix())))


def _file(folder: Path, path: PurePosixPath) -> Path:
    """A file that can be written."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    return file
