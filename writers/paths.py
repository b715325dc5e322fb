"""When two paths cannot both be: on some file system they would be one."""

import unicodedata


def fold(path: str) -> str:
    """What two paths have in common that macOS or Windows would take for one: case and composition do not count."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
