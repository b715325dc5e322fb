"""The filters of Jekyll, and those of Liquid that the library has otherwise than Ruby, by their documentation."""

from collections.abc import Callable
from typing import Any

from liquid import Environment
from liquid.filter import with_environment
from liquid.undefined import is_undefined

from converters.sites.jekyll.templates.date_filters import DATE_FILTERS
from converters.sites.jekyll.templates.list_filters import LIST_FILTERS
from converters.sites.jekyll.templates.numbers import NUMBER_FILTERS, of_numbers
from converters.sites.jekyll.templates.text_filters import TEXT_FILTERS
from converters.sites.jekyll.templates.texts import text_of

_OF_TEXTS = (
    "append", "capitalize", "downcase", "lstrip", "newline_to_br", "prepend", "remove", "remove_first", "remove_last",
    "replace_first", "replace_last", "rstrip", "strip", "truncate", "upcase", "url_decode",
    "base64_encode", "base64_decode",
)  # fmt: skip
_OF_NUMBERS = ("abs", "at_least", "at_most", "ceil", "divided_by", "floor", "minus", "modulo", "plus", "round", "times")


def register(env: Environment) -> None:
    """Give an environment the filters of Jekyll. Those of newer Liquids are taken from it, and what needs luck."""
    for name in ("find_index", "has", "reject", "sum", "squish", "safe", "escapejs"):
        env.filters.pop(name, None)
    for name in _OF_TEXTS:
        env.filters[name] = _of_text(env.filters[name])
    env.filters.update(NUMBER_FILTERS)
    for name in _OF_NUMBERS:
        env.filters[name] = of_numbers(env.filters[name])
    for filters in (DATE_FILTERS, LIST_FILTERS, TEXT_FILTERS):
        env.filters.update(filters)
    env.filters["default"] = _default


def _of_text(take: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that takes its input, and what it is to put there, as Ruby's texts."""

    def taking_text(value: object, *arguments: object, **named: object) -> Any:
        return take(text_of(value), *(a if isinstance(a, int) else text_of(a) for a in arguments), **named)

    return with_environment(taking_text) if getattr(take, "with_environment", False) else taking_text


def _default(value: object, other: object = "", *, allow_false: object = False) -> object:
    is_nothing = value is None or is_undefined(value) or value in ("", [], {})
    return other if is_nothing or (value is False and allow_false is not True) else value
