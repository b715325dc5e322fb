"""`kill -9` at random moments of a conversion, then the run once more: every tree must be the one of a run undisturbed.

python -m benchmarks.kills [--moments 50] [--posts 100] [--writer hugo] [--seed 5]
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from benchmarks.generator import Shape, write
from writers.manifest import JOURNAL


def main() -> None:
    """Print a line for each moment, and how many trees were identical."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("moments", 50), ("posts", 100), ("seed", 5)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--writer", default="hugo")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "blog.xml"
        write(source, options.posts, Shape(seed=options.seed))
        _undisturbed(options.writer, source, folder / "undisturbed")
        wanted = _tree(folder / "undisturbed")
        print(f"undisturbed: {len(wanted)} files", flush=True)
        chance = random.Random(options.seed)
        same = 0
        for number in range(options.moments):
            site = folder / "site"
            written = _kill(options.writer, source, site, chance.randrange(len(wanted)), chance.uniform(0, 0.01))
            _undisturbed(options.writer, source, site)
            is_same = _tree(site) == wanted
            same += is_same
            print(f"{number + 1:3}  killed with {written} files: {'same' if is_same else 'DIFFERENT'}", flush=True)
            shutil.rmtree(site)
        print(f"{same} of {options.moments} trees are identical")
        sys.exit(same != options.moments)


def _command(writer: str, source: Path, site: Path) -> list[str]:
    return [sys.executable, "-m", "converters", writer, str(source), str(site), "--quiet"]


def _undisturbed(writer: str, source: Path, site: Path) -> None:
    subprocess.run(_command(writer, source, site), check=True)


def _kill(writer: str, source: Path, site: Path, files: int, later: float) -> int:
    """Kill a run a little later than it has announced so many files; how many stood there then.

    The processes that it started go with it.
    """
    journal = site / JOURNAL
    process = subprocess.Popen(_command(writer, source, site), start_new_session=True)
    while process.poll() is None and (not journal.exists() or _lines(journal) < files):
        time.sleep(0.001)
    time.sleep(later)
    with suppress(ProcessLookupError):  # it was done already
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return len(_tree(site))


def _lines(journal: Path) -> int:
    try:
        return journal.read_bytes().count(b"\n\n")
    except FileNotFoundError:
        return 0


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


if __name__ == "__main__":
    main()
