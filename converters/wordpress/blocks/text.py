"""The blocks of words: code with its language, formulas, tabs, buttons, Markdown, shortcodes and classic text."""

import re
from collections.abc import Mapping
from html import escape, unescape

from converters.html import Element, Text, parse, serialise
from converters.markdown import to_html as markdown_to_html
from converters.wordpress.blocks.grammar import Block, BlockRenderer, Part
from converters.wordpress.context import Context
from converters.wordpress.paragraphs import add_paragraphs

_LANGUAGE = re.compile(r"[A-Za-z][\w+#.-]*", re.ASCII)


def show_code(block: Block, context: Context) -> list[Part]:
    """Code, with its language as `class="language-x"`: core's block says none, plugins say it in the settings."""
    code, language = block.text("code"), ""
    for setting in ("language", "lang", "codeLanguage"):
        language = language or block.text(setting)
    if not block.html.strip() and not code and not block.text("content"):
        return [*block.parts]
    if code and block.name.startswith("kevinbatdorf/"):
        text = unescape(code) if "&lt;" in code else code
    elif block.html.strip():
        text = _code_text(parse(block.html)) if language or block.name != "core/code" else ""
        if not text:
            return [*block.parts]
    else:
        text = code or block.text("content")
    attribute = f' class="language-{language.lower()}"' if _LANGUAGE.fullmatch(language) else ""
    return [f"<pre><code{attribute}>{escape(text, quote=False).replace('[', '&#91;')}</code></pre>"]


def _code_text(body: Element) -> str:
    for line_break in body.elements("br"):
        line_break.replace(Text("\n"))
    element = next(iter(body.elements("pre", "textarea")), body)
    return element.text_content().strip("\n")


def show_math(block: Block, context: Context) -> list[Part]:
    """A formula: its MathML with the TeX it was made of as `data-latex`; the TeX alone where nothing else was saved."""
    latex = block.text("latex")
    if not latex:
        return [*block.parts]
    body = parse(block.html)
    formulas = body.elements("math")
    if not formulas:
        return [f'<math display="block" data-latex="{escape(latex)}"></math>']
    for formula in formulas:
        formula.attributes.setdefault("data-latex", latex)
    return [serialise(body).replace("[", "&#91;")]


def show_shortcode(block: Block, context: Context) -> list[Part]:
    """A shortcode, the one block that WordPress gives paragraphs (render_block_core_shortcode)."""
    return [add_paragraphs(part) if isinstance(part, str) else part for part in block.parts]


def show_classic(block: Block, context: Context) -> list[Part]:
    """Text of the classic editor inside of blocks: with paragraphs already, or with lines that mean them."""
    if "<p" in block.html or block.children:
        return [*block.parts]
    return [add_paragraphs(block.html)]


def show_markdown(block: Block, context: Context) -> list[Part]:
    """Jetpack's Markdown: the HTML that it saved, else its source as HTML."""
    if block.html.strip() or block.children:
        return [*block.parts]
    return [markdown_to_html(block.text("source"), context.report).replace("[", "&#91;")]


def show_button(block: Block, context: Context) -> list[Part]:
    """A link that looks like a button; a real button, or one without an address, is its text."""
    if not block.html.strip():
        text, url = block.text("text"), block.text("url")
        return [f'<p><a href="{escape(url)}">{text}</a></p>' if url else f"<p>{text}</p>"] if text else []
    return [*block.parts]


def show_details(block: Block, context: Context) -> list[Part]:
    """A summary that opens; one without saved HTML has it in the settings."""
    summary = block.text("summary")
    if summary and "<summary" not in block.html:
        return ["<details><summary>", summary, "</summary>", *block.parts, "</details>"]
    return [*block.parts]


def show_accordion_heading(block: Block, context: Context) -> list[Part]:
    """The title of a panel that opens, without the button around it and the plus sign beside it."""
    body = parse(block.html)
    for icon in body.elements("span"):
        if any(name.endswith("__toggle-icon") for name in icon.classes):
            icon.replace()
    for inner in body.elements("button", "span"):
        if inner.parent is not None and inner.name == "button":
            inner.replace(*inner.children)
    shown = serialise(body)
    if not body.text_content().strip() and block.text("title"):
        return [f"<h3>{block.text('title')}</h3>"]
    return [shown]


def show_tabs(block: Block, context: Context) -> list[Part]:
    """Panels below each other, each under its label; the row of labels that switched them goes."""
    panels = [child for child in _below(block) if child.name in ("core/tab", "core/tab-panel")]
    lists = [child for child in _below(block) if child.name in ("core/tab-list", "core/tabs-menu")]
    labels = [
        " ".join(button.text_content().split()) for each in lists for button in parse(each.html).elements("button")
    ]
    labels = labels or [_label(panel) for panel in panels]
    shown: list[Part] = []
    for number, panel in enumerate(panels):
        label = labels[number] if number < len(labels) else _label(panel)
        shown += [f"<p><strong>{escape(unescape(label))}</strong></p>" if label else "", *panel.parts]
    return shown if panels else [*block.parts]


def _below(block: Block) -> list[Block]:
    """Blocks one or two levels down: panels stand in the tabs or in their list of panels."""
    return [each for child in block.children for each in (child, *child.children)]


def _label(panel: Block) -> str:
    return parse(panel.text("label") or panel.text("title")).text_content()


_CODE = (
    "core/code", "syntaxhighlighter/code", "kevinbatdorf/code-block-pro", "enlighter/codeblock", "prismatic/blocks",
    "urvanov-syntax-highlighter/code-block", "codeblocks/code-block", "wp-geshi-highlight/code",
    "simple-code-block/ace", "fv-code-highlighter/code-block",
)  # fmt: skip
TEXT_BLOCKS: Mapping[str, BlockRenderer] = {
    **dict.fromkeys(_CODE, show_code),
    "core/accordion-heading": show_accordion_heading,
    "core/button": show_button,
    "core/details": show_details,
    "core/freeform": show_classic,
    "core/math": show_math,
    "core/shortcode": show_shortcode,
    "core/tabs": show_tabs,
    "jetpack/markdown": show_markdown,
}
