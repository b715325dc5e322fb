"""The languages of code: which shortcodes and attributes of highlighting plugins name one, and its usual name."""

import re

_LANGUAGES = """
    as3 actionscript3 arduino bash shell coldfusion cf clojure clj cpp c c-sharp csharp css delphi pas pascal diff
    patch dart erl erlang fsharp go golang groovy haskell java jfx javafx js jscript javascript json kotlin tex matlab
    matlabkey objc obj-c perl pl php plain text ps powershell py python rails rb ror ruby rust scala sh sql splus swift
    typescript vb vbnet xml xhtml xslt html yaml yml
"""
ALIASES = frozenset(_LANGUAGES.split())
"""The shortcodes that are a language's name (SyntaxHighlighter Evolved, Crayon)."""

_USUAL = {
    "as3": "actionscript3", "c#": "csharp", "c++": "cpp", "c-sharp": "csharp", "cf": "cfm", "clj": "clojure",
    "coldfusion": "cfm", "default": "", "erl": "erlang", "f#": "fsharp", "generic": "", "jfx": "javafx",
    "jscript": "javascript", "matlabkey": "matlab", "no-highlight": "", "none": "", "obj-c": "objectivec",
    "objc": "objectivec", "pas": "pascal", "patch": "diff", "pl": "perl", "plain": "", "plaintext": "",
    "ps": "powershell", "rails": "ruby", "raw": "", "ror": "ruby", "splus": "r", "text": "", "txt": "",
    "vb.net": "vbnet", "visual basic": "vb", "xhtml": "xml", "xslt": "xml",
}  # fmt: skip
_FORBIDDEN = re.compile(r"[^\w+#.-]", re.ASCII)
_CLASS = re.compile(r"(?:^|[\s;])(?:brush:\s*|lang:|lang(?:uage)?-)([\w+#.-]+)", re.IGNORECASE | re.ASCII)


def usual_language(name: str) -> str:
    """The name that highlighters know a language by; empty for plain text."""
    name = name.strip().lower()
    name = _USUAL.get(name, name)
    return _FORBIDDEN.sub("", name)


def language_of_class(classes: str) -> str:
    """The language that a class attribute names: `language-php`, `lang:php`, `brush: php; …`."""
    found = _CLASS.search(classes)
    return usual_language(found[1]) if found else ""
