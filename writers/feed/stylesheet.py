"""The style sheet that shows a feed as a page to a person who opens it in a browser.

It is CSS: browsers are giving up XSLT, and warn of it where they still have it.
"""

from importlib.resources import files
from pathlib import Path

from writers.destination import cannot_write


def style_text() -> str:
    """The style sheet for RSS and Atom."""
    return files("writers").joinpath("starter", "feed", "feed.css").read_text(encoding="utf-8")


def put_style(path: Path) -> None:
    """Put the style sheet beside a feed, unless there is one: it may be a person's by now."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(style_text())
    except FileExistsError:
        return
    except OSError as error:
        raise cannot_write(path, error) from error
