"""What problems are about: the parts of the report in which each kind of them is listed."""

SUBJECTS = {
    "rules": "Shortcodes and blocks",
    "media": "Pictures and files",
    "addresses": "Addresses and links",
    "posts": "Posts that differ",
    "others": "Everything else",
}
"""The parts, in order, and their headings."""

_PREFIXES = {
    "media": (
        "media-", "picture-", "block-media-", "mention-", "recording-", "enclosure-", "bad-enclosure", "no-media-",
    ),
    "addresses": (
        "address-", "alias-", "link-", "links-", "redirects-", "path-", "renamed", "unaddressed", "leads-nowhere",
    ),
    "rules": (
        "unknown-shortcode", "unknown-block", "unknown-empty-block", "shortcode-", "dynamic-block-", "dropped-by-rule",
        "rule-", "broken-block-", "reusable-block-", "template-kept", "pattern-missing", "table-missing",
    ),
    "posts": ("post-differs", "post-missing", "post-doubled", "post-surplus"),
}  # fmt: skip


def subject_of(code: str) -> str:
    """The part of the report for a kind of problem, by its code."""
    return next((subject for subject, starts in _PREFIXES.items() if code.startswith(starts)), "others")
