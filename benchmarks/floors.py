"""What no converter in Python can be faster than, and what it would be with markdownify alone: two small programs.

    python -m benchmarks.floors parsing SOURCE MADE FOLDER
    python -m benchmarks.floors markdownify SOURCE FOLDER

`parsing` reads a WXR once with lxml, parses every body once with lexbor, and writes into FOLDER the files that stand
in MADE. `markdownify` reads it in the same way, converts every body with bare markdownify over lxml, and writes a file
for each.
Neither knows shortcodes, blocks, paragraphs, links, terms or comments.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree
from markdownify import MarkdownConverter
from selectolax.lexbor import LexborHTMLParser

BODY = "{http://purl.org/rss/1.0/modules/content/}encoded"


def bodies(source: Path) -> Iterator[str]:
    """The body of each item, and each item forgotten at once."""
    for _, item in etree.iterparse(source, tag="item", huge_tree=True, resolve_entities=False):
        yield item.findtext(BODY) or ""
        item.clear()
        while item.getprevious() is not None:
            del item.getparent()[0]


def parse(source: Path, made: Path, folder: Path) -> None:
    """Parse everything once and write what somebody else has made of it."""
    for body in bodies(source):
        LexborHTMLParser(body)
    for file in made.rglob("*"):
        if file.is_file():
            target = folder / file.relative_to(made)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())


def convert(source: Path, folder: Path) -> None:
    """A file of Markdown for each body."""
    converter = MarkdownConverter(bs4_options="lxml")
    folder.mkdir(parents=True)
    for number, body in enumerate(bodies(source)):
        (folder / f"{number}.md").write_text(converter.convert(body), encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Run one of the two."""
    match [arguments[0] if arguments else "", *map(Path, arguments[1:])]:
        case ["parsing", Path() as source, Path() as made, Path() as folder]:
            parse(source, made, folder)
        case ["markdownify", Path() as source, Path() as folder]:
            convert(source, folder)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
