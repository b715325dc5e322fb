"""Where elements such as `pre` and `code` begin and end in HTML that is still text."""

import re
from bisect import bisect_right

CODE = ("pre", "code", "script", "style", "textarea", "xmp")

_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in (*CODE, "svg", "math")}
_STARTS = re.compile(r"<(pre|code|script|style|textarea|xmp|svg|math)\b", re.IGNORECASE)


class Spans:
    """The places of a text that are within elements; of nested ones, within the outermost."""

    def __init__(self, text: str, names: tuple[str, ...] = CODE) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        ends = {name: _ENDS[name] for name in names}
        done = 0
        for start in _STARTS.finditer(text) if "<" in text else ():
            name = start[1].lower()
            if start.start() < done or name not in ends:
                continue
            end = ends[name].search(text, start.end())
            if end is None:
                del ends[name]  # it is never closed, so that it is searched for but once
                continue
            done = end.start()
            self.starts.append(start.start())
            self.ends.append(done)

    def __contains__(self, place: int) -> bool:
        at = bisect_right(self.starts, place) - 1
        return at >= 0 and place < self.ends[at]
