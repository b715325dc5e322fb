"""Fuzz a target: `python -m tests.fuzz TARGET [--runs N] [--seed N] [--found FOLDER] [--blind]`.

With atheris installed (`pip install 'portpress[fuzz]'`) the inputs follow the coverage; without it, or with --blind,
they are changed by chance. An input at which a target raises, takes more than some seconds, or lets the process grow
beyond a gigabyte is kept in FOLDER, and the program exits with something else than 0. `TARGET FILE …` runs the target
on kept inputs.
"""

import argparse
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

SECONDS = 10
"""What one input may take."""
MEGABYTES = 1024


class Hang(BaseException):
    """An input takes too long."""


def main() -> int:
    """Fuzz, and say how much was done."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=Path, default=Path(tempfile.gettempdir()) / "portpress-fuzz")
    parser.add_argument("--blind", action="store_true")
    asked = parser.parse_args()
    asked.found.mkdir(parents=True, exist_ok=True)
    if not asked.files and not asked.blind:
        try:
            import atheris
        except ImportError:
            pass
        else:
            with atheris.instrument_imports(include=["converters", "writers"]):
                from tests.fuzz.targets import TARGETS
            target = TARGETS[asked.target]
            with tempfile.TemporaryDirectory(prefix="portpress-fuzz-") as name:
                folder = Path(name)
                atheris.Setup(_options(asked, folder, target.words, list(target.seeds()), target.longest), target.run)
                atheris.Fuzz()  # ends the process
    from tests.fuzz.targets import TARGETS

    target = TARGETS[asked.target]
    if asked.files:
        for file in asked.files:
            target.run(file.read_bytes())
        return 0
    return blind(target.run, asked, list(target.seeds()), target.words, target.longest)


def _options(
    asked: argparse.Namespace, folder: Path, words: tuple[str, ...], seeds: list[bytes], longest: int
) -> list[str]:
    """What libFuzzer is told."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds):
        (corpus / f"{number:04}").write_bytes(seed[:longest])
    lines = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words)
    (folder / "words").write_text("".join(f'"{line}"\n' for line in lines))
    return [
        "tests.fuzz", str(corpus), f"-dict={folder / 'words'}", f"-runs={asked.runs}", f"-seed={asked.seed}",
        f"-max_len={longest}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}", "-print_final_stats=1",
        f"-artifact_prefix={asked.found}/{asked.target}-",
    ]  # fmt: skip


def blind(
    run: Callable[[bytes], None], asked: argparse.Namespace, seeds: list[bytes], words: tuple[str, ...], longest: int
) -> int:
    """Run a target on inputs made by chance."""
    from tests.fuzz.mutation import Mutator

    mutator = Mutator(seeds, words, longest, asked.seed)
    signal.signal(signal.SIGALRM, _stop)
    start, slowest, early = time.monotonic(), 0.0, 0.0
    for number in range(1, asked.runs + 1):
        data = mutator.next()
        before = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            run(data)
        except BaseException:
            kept = asked.found / f"{asked.target}-{asked.seed}-{number}"
            kept.write_bytes(data)
            print(f"{asked.target}: input {number} is kept as {kept}", flush=True)
            raise
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        slowest = max(slowest, time.monotonic() - before)
        if number == max(1, asked.runs // 10):
            early = _megabytes()
        if number % 100_000 == 0:
            print(f"{asked.target}: {number} inputs, {_megabytes():.0f} MB", flush=True)
    if _megabytes() > MEGABYTES:
        print(f"{asked.target}: the process has grown to {_megabytes():.0f} MB")
        return 1
    print(
        f"{asked.target}: {asked.runs} inputs in {time.monotonic() - start:.0f} s, the slowest took {slowest:.2f} s; "
        f"{early:.0f} MB after a tenth of them, {_megabytes():.0f} MB in the end"
    )
    return 0


def _stop(number: int, frame: FrameType | None) -> None:
    raise Hang(f"more than {SECONDS} s")


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
