"""Regular expressions for texts, in which nothing but letters, digits, `_`, `/` and `-` stands for itself."""


def byte_pattern(text: str) -> str:
    """For engines that see the bytes of UTF-8 (Apache, nginx)."""
    return "".join(
        char if _is_plain(char) else "".join(f"\\x{byte:02x}" for byte in char.encode("utf-8", "replace"))
        for char in text
    )


def character_pattern(text: str) -> str:
    """For engines that see characters (Go's, in Caddy)."""
    return "".join(char if _is_plain(char) else f"\\x{{{ord(char):x}}}" for char in text)


def _is_plain(char: str) -> bool:
    return char.isalnum() or char in "_/-"
