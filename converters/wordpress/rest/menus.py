"""Lines of menus as the API tells them → the custom fields that the database holds them by."""

from collections.abc import Sequence

from converters.wordpress.rest.records import Record, text_of

_MENU_FIELDS = (
    ("_menu_item_type", "type"), ("_menu_item_menu_item_parent", "parent"), ("_menu_item_object_id", "object_id"),
    ("_menu_item_object", "object"), ("_menu_item_target", "target"), ("_menu_item_classes", "classes"),
    ("_menu_item_xfn", "xfn"), ("_menu_item_url", "url"),
)  # fmt: skip


def menu_fields(item: Record) -> list[tuple[str, str]]:
    """The custom fields by which the database holds a line of a menu."""
    kind = item.text("type")
    found = []
    for key, name in _MENU_FIELDS:
        value = item.get(name)
        if name in ("classes", "xfn") and isinstance(value, list):
            words = [text_of(each) for each in value]
            value = " ".join(words) if name == "xfn" else _serialised(words)
        elif name == "url" and kind != "custom":
            value = ""
        elif name == "object" and kind == "custom":
            value = "custom"
        found.append((key, text_of(value)))
    return found


def _serialised(words: Sequence[str]) -> str:
    values = "".join(f'i:{n};s:{len(word.encode())}:"{word}";' for n, word in enumerate(words or [""]))
    return f"a:{len(words or [''])}:{{{values}}}"
