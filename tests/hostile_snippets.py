"""Pieces of articles that converters get wrong (`fixtures/hostile-pieces.json`), each in every place it may have."""

import json
from pathlib import Path

PIECES = Path(__file__).parent.parent / "fixtures" / "hostile-pieces.json"


def snippets() -> list[tuple[str, str]]:
    """(name, HTML) of every piece in every place."""
    pieces = json.loads(PIECES.read_text(encoding="utf-8"))
    return [
        (f"{name}, {place}", around.replace("{0}", piece).replace("{}", piece))
        for kind in ("lines", "blocks")
        for name, piece in pieces[kind].items()
        for place, around in pieces[f"{kind} stand in"].items()
    ]
