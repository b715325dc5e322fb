"""Values of JSON whose types nobody promises, read as what they should be."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_LARGEST = 10**18


class Record:
    """A JSON object. Whatever is missing, or of another type, reads as empty."""

    __slots__ = ("_fields",)

    def __init__(self, value: Any) -> None:
        self._fields: Mapping[str, Any] = value if isinstance(value, dict) else {}

    def __bool__(self) -> bool:
        return bool(self._fields)

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def get(self, name: str) -> Any:
        """The value as it came; None when there is none."""
        return self._fields.get(name)

    def items(self) -> Iterator[tuple[str, Any]]:
        """Names and values as they came."""
        yield from self._fields.items()

    def text(self, name: str) -> str:
        """A text; a number counts as one."""
        return text_of(self._fields.get(name))

    def number(self, name: str) -> int | None:
        """A positive id; None for any other value."""
        return number_of(self._fields.get(name))

    def order(self, name: str) -> int:
        """A number that may be zero or negative; zero when it is none."""
        value = self._fields.get(name)
        return value if isinstance(value, int) and abs(value) < _LARGEST else 0

    def flag(self, name: str) -> bool:
        """Whether it says true."""
        return self._fields.get(name) is True

    def record(self, name: str) -> "Record":
        """The object there, or an empty one."""
        return Record(self._fields.get(name))

    def values(self, name: str) -> Sequence[Any]:
        """A list as it came, or an empty one."""
        value = self._fields.get(name)
        return value if isinstance(value, list) else ()

    def numbers(self, name: str) -> list[int]:
        """The ids in a list."""
        return [number for number in map(number_of, self.values(name)) if number]

    def stored(self, name: str) -> str | None:
        """A text as the database holds it, which only those who may edit get to see; else None."""
        raw = self.record(name).get("raw")
        return text_of(raw) if isinstance(raw, str) else None

    def shown(self, name: str) -> str:
        """A text as WordPress shows it."""
        return self.record(name).text("rendered")


def text_of(value: Any) -> str:
    """A text, or a number as one; empty for any other value. Halves of characters become U+FFFD."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def number_of(value: Any) -> int | None:
    """A positive id; None for any other value."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
        value = int(value)
    return value if isinstance(value, int) and value is not True and 0 < value < _LARGEST else None
