"""Code: spans and fences that hold any text, and the language of a block."""

import re

from converters.html import Element
from writers.markdown.flavor import Flavor
from writers.markdown.raw import inert_text

_TICKS = re.compile("`+")
_SHORTCODE = re.compile(r"\{\{(?P<kind>[<%])(?P<inside>(?:(?!/\*|\{\{)[^>%]|[>%](?!\}\}))*)(?:>\}\}|%\}\})", re.DOTALL)
_CLASS = re.compile(r"(?:^|\s)(?:language|lang)[-:_]([^\s;]+)|\bbrush:\s*([^\s;]+)")
_NOT_IN_LANGUAGE = re.compile(r"[^\w+#.-]", re.ASCII)
_ATTRIBUTES = ("data-lang", "data-language", "data-enlighter-language", "lang")
MORE = "<!--more-->"


def fence_of(text: str) -> str:
    """Backticks, more than stand together anywhere in a text."""
    return "`" * max(3, 1 + max(map(len, _TICKS.findall(text)), default=0))


def without_templates(text: str, flavor: Flavor) -> str | None:
    """Code in which the template language finds nothing to do, and that shows as it is; None where there is no such."""
    if flavor.exact_more and MORE in text:
        return None
    if flavor.template is None or not flavor.template.search(text):
        return text
    if not flavor.comment_shortcodes:
        return None
    commented = _SHORTCODE.sub(lambda m: f"{{{{{m['kind']}/*{m['inside']}*/{m[0][-3:]}", text)
    return None if re.search(r"\{\{[<%](?!/\*)", commented) or re.search(r"\{\{[<%]/\*", text) else commented


def code_span(text: str, flavor: Flavor, *, cell: bool = False) -> str:
    """Text (one line, not empty, no space at its edges) as code inside a paragraph."""
    safe = without_templates(text, flavor)
    if (
        safe is None
        or (("|" in text or "]:" in text) and flavor.is_kramdown)
        or ("`" in (text[0], text[-1]) and flavor.is_kramdown)
    ):
        return f"<code>{inert_text(text)}</code>"
    if cell and "|" in safe:
        if "\\" in safe:
            return f"<code>{inert_text(text)}</code>"
        safe = safe.replace("|", "\\|")
    lengths = set(map(len, _TICKS.findall(safe)))
    free = [1 + max(lengths, default=0)] if flavor.is_kramdown else range(1, len(lengths) + 2)
    ticks = next("`" * n for n in free if n not in lengths)  # kramdown ends at any run that is long enough
    pad = " " if "`" in (safe[0], safe[-1]) else ""
    return f"{ticks}{pad}{safe}{pad}{ticks}"


def code_block(text: str, language: str, flavor: Flavor, *, nested: bool) -> str:
    """Text as a fenced block; as `<pre>` where no fence can hold it. `nested`: inside a list or a quote."""
    safe = without_templates(text, flavor)
    if safe is not None and (flavor.blank_first_lines or not safe.startswith("\n")):
        fence = fence_of(safe)
        return f"{fence}{language}\n{safe}\n{fence}"
    html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if flavor.template:
        html = flavor.template.sub(lambda found: "&#123;" * len(found[0]), html)
    if nested or flavor.is_kramdown:
        html = html.replace("\n", "&#10;")
    kind = f' class="language-{language}"' if language else ""
    return f"<pre><code{kind}>{html}</code></pre>"


def language_of(pre: Element) -> str:
    """The language that a block of code says it is in, as any of the known highlighters say it; empty when none."""
    for element in (pre, *(child for child in pre.children if isinstance(child, Element) and child.name == "code")):
        found = _CLASS.search(element.get("class"))
        names = [found[1] or found[2]] if found else [element.get(name) for name in _ATTRIBUTES if element.get(name)]
        for name in names:
            language = _NOT_IN_LANGUAGE.sub("", name.lower())  # `{r}` would end Hugo's build
            if language:
                return "" if language == "goat" else language  # Hugo draws goat instead of printing it
    return ""
