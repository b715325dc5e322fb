"""What conversions cost, beside floors and other converters: `python -m benchmarks [TABLE …] [--posts N] [--runs N]`.

Tables:

    hugo      `convert hugo` beside the floors and the peers that are installed (--peers FOLDER:…, and PATH)
    writers   each writer on the same export
    jobs      `convert hugo` with 1, 2, … processes
    sizes     `convert hugo` on exports of several sizes (--sizes 1000,10000,100000)
    lengths   … on bodies 1, 4, 16 and 64 times as long
    comments  … with 0, 10 and 100 comments on each post
    flat      the memory of the writers that must be flat, on exports of several sizes (--sizes 20000,60000,160000), and
              of `convert hugo` where one body has --large megabytes, one post --commented comments, or the blog --tags

Exports are invented by `benchmarks.generator`, the same for the same numbers. What stands in one table runs in turns,
--runs times; the figures are medians, of memory the worst. Memory is that of all processes together.
"""

import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generator import Shape, write
from benchmarks.peers import Command, peers
from benchmarks.processes import CommandFailed, Cost, cost_of, middle

WRITERS = {
    "hugo": "site", "jekyll": "site", "wpghs": "site", "posts": "posts.jsonl", "wxr": "blog.xml", "epub": "blog.epub",
    "rss": "feed.xml", "rss --archive 100": "feed.xml", "redirects --syntax nginx": "redirects.conf",
}  # fmt: skip
"""Each writer with what it writes into."""
FLAT = ("hugo", "jekyll", "wxr", "rss --archive 100", "epub --volumes year")
"""The writers whose memory must not grow with the blog."""
HEADINGS = ("", "files", "seconds", "of the first", "processor s", "peak MB")


@dataclass(frozen=True, slots=True)
class Contender:
    """One line of a table."""

    name: str
    command: Command
    source: Path
    target: str = "made"
    accepted: tuple[int, ...] = (0,)


def ours(writer: str = "hugo", *, jobs: int) -> Command:
    """Our own command; of its options only what stands in the name of the writer."""
    name, *options = writer.split()
    start = [sys.executable, "-m", "converters", name]
    return lambda source, made: [*start, source, made, "--quiet", "--jobs", str(jobs), *options]


def floor(name: str, *more: Path) -> Command:
    """One of the floors."""
    return lambda source, made: [sys.executable, "-m", "benchmarks.floors", name, source, *more, made]


class Bench:
    """A folder for exports and for what is made of them, and the tables."""

    def __init__(self, folder: Path, asked: Namespace) -> None:
        self.folder = folder
        self.asked = asked
        self._count = 0

    def made(self) -> Path:
        """A new folder to write into.

        None is deleted before the end: whoever makes a file on ext4 passes one by one over those that were deleted in
        the last seconds, and thousands of them would double the time of whatever runs next.
        """
        self._count += 1
        made = self.folder / f"made-{self._count}"
        made.mkdir()
        return made

    def export(self, posts: int, **shape: int) -> Path:
        """An invented export."""
        file = self.folder / f"{posts}{''.join(f'-{name}-{value}' for name, value in shape.items())}.xml"
        if not file.exists():
            write(file, posts, Shape(**shape))
        return file

    def hugo(self) -> Iterator[Contender]:
        """Ours beside the floors and the peers."""
        source, made = self.export(self.asked.posts), self.folder / "model"
        run = ours(jobs=self.asked.jobs)
        cost_of(run(source, made))  # what the first floor writes again
        yield Contender(f"convert hugo --jobs {self.asked.jobs}", run, source)
        if self.asked.jobs > 1:
            yield Contender("convert hugo --jobs 1", ours(jobs=1), source)
        yield Contender("floor: lxml, lexbor, the same files", floor("parsing", made), source)
        yield Contender("bare markdownify over lxml", floor("markdownify"), source)
        for peer in peers(os.pathsep.join(filter(None, (self.asked.peers, os.environ.get("PATH", ""))))):
            yield Contender(peer.name, peer.command, source)

    def writers(self) -> Iterator[Contender]:
        """Each writer."""
        source = self.export(self.asked.posts)
        for writer, target in WRITERS.items():
            yield Contender(f"convert {writer}", ours(writer, jobs=self.asked.jobs), source, target)

    def jobs(self) -> Iterator[Contender]:
        """More processes."""
        source = self.export(self.asked.posts)
        for jobs in range(1, (os.cpu_count() or 1) + 1):
            yield Contender(f"--jobs {jobs}", ours(jobs=jobs), source)

    def sizes(self) -> Iterator[Contender]:
        """More posts."""
        for posts in self.asked.sizes:
            yield self._of(f"{posts} posts", self.export(posts))

    def lengths(self) -> Iterator[Contender]:
        """Longer bodies."""
        for factor in (1, 4, 16, 64):
            yield self._of(f"bodies × {factor}", self.export(max(self.asked.posts // 64, 1), body_factor=factor))

    def comments(self) -> Iterator[Contender]:
        """More comments."""
        for count in (0, 10, 100):
            yield self._of(f"{count} comments each", self.export(max(self.asked.posts // 10, 1), comments=count))

    def flat(self) -> Iterator[Contender]:
        """More posts for each writer, and blogs that are large in another way."""
        for writer in FLAT:
            for posts in self.asked.sizes:
                source = self.export(posts)
                name = f"{writer}, {posts} posts, {source.stat().st_size / 1e6:.0f} MB"
                yield Contender(name, ours(writer, jobs=self.asked.jobs), source, WRITERS.get(writer, "blog.epub"))
        for large in ({"large": self.asked.large}, {"commented": self.asked.commented}, {"tags": self.asked.tags}):
            [(what, count)] = large.items()
            yield self._of(f"hugo, {what} {count}", self.export(100, **large))

    def _of(self, name: str, source: Path) -> Contender:
        size = f"{source.stat().st_size / 1e6:.1f} MB"
        return Contender(f"{name}, {size}", ours(jobs=self.asked.jobs), source)

    def print(self, name: str) -> None:
        """Run a table and print it, as Markdown."""
        contenders = list(getattr(self, name)())
        costs: dict[str, list[Cost]] = {each.name: [] for each in contenders}
        files: dict[str, int] = {}
        failures: dict[str, str] = {}
        for _ in range(self.asked.runs):
            for each in contenders:
                if each.name in failures:
                    continue
                made = self.made()
                try:
                    costs[each.name].append(cost_of(each.command(each.source, made / each.target)))
                except CommandFailed as failure:
                    failures[each.name] = str(failure)
                files[each.name] = sum(file.is_file() for file in made.rglob("*"))
        size = contenders[0].source.stat().st_size / 1e6
        print(f"\n{name}: {contenders[0].source.stem} posts, {size:.1f} MB, median of {self.asked.runs} runs")
        print(f"load of the machine before and now: {self.asked.load:.1f}, {os.getloadavg()[0]:.1f}\n")
        print(_row(HEADINGS), _row(["---", *["---:"] * (len(HEADINGS) - 1)]), sep="\n")
        first = middle(costs[contenders[0].name]).seconds
        for each in contenders:
            if each.name in failures:
                print(_row([each.name, str(files[each.name]), failures[each.name], "", "", ""]))
                continue
            cost = middle(costs[each.name])
            figures = (
                f"{cost.seconds:.2f}",
                f"{cost.seconds / first:.2f}",
                f"{cost.processor:.2f}",
                f"{cost.memory:.0f}",
            )
            print(_row([each.name, str(files[each.name]), *figures]))
        sys.stdout.flush()


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


TABLES = ("hugo", "writers", "jobs", "sizes", "lengths", "comments", "flat")


def main() -> int:
    """Print the tables that are asked for."""
    parser = ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("tables", nargs="*", metavar="TABLE", help="which (hugo, writers, jobs)")
    parser.add_argument("--posts", type=int, default=2000, help="posts in the export (2000)")
    parser.add_argument("--runs", type=int, default=3, help="how often each line of a table runs (3)")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="processes of ours (2)")
    parser.add_argument("--sizes", default="1000,10000", help="posts for the table of sizes (1000,10000)")
    parser.add_argument("--large", type=int, default=200, help="megabytes of one body in the table flat (200)")
    parser.add_argument("--commented", type=int, default=100_000, help="comments on one post there (100000)")
    parser.add_argument("--tags", type=int, default=1_000_000, help="tags of a blog there (1000000)")
    parser.add_argument("--peers", default="", metavar="FOLDER:…", help="where peers are installed, besides PATH")
    asked = parser.parse_args()
    unknown = [table for table in asked.tables if table not in TABLES]
    if unknown or asked.posts < 1 or asked.runs < 1 or asked.jobs < 1:
        parser.error(f"there is no table {unknown[0]!r}" if unknown else "numbers begin at 1")
    asked.sizes = [int(size) for size in asked.sizes.split(",")]
    asked.load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="portpress-benchmarks-") as name:
        bench = Bench(Path(name), asked)
        for table in asked.tables or TABLES[:3]:
            try:
                bench.print(table)
            except CommandFailed as failure:
                print(f"{table}: {failure}", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
