"""How long bodies take to become Markdown: ours beside markdownify over BeautifulSoup and lxml, on the same bodies.

    python -m benchmarks.markdown BODIES [COUNT]

BODIES is a file of JSON lines (`.gz` or not) with the fields `html`, what WordPress shows, and `raw`, what it stores.
markdownify gets `html`, which spares it WordPress's dialect. Ours is measured on `html`, for Markdown alone, and on
`raw`, for everything from the dialect to Markdown. All are measured in turns, in processor time, and the best turn of
each counts.
"""

import gzip
import json
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from markdownify import MarkdownConverter

from converters.post import Post, Site
from converters.problem import Problem
from converters.wordpress.body import to_html
from writers.markdown import FLAVORS, Flavor, to_markdown

ROUNDS = 5
USAGE = "usage: python -m benchmarks.markdown BODIES [COUNT]"

Work = Callable[[int], object]
"""What is done to the body of a number."""


def read_bodies(path: Path, count: int) -> tuple[list[str], list[Post]]:
    """The first bodies of a file, as WordPress shows them and as it stores them."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        read = [json.loads(line) for line in islice(lines, count)]
    posts = [Post(key=f"post:{number}", id=number, raw=body["raw"]) for number, body in enumerate(read, 1)]
    return [body["html"] for body in read], posts


def milliseconds(works: Sequence[Work], count: int) -> list[float]:
    """What each work takes for a body on average, in the best of some rounds."""
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for at, work in enumerate(works):
            start = time.process_time()
            for number in range(count):
                work(number)
            best[at] = min(best[at], time.process_time() - start)
    return [1000 * seconds / count for seconds in best]


def measure(shown: list[str], stored: list[Post]) -> None:
    """Print the figures."""
    site = Site()
    bare = MarkdownConverter(bs4_options="lxml")

    def clean(number: int) -> str:
        return to_html(stored[number], site, _ignore)

    def write(flavor: Flavor) -> Work:
        return lambda number: to_markdown(shown[number], flavor=flavor)

    def convert(flavor: Flavor) -> Work:
        return lambda number: to_markdown(clean(number), flavor=flavor)

    flavors = list(FLAVORS.values())
    works = [lambda number: bare.convert(shown[number]), clean, *map(write, flavors), *map(convert, flavors)]
    bare_time, clean_time, *ours = milliseconds(works, len(shown))
    print(f"{len(shown)} bodies of {sum(map(len, shown)) / len(shown) / 1000:.1f} KB, milliseconds a body")
    print(f"{'bare markdownify over lxml':32} {bare_time:6.3f}")
    print(f"{'clean':32} {clean_time:6.3f}")
    for flavor, alone, whole in zip(flavors, ours[: len(flavors)], ours[len(flavors) :], strict=True):
        print(f"{f'Markdown for {flavor.name}':32} {alone:6.3f}   {bare_time / alone:.1f} times as fast as markdownify")
        print(
            f"{f'clean + Markdown for {flavor.name}':32} {whole:6.3f}   {whole / bare_time:.2f} of markdownify's time"
        )


def _ignore(problem: Problem) -> None:
    """Problems are not what is measured."""


def main(arguments: Sequence[str]) -> int:
    """Read the bodies and print the figures; what is wrong with the arguments is one sentence."""
    path, count = Path(arguments[0] if arguments else ""), arguments[1] if len(arguments) > 1 else "500"
    if len(arguments) not in (1, 2) or not count.isdecimal() or not int(count):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        shown, stored = read_bodies(path, int(count))
    except OSError as error:
        print(f"{path} cannot be read: {error.strerror or error}.", file=sys.stderr)
        return 2
    except (ValueError, KeyError, TypeError):
        print(f"{path} is no file of JSON lines with the fields `raw` and `html`.", file=sys.stderr)
        return 2
    if not shown:
        print(f"{path} holds no body.", file=sys.stderr)
        return 2
    measure(shown, stored)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
