"""Formulas as canonical HTML takes them."""

from html import escape


def formula(tex: str, *, display: bool) -> str:
    """A formula as MathML that holds its TeX alone: `converters.canonical.formulas` has it shown."""
    block = ' display="block"' if display else ""
    return f'<math{block} data-latex="{escape(tex)}"></math>'
