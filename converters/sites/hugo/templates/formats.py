"""`printf`, `print` and `println`, as Go has them."""

import re

from converters.sites.hugo.templates.bounds import Bounds, NotRun
from converters.sites.hugo.templates.values import Method, printed

_VERB = re.compile(r"%([-+# 0]*)(\d*)(?:\.(\d*))?([a-zA-Z%])")
_WIDEST = 200


def format_functions(bounds: Bounds) -> dict[str, Method]:
    """The functions by their names."""

    def printf(layout: object, *values: object) -> str:
        if not isinstance(layout, str):
            raise TypeError
        left = list(values)

        def written(found: re.Match[str]) -> str:
            flags, width, precision, verb = found.groups()
            if verb == "%":
                return "%"
            if not left:
                return f"%!{verb}(MISSING)"
            bounds.spend(1)
            return _padded(_one(verb, flags, precision, left.pop(0), bounds), flags, width)

        made = _VERB.sub(written, layout)
        if "%" in _VERB.sub("", layout):
            raise NotRun("it has a format that is not known here")
        if left:
            raise NotRun("it prints more than its format has room for")
        return made

    def print_(*values: object) -> str:
        made = ""
        for at, value in enumerate(values):  # Go sets blanks between what are no texts
            blank = at > 0 and not isinstance(value, str) and not isinstance(values[at - 1], str)
            made += (" " if blank else "") + printed(value, bounds)
        return made

    def println(*values: object) -> str:
        return " ".join(printed(value, bounds) for value in values) + "\n"

    found: dict[str, Method] = {"printf": printf, "print": print_, "println": println}
    return {**found, **{f"fmt.{name.capitalize()}": method for name, method in found.items()}}


def _one(verb: str, flags: str, precision: str | None, value: object, bounds: Bounds) -> str:
    places = int(precision or 0) if precision is not None and len(precision) < 3 else None
    if precision is not None and places is None:
        raise NotRun("it prints a number with too many places")
    if verb == "v" and not flags.strip("-0") and places is None:
        return printed(value, bounds)
    if verb == "s" and isinstance(value, str | list):
        if isinstance(value, list) and not all(isinstance(each, str) for each in value):
            raise NotRun("it prints a list of what are no texts as texts")
        text = printed(value, bounds)
        return text if places is None else text[:places]
    if verb == "q" and isinstance(value, str) and value.isprintable():
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if verb == "t" and isinstance(value, bool):
        return printed(value, bounds)
    if verb in "dxX" and isinstance(value, int) and not isinstance(value, bool) and places is None:
        sign = "+" if "+" in flags and value >= 0 else ""
        return sign + format(value, verb)
    if verb in "feg" and isinstance(value, float):
        sign = "+" if "+" in flags and value >= 0 else ""
        if verb == "g" and places is None:
            return sign + printed(value, bounds)
        return sign + format(value, f".{6 if places is None else places}{verb}")
    if verb in "sdtfxX" and isinstance(value, str | int | float):
        kind = {str: "string", bool: "bool", int: "int", float: "float64"}.get(type(value), "template.HTML")
        if kind != "template.HTML" and not (verb in "xX" and kind in ("string", "float64")):
            return f"%!{verb}({kind}={printed(value, bounds)})"
    raise NotRun(f"it prints with %{verb} what is not known here")


def _padded(text: str, flags: str, width: str) -> str:
    if not width:
        return text
    wide = int(width[:6])
    if wide > _WIDEST:
        raise NotRun("it prints something too wide")
    if "-" in flags:
        return text.ljust(wide)
    return text.zfill(wide) if "0" in flags else text.rjust(wide)
