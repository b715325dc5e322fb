"""The functions of templates for addresses and paths, as Hugo has them."""

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import quote, quote_plus, urlsplit

from converters.addresses import parts_of
from converters.sites.hugo.places import urlized
from converters.sites.hugo.templates.bounds import NotRun
from converters.sites.hugo.templates.values import Fields, Method, Params, text_in


def address_functions(home: str, prefix: str) -> dict[str, Method]:
    """The functions by their names. `home` is the address of the site, `prefix` what those of a language begin with."""
    parts = parts_of(home)
    host = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    base = parts.path.strip("/")

    def relative(address: object, language: str = "") -> str:
        path = text_in(address)
        if _BROKEN.search(path):
            return path
        if _has_host(path):
            if not host or not path.startswith(f"{host}/"):
                return path
            path = path.removeprefix(host)
        if path.startswith("/"):
            return _led(path, language, base) if language else path
        return _below(base, language, path)

    def absolute(address: object, language: str = "") -> str:
        path = text_in(address).strip()
        if _BROKEN.search(path):
            return path
        if _has_host(path):
            return path
        if path.startswith("/"):
            return host + _encoded(_led(path, language, base) if language else path)
        return f"{host}/" + _encoded("/".join(part for part in (base, language) if part) + "/" + path).lstrip("/")

    code = prefix.strip("/")
    found: dict[str, Method] = {
        "relURL": relative,
        "absURL": absolute,
        "relLangURL": lambda address: relative(address, code),
        "absLangURL": lambda address: absolute(address, code),
        "urlize": lambda text: urlized(text_in(text)),
        "querify": _query,
    }
    named: dict[str, Method] = {
        "urls.RelURL": relative,
        "urls.AbsURL": absolute,
        "urls.RelLangURL": found["relLangURL"],
        "urls.AbsLangURL": found["absLangURL"],
        "urls.URLize": found["urlize"],
        "urls.Parse": _parsed,
        "urls.JoinPath": _joined,
        "urls.PathEscape": lambda text: quote(text_in(text), safe="$&+:=@-._~"),
        "collections.Querify": _query,
        "path.Base": lambda path: posixpath.basename(text_in(path).rstrip("/")) or ("/" if text_in(path) else "."),
        "path.Ext": lambda path: _extension(text_in(path)),
        "path.Dir": lambda path: posixpath.dirname(posixpath.normpath(text_in(path))) or ".",
        "path.Clean": lambda path: posixpath.normpath(text_in(path)) if path else "",
        "path.BaseName": lambda path: _without_extension(posixpath.basename(text_in(path))),
        "path.Join": _path_joined,
    }
    return {**found, **named}


def _below(base: str, language: str, path: str) -> str:
    """A path below the site's own; what is behind it stays as it is."""
    below = re.split("[?#]", path, maxsplit=1)[0]
    whole = "/".join(part for part in ("", base, language, below) if part or part is below)
    cleaned = posixpath.normpath(f"/{whole.lstrip('/')}") + ("/" if whole.endswith("/") or not below else "")
    return cleaned.replace("//", "/") + path[len(below) :]


_BROKEN = re.compile(r"%(?![0-9A-Fa-f]{2})")
_IN_A_PATH = "/$&'+,:;=@-._~%"


def _has_host(path: str) -> bool:
    return path.startswith("//") or parts_of(path).scheme != ""


def _led(path: str, language: str, base: str) -> str:
    """A path from the root of the host, below the language."""
    below = path.removeprefix(f"/{base}") if base else path
    return below if below.startswith(f"/{language}/") else f"/{language}{below}"


def _encoded(path: str) -> str:
    return quote(path, safe="!#$&'()*+,/:;=?@[]-._~%")


def _query(*values: object) -> str:
    if len(values) == 1 and isinstance(values[0], Mapping):
        pairs = dict(values[0])
    elif len(values) % 2 == 0:
        pairs = {text_in(key): value for key, value in zip(values[::2], values[1::2], strict=True)}
    else:
        raise NotRun("querify is given what is not known here")
    return "&".join(f"{quote_plus(key)}={quote_plus(text_in(pairs[key]))}" for key in sorted(pairs))


def _parsed(address: object) -> Fields:
    text = text_in(address)
    try:
        parts = urlsplit(text)
        port = str(parts.port or "")
    except ValueError as error:
        raise NotRun(f"{text[:60]!r} is no address") from error
    held = {
        "Scheme": parts.scheme, "Host": parts.netloc.rpartition("@")[2], "Path": parts.path, "RawQuery": parts.query,
        "Fragment": parts.fragment, "String": text,
    }  # fmt: skip
    fields: dict[str, Method] = {name: lambda value=value: value for name, value in held.items()}
    return Fields({**fields, "Hostname": lambda: parts.hostname or "", "Port": lambda: port,
                   "IsAbs": lambda: bool(parts.scheme)}, text)  # fmt: skip


def _joined(*values: object) -> str:
    words = [text_in(each) for value in values for each in (value if isinstance(value, list) else [value])]
    if not words:
        raise TypeError
    first, *rest = words
    if "?" in first or "#" in first:
        raise NotRun("it joins an address that has a query")
    host = ""
    if _has_host(first):
        parts = parts_of(first)
        if not parts.netloc:
            raise NotRun("it joins an address that has no host")
        host, first = f"{parts.scheme}://{parts.netloc}", parts.path or "/"
    path = posixpath.normpath("/" + "/".join([first, *rest])).replace("//", "/")
    path = path if first.startswith("/") else path[1:]
    end = "/" if words[-1].endswith("/") and not path.endswith("/") else ""
    return f"{host}{quote(path, safe=_IN_A_PATH)}{end}"


def _path_joined(*values: object) -> str:
    words = [text_in(each) for value in values for each in (value if isinstance(value, list) else [value])]
    path = "/".join(word for word in words if word)
    return posixpath.normpath(path).replace("//", "/") if path else ""


def _extension(path: str) -> str:
    name = posixpath.basename(path)
    return name[name.rfind(".") :] if "." in name else ""


def _without_extension(name: str) -> str:
    return name[: name.rfind(".")] if "." in name else name


def params_of(value: object) -> Params:
    """A mapping as parameters; none where it is no mapping."""
    return value if isinstance(value, Params) else Params(value) if isinstance(value, dict) else Params({})
