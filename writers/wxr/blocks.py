"""tmp"""


def to_blocks(html: str) -> str:
    """tmp"""
    return html
