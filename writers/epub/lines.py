"""Plain text as a book prints it: on one line, of characters that XML may hold."""

import re

from converters.post import Author
from writers.signatures import without_mail_host

_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]+")


def clean_text(text: str) -> str:
    """A text on one line that XML may hold."""
    return " ".join(_FORBIDDEN.sub(" ", text).split())


def printed_name(author: Author | None, login: str) -> str:
    """The name of an author; the login where the source knows no name. Never an e-mail address."""
    return clean_text(without_mail_host((author.name if author else "") or login))
