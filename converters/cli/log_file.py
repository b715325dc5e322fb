"""`--log FILE`: every problem as a line of JSON."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from converters.problem import ConversionError, Report


@contextmanager
def log_to(path: Path | None) -> Iterator[Report]:
    """Where problems are kept: a file of JSON lines, or nowhere."""
    if path is None:
        yield lambda problem: None
        return
    try:
        file = path.open("w", encoding="utf-8", errors="replace")
    except OSError as error:
        raise ConversionError(f"{path} cannot be written: {error.strerror}; choose another file for --log") from error
    with file:
        write: Callable[[str], int] = file.write
        yield lambda problem: (write(json.dumps(problem.as_dict(), ensure_ascii=False, default=str) + "\n"), None)[1]
