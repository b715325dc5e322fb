"""What a run would do to the files of a folder, for a person to look at: as a tree, or as a difference."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field

from converters.abilities import Change
from converters.cli.screen import print_text, visible

_MARKS = {"new": "+", "changed": "~", "same": " ", "kept": "!", "left over": "-"}
_LEGEND = "+ new   ~ changed   ! kept as a person made it   - left over from an earlier run"


@dataclass(slots=True)
class Tree:
    """Collects changes, and shows every file of the folder as it would be."""

    changes: dict[str, str] = field(default_factory=dict)

    def note(self, change: Change) -> None:
        """Remember what would become of a file."""
        self.changes[change.path] = change.kind

    def lines(self) -> Iterator[str]:
        """The tree, a line for each folder and each file, with a mark for what would happen to it."""
        yield _LEGEND
        above: list[str] = []
        for path, kind in sorted(self.changes.items(), key=lambda each: each[0].split("/")):
            *folders, name = path.split("/")
            shared = 0
            while shared < min(len(above), len(folders)) and above[shared] == folders[shared]:
                shared += 1
            for depth in range(shared, len(folders)):
                yield f"  {'  ' * depth}{visible(folders[depth])}/"
            above = folders
            yield f"{_MARKS[kind]} {'  ' * len(folders)}{visible(name)}"


def difference(change: Change) -> Iterator[str]:
    """What would change in a file as a unified diff, line by line; nothing for one that would stay as it is."""
    if change.kind not in ("new", "changed"):
        return
    old = "/dev/null" if change.kind == "new" else f"a/{change.path}"
    try:
        if change.after is None or (change.before is None and change.kind == "changed"):
            raise ValueError("too large to compare")
        before, after = ((text or b"").decode().splitlines(keepends=True) for text in (change.before, change.after))
    except ValueError:
        yield f"Binary files {old} and b/{change.path} differ\n"
        return
    for line in difflib.unified_diff(before, after, old, f"b/{change.path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def print_difference(change: Change) -> None:
    """Print what would change in a file, on a terminal without the control characters that it would obey."""
    print_text("".join(difference(change)))
