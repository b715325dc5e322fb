"""What a shortcode or a block may look at while it becomes HTML: its post, the site, and where to report."""

from dataclasses import dataclass

from converters.post import Post, Site
from converters.problem import Report
from converters.wordpress.rules.actions import NO_RULES, Rules


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of a body."""

    post: Post
    site: Site
    report: Report
    rules: Rules = NO_RULES
    """What a person wants done with some shortcodes and blocks."""
