"""Runs that are killed: each stops dead at one operation on the file system, and nothing gets the chance to tidy up.

Run as a program of its own: `python -m tests.kills SOURCE FOLDER STEP [EARLIER]`. For every STEP-th operation that a
conversion makes in its destination it prints the folder whose run was killed there and then run again.
"""

import itertools
import os
import sys
from pathlib import Path

from converters.pipeline import convert
from converters.wordpress.wxr import WxrReader
from writers.hugo import HugoWriter

_CHANGES = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir")


def convert_into(source: Path, site: Path) -> None:
    convert(source, site, reader=WxrReader(), writer=HugoWriter(), prune=True)


def convert_until(source: Path, site: Path, last: int) -> None:
    """Convert in a process of its own that is gone before the operation after `last`."""
    here, made = str(site), 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal made
        if event in _CHANGES and str(arguments[0]).startswith(here):
            made += 1
            if made > last:
                os._exit(137)

    if child := os.fork():
        os.waitpid(child, 0)
        return
    sys.addaudithook(count)
    convert_into(source, site)
    os._exit(0)


def main(source: Path, folder: Path, step: int, earlier: Path | None) -> None:
    """Kill a run at each step, run it again, and do so until a run comes to its end by itself."""
    for number in itertools.count(0, step):
        site = folder / f"killed-at-{number}"
        if earlier:
            convert_into(earlier, site)
        convert_until(source, site, number)
        reached_the_end = is_like(folder / "undisturbed", site)
        convert_into(source, site)
        print(site)
        if reached_the_end:
            return


def tree_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its content, the hidden ones too."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def is_like(one: Path, other: Path) -> bool:
    """Whether two folders hold the same."""
    return other.exists() and tree_of(one) == tree_of(other)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]) if len(sys.argv) > 4 else None)
