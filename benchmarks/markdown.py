"""How long HTML takes to become Markdown: ours beside markdownify over BeautifulSoup and lxml, on the same bodies.

    python -m benchmarks.markdown BODIES [COUNT]

BODIES is a file of JSON lines with the field `html` (`.gz` or not).
"""

import gzip
import json
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from markdownify import MarkdownConverter

from converters.html import parse
from writers.markdown import FLAVORS, to_markdown


def read_bodies(path: Path, count: int) -> list[str]:
    """The first bodies of a file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return [json.loads(line)["html"] for line in islice(lines, count)]


def milliseconds(work: Callable[[str], object], bodies: list[str], rounds: int = 3) -> float:
    """What a body takes on average, in the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        for body in bodies:
            work(body)
        best = min(best, time.perf_counter() - start)
    return 1000 * best / len(bodies)


def main() -> None:
    """Print the figures."""
    bodies = read_bodies(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 500)
    print(f"{len(bodies)} bodies of {sum(map(len, bodies)) / len(bodies) / 1000:.1f} KB")
    bare = milliseconds(MarkdownConverter(bs4_options="lxml").convert, bodies)
    print(f"{'markdownify + lxml':20} {bare:6.3f} ms a body")
    print(f"{'our tree alone':20} {milliseconds(parse, bodies):6.3f} ms a body")
    for name, flavor in FLAVORS.items():
        ours = milliseconds(lambda body, flavor=flavor: to_markdown(body, flavor=flavor), bodies)  # type: ignore[misc]
        print(f"{name:20} {ours:6.3f} ms a body, {ours / bare:.2f} of markdownify's time")


if __name__ == "__main__":
    main()
