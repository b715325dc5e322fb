"""What a template may take: steps, characters and depth, all counted, so that the same one stops at the same place."""

from collections.abc import Callable, Mapping, Sized
from functools import partial
from io import StringIO
from typing import Any, Protocol, TextIO

from liquid import BoundTemplate, RenderContext
from liquid.builtin.tags.for_tag import ForLoop
from liquid.builtin.tags.tablerow_tag import TableRow
from liquid.exceptions import ContextDepthError, LiquidError, UnknownFilterError
from liquid.token import Token
from liquid.undefined import UNDEFINED, Undefined

MOST_STEPS = 300_000
"""Of one body: nodes run, rounds of loops, and each 200 characters or 25 values looked at."""
MOST_CHARACTERS = 4_000_000
"""That the templates of one body may write, what they capture included."""
MOST_HELD = 2_000_000
"""Characters and values that the variables of one body may hold."""
DEEPEST_INCLUDE = 20
_LARGE = 200
_HEAVY = 50
"""Of what is in a collection: a filter may write all of it."""
_DEEPEST = 200


class NotRun(LiquidError):
    """Something that is not run here; the reason in words."""

    is_a_limit = False
    """Whether it asks for more than it may take."""

    def __init__(self, reason: str, file: str = "") -> None:
        super().__init__(reason, token=None)
        self.reason = reason
        self.file = file
        """The include that is to blame; empty where it is the body."""


class NotKnown(NotRun):
    """A value, tag or filter that Jekyll knows or a plugin brings, and nobody here."""


class TooMuch(NotRun):
    """A limit is reached."""

    is_a_limit = True
    cost = 10_000
    """Steps that it takes to find out, so that nobody does it a thousand times."""


class KnownInclude(Protocol):
    """What an include shows by its name."""

    def held(self) -> str:
        """What stands for it in the body."""
        ...

    def shows(self, rendered: str) -> bool:
        """Whether it shows readers all that its file has rendered."""
        ...


class Marks(Protocol):
    """What becomes of the tags of a body that are no part of the language, and of what is not run."""

    def tag(self, name: str, arguments: str) -> str | None:
        """What stands in the place of a tag; None where it is not understood."""
        ...

    def include(self, file: str, given: Mapping[str, str]) -> "KnownInclude | None":
        """What is known of an include that many themes have; None where it is not known."""
        ...

    def paired(self, name: str, arguments: str, inside: str) -> str:
        """What stands in the place of two tags and what is between them."""
        ...

    def keep(self, name: str, written: str, error: Exception) -> str:
        """What stands in the place of a piece of template that is not run; it is reported."""
        ...

    def stand_in(self, file: str, reason: str) -> None:
        """Take note that what is known of an include's name is shown, because its file is not run."""
        ...

    def markdown_to_html(self, markdown: str) -> str:
        """HTML of Markdown, as the site renders it."""
        ...


class Files(Protocol):
    """Where includes are."""

    def included(self, file: str) -> BoundTemplate | None:
        """An include by its name; None where there is no such file."""
        ...

    def beside(self, page: str, file: str, bounds: "Bounds") -> BoundTemplate | None:
        """A file beside a page; None where there is no such file. Raises TooMuch."""
        ...


class Bounds:
    """How much one body has left."""

    def __init__(self) -> None:
        self.steps, self.characters = MOST_STEPS, MOST_CHARACTERS

    def spend(self, steps: int) -> None:
        """Take steps. Raises TooMuch."""
        self.steps -= steps
        if self.steps < 0:
            raise TooMuch(f"it takes more than {MOST_STEPS:,} steps")

    def write(self, characters: int) -> None:
        """Take room for characters. Raises TooMuch."""
        self.characters -= characters
        if self.characters < 0:
            raise TooMuch(f"it makes more than {MOST_CHARACTERS // 1_000_000} MB")


class Page(StringIO):
    """What a template has written."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(newline="")
        self.bounds = bounds

    def write(self, text: str, /) -> int:
        """Write a text. Raises TooMuch."""
        self.bounds.write(len(text))
        return super().write(text)


class Run(RenderContext):
    """One body on its way through the language: its variables, and what it may still take."""

    def __init__(
        self,
        template: BoundTemplate,
        *,
        globals: Mapping[str, object],
        weights: Mapping[int, int],
        marks: Marks,
        files: "Files",
        body_file: str,
    ) -> None:
        super().__init__(template, globals=globals)
        self.marks, self.bounds = marks, Bounds()
        self._files, self._body_file = files, body_file
        self._weights = weights
        """Of the collections in the globals, by their identity."""
        self.includes: list[str] = []
        """The includes that are being run, the innermost last."""
        self._held: dict[str, int] = {}
        self._held_by_all = 0

    @property
    def may_keep(self) -> bool:
        """Whether a piece that is not run may stand as it was typed: it is the body's, and not one of many rounds."""
        return not self.includes and not self.loops

    def assign(self, key: str, val: Any) -> None:
        """Give a variable a value. Raises TooMuch."""
        size = weight_of(val, {})
        self.bounds.spend(min(size, MOST_HELD) // _LARGE)
        self._held_by_all += size - self._held.get(key, 0)
        self._held[key] = size
        if self._held_by_all > MOST_HELD:
            raise TooMuch("its variables hold more than 2 MB")
        self.locals[key] = val

    def get(self, path: list[object], *, token: Token | None, default: object = UNDEFINED) -> object:
        """The value that a path leads to; a large one costs steps."""
        value = super().get(path, token=token, default=default)
        if isinstance(value, str | list | dict | range):
            self.bounds.spend(size_of(value) // _LARGE + self._weights.get(id(value), 0) // _HEAVY)
        return value

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:
        """A filter, which costs steps by the size of what it is given."""
        found = self.env.filters.get(name)
        if found is None:
            raise UnknownFilterError(f"the filter {name} is not known here", token=None)
        made = partial(found, context=self) if getattr(found, "with_context", False) else found
        if getattr(found, "with_environment", False):
            made = partial(made, environment=self.env)

        def charged(value: object, *arguments: object, **named: object) -> object:
            self.bounds.spend(1 + (size_of(value) + sum(map(size_of, arguments))) // _LARGE)
            return made(value, *arguments, **named)

        return charged

    def raise_for_loop_limit(self, length: int = 1) -> None:
        """Take the steps of a loop's rounds. Raises TooMuch."""
        self.bounds.spend(length)

    def get_buffer(self, buf: TextIO | None = None) -> StringIO:
        """Where a part is written."""
        return Page(self.bounds)

    def template_of(self, file: str, *, is_relative: bool) -> BoundTemplate | None:
        """The template of an include; None where there is no such file. Raises NotRun where it cannot be read."""
        if is_relative:
            return self._files.beside(self._body_file, file, self.bounds)
        return self._files.included(file)

    def enter(self, file: str) -> None:
        """Begin an include. Raises ContextDepthError where includes go too deep into one another."""
        if len(self.includes) >= DEEPEST_INCLUDE:
            raise ContextDepthError(f"includes go more than {DEEPEST_INCLUDE} deep into one another", token=None)
        self.includes.append(file)

    def leave(self) -> None:
        """End an include."""
        self.includes.pop()


def size_of(value: object) -> int:
    """About how much a value holds: characters of a text, values of a list and what is directly in them."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, range):
        return min(abs(value.stop - value.start), 1 << 40)
    if isinstance(value, list):
        return 8 * len(value) + sum(len(each) for each in value if isinstance(each, str))
    if isinstance(value, int) and not isinstance(value, bool):
        return value.bit_length() // 8
    return len(value) if isinstance(value, Sized) and not isinstance(value, ForLoop | TableRow) else 1


def weight_of(value: object, known: dict[int, int], depth: int = 0) -> int:
    """How much a value would be if it were written: what is in it several times counts as often. Raises TooMuch.

    `known` are the weights of the collections that were met, by their identity.
    """
    if not isinstance(value, list | tuple | Mapping) or isinstance(value, Undefined | ForLoop | TableRow):
        return size_of(value)
    if depth > _DEEPEST:
        raise TooMuch(f"its values are more than {_DEEPEST} deep in one another")
    if id(value) not in known:
        held = value.values() if isinstance(value, Mapping) else value
        known[id(value)] = 8 + sum(8 + weight_of(each, known, depth + 1) for each in held)
    return known[id(value)]
