"""Short texts as a feed holds them: on one line, of characters that XML may hold; and names of languages."""

import re

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What no XML may hold, and what readers take for something else."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def one_line(text: str) -> str:
    """A text on one line, without characters that no feed may hold."""
    return " ".join(FORBIDDEN.sub("", text).split())


def language_tag(text: str) -> str:
    """A language as BCP 47 writes it (`en_US` → `en-US`); nothing where it is none."""
    tag = text.strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""
