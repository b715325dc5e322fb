"""What a block says otherwise than its HTML: a synced pattern's overrides, and the custom fields it is bound to."""

from collections.abc import Mapping
from typing import Any

from converters.html import Element, parse, serialise
from converters.post import Post
from converters.wordpress.blocks.grammar import Block, Part

_TEXTS = ("content", "text")
_ATTRIBUTES = {"url": "href", "linkTarget": "target", "rel": "rel", "title": "title", "alt": "alt"}


def override(parts: list[Part], content: Any) -> list[Part]:
    """The parts of a pattern, changed in place by `content`: the settings of its blocks, by the blocks' names."""
    if not isinstance(content, Mapping):
        return parts
    stack = [part for part in parts if isinstance(part, Block)]
    while stack:
        block = stack.pop()
        stack.extend(block.children)
        metadata = block.attributes.get("metadata")
        name = metadata.get("name") if isinstance(metadata, Mapping) else None
        values = content.get(name) if isinstance(name, str) else None
        if isinstance(values, Mapping) and not block.children:
            _apply({key: value for key, value in values.items() if isinstance(value, str)}, block)
    return parts


def bind(block: Block, post: Post) -> None:
    """Change a block in place whose settings are bound to custom fields (WordPress: `core/post-meta` bindings).

    A field that the post lacks leaves what the block saved; one whose name begins with `_` WordPress shows nobody.
    """
    metadata = block.attributes.get("metadata")
    bindings = metadata.get("bindings") if isinstance(metadata, Mapping) else None
    values: dict[str, str] = {}
    for setting, binding in bindings.items() if isinstance(bindings, Mapping) else ():
        if isinstance(binding, Mapping) and binding.get("source") == "core/post-meta":
            arguments = binding.get("args")
            key = arguments.get("key") if isinstance(arguments, Mapping) else None
            if isinstance(key, str) and not key.startswith("_") and (value := next(iter(post.meta_values(key)), "")):
                values[setting] = value
    if values and not block.children:
        _apply(values, block)


def _apply(values: Mapping[str, str], block: Block) -> None:
    """Write settings into the HTML that a block saved: the text, the address, the alternative text."""
    body = parse(block.html)
    elements = body.elements()
    if not elements:
        return
    image = next((element for element in elements if element.name == "img"), None)
    link = next((element for element in elements if element.name in ("a", "button")), None)
    if image is not None and block.name == "core/image":
        _set(image, {"src" if key == "url" else key: value for key, value in values.items() if key != "content"})
    else:
        target = link if link is not None and block.name == "core/button" else elements[0]
        for key in _TEXTS:
            if key in values:
                target.children = parse(values[key]).children
        _set(target, {_ATTRIBUTES[key]: value for key, value in values.items() if key in _ATTRIBUTES})
    block.parts = [serialise(body)]
    block.attributes = {**block.attributes, **values}


def _set(element: Element, values: Mapping[str, str]) -> None:
    element.attributes.update(values)
