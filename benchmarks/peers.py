"""Other converters, where they are installed: each told to leave pictures alone and not to wait."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent

Command = Callable[[Path, Path], list[str | Path]]
"""What to run for a source and a destination."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A converter that is installed."""

    name: str
    command: Command


def peers(folders: str) -> Iterator[Peer]:
    """Those that stand in these folders (as in PATH); `wordpress-export-to-markdown` wants node, Pelican's pandoc."""
    if (file := _found("wordpress-export-to-markdown", folders)) and (node := _found("node", folders)):
        package = json.loads((file.parent / "package.json").read_text(encoding="utf-8"))
        yield Peer(f"wordpress-export-to-markdown {package['version']}", _of_node(node, file, package["version"]))
    if file := _found("nikola", folders):
        yield Peer("nikola import_wordpress", lambda source, folder: _nikola(file, source, folder))
    if (pelican := _found("pelican-import", folders)) and _found("pandoc", folders):
        yield Peer(
            "pelican-import -m markdown",
            lambda source, folder: [pelican, "--wpfile", "-m", "markdown", "--dir-page", "-o", folder, source],
        )


def _found(name: str, folders: str) -> Path | None:
    file = shutil.which(name, path=folders)
    return Path(file).resolve() if file and name == "wordpress-export-to-markdown" else Path(file) if file else None


def _nikola(file: Path, source: Path, folder: Path) -> list[str | Path]:
    return [file, "import_wordpress", "--no-downloads", "--export-comments", "-o", folder, source]


def _of_node(node: Path, file: Path, version: str) -> Command:
    if int(version.partition(".")[0]) >= 3:
        options = ["--wizard=false", "--post-folders=false", "--save-images=none", "--write-delay=0"]
        return lambda source, folder: [node, file, f"--input={source}", f"--output={folder}", *options]
    start: list[str | Path] = [
        "env",
        f"PEER_FOLDER={file.parent}",
        node,
        "--require",
        HERE / "zero-delay.cjs",
        file,
        "--wizard=false",
    ]
    quick = ["--post-folders=false", "--save-attached-images=false", "--save-scraped-images=false"]
    options = [*quick, "--include-other-types=true"]
    return lambda source, folder: [*start, f"--input={source}", f"--output={folder}", *options]
