"""Rules at work: handlers for shortcodes and renderers for blocks, made of what a person wrote."""

import importlib
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import ModuleType
from typing import Any

from converters.wordpress.blocks.grammar import Block, BlockRenderer, Part
from converters.wordpress.context import Context
from converters.wordpress.rules.actions import Action, Call, Drop, DroppedByRule, Keep, Replace, RuleFailed, Unwrap
from converters.wordpress.rules.template import CONTENT
from converters.wordpress.shortcodes.expansion import Handler, Shortcode

_FUNCTION = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*", re.ASCII)


def with_rules(table: Mapping[str, Handler], rules: Mapping[str, Action]) -> Mapping[str, Handler]:
    """A table of shortcodes, in which rules go before the usual."""
    return {**table, **{name: _handler(action) for name, action in rules.items()}} if rules else table


def renderer_of(action: Action) -> BlockRenderer:
    """What shows a block as its rule says."""
    return lambda block, context: _show_block(block, context, action)


def function_of(call: Call) -> Callable[..., object]:
    """The function that a rule calls. Raises ValueError, with a clause that says why there is none."""
    return call.function if callable(call.function) else _find_function(call.function, call.folder)


@cache
def _find_function(name: str, folder: str) -> Callable[..., object]:
    if not _FUNCTION.fullmatch(name):
        raise ValueError("names no function: write module:function")
    module_name, _, function_name = name.partition(":")
    try:
        module = _import_from(folder, module_name)
    except Exception as error:
        remedy = f"put {module_name}.py beside the rules, or mend it" if folder else "mend or uninstall it"
        raise ValueError(f"cannot be imported ({type(error).__name__}: {error}): {remedy}") from error
    function = getattr(module, function_name, None)
    if not callable(function):
        raise ValueError(f"is no function of {module.__file__}: define {function_name} there")
    found: Callable[..., object] = function
    return found


def _import_from(folder: str, name: str) -> ModuleType:
    """A module that is looked for in a folder first, unless that is empty."""
    if not folder:
        return importlib.import_module(name)
    sys.path.insert(0, folder)
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(folder)


def _handler(action: Action) -> Handler:
    return lambda shortcode, context: _show_shortcode(shortcode, context, action)


def _show_shortcode(shortcode: Shortcode, context: Context, action: Action) -> str | None:
    match action:
        case Unwrap():
            return shortcode.html
        case Keep():
            return None
        case Drop():
            context.report(DroppedByRule(what=f"[{shortcode.name}]"))
            return ""
        case Replace():
            filled = action.template.fill(lambda name: _value_in_shortcode(shortcode, name))
            return "".join(shortcode.html if part is None else part for part in filled)
        case Call():
            made = _call(action, shortcode, context, f"[{shortcode.name}]")
            return made if isinstance(made, str) else None


def _value_in_shortcode(shortcode: Shortcode, name: str) -> str:
    if name == CONTENT:
        return shortcode.html
    positions = shortcode.positions()
    if name.isascii() and name.isdigit():
        return positions[int(name)] if len(name) < 4 and int(name) < len(positions) else ""
    return shortcode.get(name)


def _show_block(block: Block, context: Context, action: Action) -> Sequence[Part]:
    what = f"the block {block.name}"
    match action:
        case Unwrap() | Keep():
            return [*block.parts]
        case Drop():
            context.report(DroppedByRule(what=what))
            return []
        case Replace():
            filled = action.template.fill(lambda name: _value_in_block(block, name))
            return [each for part in filled for each in (block.parts if part is None else [part])]
        case Call():
            made = _call(action, block, context, what)
            if isinstance(made, str):
                return [made]
            if isinstance(made, list | tuple) and all(isinstance(part, str | Block) for part in made):
                return [*made]
            return [*block.parts]


def _value_in_block(block: Block, name: str) -> str:
    """A setting as text; `image.url` is one inside of another, whatever the case of its letters."""
    if name == CONTENT:
        return block.html + "".join(child.html for child in block.children)
    value: Any = block.attributes
    for key in name.split("."):
        if not isinstance(value, Mapping):
            return ""
        value = next((each for own, each in value.items() if own.lower() == key.lower()), None)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _call(action: Call, argument: Shortcode | Block, context: Context, what: str) -> object:
    """What a function makes; None, and a problem, where it makes nothing of use."""
    try:
        made = function_of(action)(argument, context)
    except Exception as error:
        reason = f"raised {type(error).__name__} ({error})"
    else:
        allowed = str if isinstance(argument, Shortcode) else str | list | tuple
        if made is None or isinstance(made, allowed):
            return made
        reason = f"returned a {type(made).__name__}, not HTML"
    origin = action.origin or context.rules.origin or "the given rules"
    context.report(RuleFailed(what=what, rules=origin, reason=reason))
    return None
