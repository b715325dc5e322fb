"""What can be wrong with the text of an export, and was understood or lost all the same."""

from dataclasses import dataclass

from converters.problem import Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class InvalidBytes(Problem):
    """Bytes that are not in the file's encoding."""

    code = "invalid-bytes"
    severity = Severity.WARNING
    text = (
        "{count} {count:stretch of bytes is|stretches of bytes are} not in the encoding of the file, read as "
        "Windows-1252: look at the letters beyond A to Z"
    )
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForbiddenCharacters(Problem):
    """Characters that XML does not allow."""

    code = "forbidden-characters"
    severity = Severity.WARNING
    text = "{count} control {count:character|characters}, which XML does not allow, {count:was|were} taken out"
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenMarkup(Problem):
    """The file is not well-formed here; it was understood all the same."""

    code = "broken-markup"
    severity = Severity.WARNING
    text = "the file is not well-formed XML ({what}): it was repaired; compare this item with the blog"
    what: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayText(Problem):
    """Text that belongs to no element of an export."""

    code = "stray-text"
    severity = Severity.LOSS
    text = "text that belongs to nothing was left out: {beginning!r}"
    beginning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JunkAround(Problem):
    """Text before the export or behind it, such as a PHP warning."""

    code = "junk-around"
    severity = Severity.WARNING
    text = "text outside the export was skipped: {beginning!r}"
    beginning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCutOff(Problem):
    """The item has no end."""

    code = "item-cut-off"
    severity = Severity.LOSS
    text = "the item is cut off{inside}: what follows in it is missing; export the blog once more"
    inside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCutOff(Problem):
    """The export has no end, so that nobody knows what is missing."""

    code = "file-cut-off"
    severity = Severity.LOSS
    text = "the file ends before the export does: items may be missing after this place; export the blog once more"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondExport(Problem):
    """Another export follows in the same file."""

    code = "second-export"
    severity = Severity.WARNING
    text = "a second export begins in the same file: its items are read too"


@dataclass(frozen=True, slots=True, kw_only=True)
class UndeclaredPrefixes(Problem):
    """Elements whose prefix the file does not declare."""

    code = "undeclared-prefixes"
    severity = Severity.NOTE
    text = "the file uses prefixes of elements without declaring them: they are understood all the same"
