"""What a body still shows of its generator's language, or of WordPress's: it stays as it was typed, and is said."""

import re
from dataclasses import dataclass

from converters.html import Element, Node, Text, parse
from converters.problem import Problem, Report, Severity
from converters.wordpress.shortcodes.unknown import report_unknown_shortcodes

_TEMPLATE = re.compile(r"\{%-?[ \t]{0,9}([a-z]\w{0,40})\b|\{\{([<%])[ \t]{0,9}/?([\w./-]{1,60})")
_CODE = frozenset(["code", "pre"])


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateKept(Problem):
    """A piece of template language that only its site's own theme or plugins can expand."""

    code = "template-kept"
    severity = Severity.WARNING
    text = "{source} is the site's own and not known here: it stays in the text as it is"
    source: str


def report_left_over(html: str, report: Report, *, of_wordpress: bool) -> None:
    """Say once of each tag, shortcode of Hugo's and, in a body `of_wordpress`, shortcode that it stands in the text."""
    if of_wordpress:
        report_unknown_shortcodes(html, report)
    if "{%" not in html and "{{" not in html:
        return
    kept: dict[str, None] = {}
    stack: list[Node] = [*reversed(parse(html).children)]
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            kept.update((_called(found), None) for found in _TEMPLATE.finditer(node.text))
        elif isinstance(node, Element) and node.name not in _CODE:
            stack += reversed(node.children)
    for source in kept:
        if not source.startswith("{% end"):
            report(TemplateKept(source=source))


def _called(found: re.Match[str]) -> str:
    if found[1]:
        return f"{{% {found[1]} %}}"
    return f"{{{{< {found[3]} >}}}}" if found[2] == "<" else f"{{{{% {found[3]} %}}}}"
