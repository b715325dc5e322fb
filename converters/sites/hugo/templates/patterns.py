"""Regular expressions of templates: those that Python takes as Go does, on texts short enough for them."""

import re

from converters.sites.hugo.templates.bounds import Bounds, NotRun
from converters.sites.hugo.templates.numbers import whole_of
from converters.sites.hugo.templates.values import Method, text_in

_LONGEST = 200
_MOST_WORK = 4_000_000
_MOST_TIMES = 1000
"""That Go takes, too."""
_FOREIGN = re.compile(r"\(\?(?!:|i\))|\\[ABGKQEZzpPkgCX0-9]|\[\[:|[*+?}]\+|\(\?i\).*\(\?i\)|(?<=.)\(\?i\)|\{,")
"""What only one of the two knows, or takes otherwise."""
_PART = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?[:i]\)?)?|[*+?]\??|(?P<times>\{(?P<least>\d+)(?:,(?P<most>\d*))?\}\??)|.",
    re.DOTALL,
)
"""A character or what stands for one, a mark of a group, or how often what stands before it comes."""
_REFERENCE = re.compile(r"\$(?:(\w{1,40})|\{(\w{1,40})\}|(\$))", re.ASCII)


def pattern_functions(bounds: Bounds) -> dict[str, Method]:
    """The functions by their names."""

    def replace(pattern: object, new: object, text: object, most: object = None) -> str:
        """`replaceRE`, whose number of replacements is the last."""
        source, by = text_in(text), text_in(new)
        found = _pattern(text_in(pattern), source, bounds)
        limit = 0 if most is None or whole_of(most) < 0 else whole_of(most)
        made: list[str] = []
        size = at = 0
        for each in found.finditer(source):
            if limit and len(made) >= 2 * limit:
                break
            written = _filled(by, each)
            bounds.spend(1)
            size += len(written)
            if size > 2_000_000:
                raise NotRun("it makes a value of more than 2 MB")
            made += [source[at : each.start()], written]
            at = each.end()
        return "".join([*made, source[at:]])

    def find(pattern: object, text: object, most: object = None) -> list[object]:
        source = text_in(text)
        found = [each[0] for each in _pattern(text_in(pattern), source, bounds).finditer(source)]
        bounds.spend(len(found))
        return list(found if most is None or whole_of(most) < 0 else found[: whole_of(most)])

    return {"replaceRE": replace, "strings.ReplaceRE": replace, "findRE": find, "strings.FindRE": find}


def _pattern(pattern: str, text: str, bounds: Bounds) -> re.Pattern[str]:
    """The pattern, where it is understood alike and cannot take long on the text. Raises NotRun."""
    if len(pattern) > _LONGEST or _FOREIGN.search(pattern) or not pattern.isascii():
        raise NotRun(f"the pattern {pattern[:60]!r} is not run here")
    try:
        made = re.compile(pattern, re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        raise NotRun(f"the pattern {pattern[:60]!r} is not run here") from error
    repeats, factor = _cost(pattern)
    work = factor * (len(text) + 1) ** (repeats + 1)
    if work > _MOST_WORK:
        raise NotRun(f"the pattern {pattern[:60]!r} may take long")
    bounds.spend(1 + work // 200)
    return made


def _cost(pattern: str) -> tuple[int, int]:
    """How many parts may be of any length, and how many ways there are beside these. Raises NotRun.

    A group that may come more than once is refused: what is in it may be divided in too many ways.
    """
    repeats, factor = 0, 1
    before = ""
    for part in _PART.finditer(pattern):
        word = part[0]
        times = part["least"], part["most"]
        if word == "|" or (word[0] == "?" and before):
            factor = min(2 * factor, _MOST_WORK)
        elif part["times"]:
            if max(int(each) for each in times if each) > _MOST_TIMES:
                raise NotRun("a pattern in it repeats something too often")
            if before == ")":
                raise NotRun("a pattern in it may take long")
            repeats += times[1] is not None and times[1] != times[0]
        elif word[0] in "*+":
            if before == ")":
                raise NotRun("a pattern in it may take long")
            repeats += 1
        before = word
    return repeats, factor


def _filled(new: str, found: re.Match[str]) -> str:
    """The replacement with the groups in their places, as Go fills it."""

    def group(reference: re.Match[str]) -> str:
        if reference[3]:
            return "$"
        name = reference[1] or reference[2]
        is_there = name.isdigit() and int(name) <= found.re.groups
        return (found[int(name)] or "") if is_there else ""

    made = _REFERENCE.sub(group, new)
    if "$" in _REFERENCE.sub("", new):
        raise NotRun(f"the replacement {new[:60]!r} is not run here")
    return made
