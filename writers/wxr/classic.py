"""Canonical HTML → what the classic editor stores."""


def to_classic(html: str) -> str:
    """The same HTML."""
    return html
