"""Runs that are killed: each stops dead at one operation on the file system, and nothing gets the chance to tidy up.

Run as a program of its own: `python -m tests.kills SOURCE FOLDER STEP [--earlier FILE] [--fetch]`. For every STEP-th
operation that a conversion makes in its destination it prints the folder whose run was killed there and then run again.
"""

import argparse
import itertools
import os
import sys
from pathlib import Path

from converters.pipeline import convert
from converters.wordpress.wxr import WxrReader
from writers.hugo import HugoWriter

_CHANGES = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir")


def convert_into(source: Path, site: Path, *, fetch: bool) -> None:
    writer = HugoWriter(media="fetch", allow_private_hosts=True) if fetch else HugoWriter()
    convert(source, site, reader=WxrReader(), writer=writer, prune=True)


def convert_until(source: Path, site: Path, last: int, *, fetch: bool) -> None:
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
    convert_into(source, site, fetch=fetch)
    os._exit(0)


def main(source: Path, folder: Path, step: int, *, earlier: Path | None, fetch: bool) -> None:
    """Kill a run at each step, run it again, and do so until a run comes to its end by itself."""
    for number in itertools.count(0, step):
        site = folder / f"killed-at-{number}"
        if earlier:
            convert_into(earlier, site, fetch=fetch)
        convert_until(source, site, number, fetch=fetch)
        reached_the_end = is_like(folder / "undisturbed", site)
        convert_into(source, site, fetch=fetch)
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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("step", type=int)
    parser.add_argument("--earlier", type=Path)
    parser.add_argument("--fetch", action="store_true")
    given = parser.parse_args()
    main(given.source, given.folder, given.step, earlier=given.earlier, fetch=given.fetch)
