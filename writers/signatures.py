"""Names and addresses that people sign with: never an e-mail address, which harvesters would find.

A handle (`@ann`) is none, nor the address of a profile (`https://social.example/@ann`).
"""

import re

_MAIL = re.compile(r"(?<![@\w.+%-])([\w.+%-]++)@[\w-][\w.@-]*+")


def holds_mail_address(text: str) -> bool:
    """Whether an e-mail address stands in a text."""
    return bool(_MAIL.search(text))


def without_mail_host(name: str) -> str:
    """A name, of each e-mail address in it no more than what stands before the sign."""
    return _MAIL.sub(r"\1", name)
