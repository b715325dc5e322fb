"""What authors are called in the file: logins that WordPress can spell, and those that a person wants instead."""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from converters.post import Author
from converters.problem import ConversionError, Problem, Severity

_LONGEST = 60
"""Characters of the column user_login."""
_TAG = re.compile(r"<[^>]*+>")
_UNSPELLABLE = re.compile(r"%[0-9a-fA-F]{2}|&[^;\s]{1,40};|[^A-Za-z0-9 _.@-]")
_LETTERS = str.maketrans({"ß": "s", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SpelledLogin(Problem):
    """A login in letters that WordPress leaves out of logins, too long, or like another one."""

    code = "spelled-login"
    severity = Severity.NOTE
    text = "WordPress cannot have the login {login!r}: the author is called {spelled!r} there"
    login: str
    spelled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownLogin(Problem):
    """The file of `--authors` names somebody who is no author of this blog."""

    code = "unknown-login"
    severity = Severity.WARNING
    text = "{file} renames the author {login!r}, but no author has that login"
    file: str
    login: str


def spell(login: str) -> str:
    """What WordPress makes of a login (sanitize_user, strict): ASCII letters, digits, blanks and `_.-@`."""
    letters = unicodedata.normalize("NFKD", login.translate(_LETTERS))
    letters = "".join(char for char in letters if not unicodedata.combining(char))
    tagged, end, rest = letters.rpartition(">")
    return " ".join(_UNSPELLABLE.sub("", _TAG.sub("", tagged + end) + rest).split())


def spelled_logins(authors: Sequence[Author]) -> dict[str, str]:
    """New logins, by the old ones, for the authors whom WordPress could not have or could not tell apart.

    One of whom nothing is known but such a login is the author that WordPress would take him for.
    """
    taken: dict[str, str] = {}
    waiting: list[tuple[int, Author]] = []
    for number, author in enumerate(authors, 1):
        login = spell(author.login)
        if login and len(login) <= _LONGEST and login.lower() not in taken:
            taken[login.lower()] = author.login
        else:
            waiting.append((number, author))
    given: dict[str, str] = {}
    for number, author in waiting:
        same = taken.get(spell(author.login).lower())
        if same is not None and not author.email and author.id is None and author.name in ("", author.login):
            given[author.login] = same
            continue
        wanted = spell(author.login) or spell(author.email.partition("@")[0]) or spell(author.name)
        wanted = wanted[: _LONGEST - 10].strip() or f"author-{number}"
        login, count = wanted, 1
        while login.lower() in taken:
            count += 1
            login = f"{wanted}-{count}"
        taken[login.lower()] = login
        given[author.login] = login
    return given


@lru_cache(maxsize=1)
def read_map(path: str) -> Mapping[str, str]:
    """Logins of the new blog by those of the old one: the first two columns of a CSV file. Empty without a file.

    Raises ConversionError when the file cannot be read, or a new login is none that WordPress could have.
    """
    if not path:
        return {}
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = [[cell.strip() for cell in row] for row in csv.reader(file) if any(cell.strip() for cell in row)]
    except OSError as error:
        raise ConversionError(f"{path} cannot be read: {error.strerror}; give a CSV file to --authors") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ConversionError(
            f"{path} is not a CSV file in UTF-8: write one line “old login,new login” each"
        ) from error
    for row in rows:
        if len(row) < 2 or not row[0] or spell(row[1]) != row[1] or not row[1]:
            raise ConversionError(
                f"{path} has the line {','.join(row)!r}: write “old login,new login”, the new one in ASCII letters"
            )
    return {row[0]: row[1][:_LONGEST] for row in rows}
