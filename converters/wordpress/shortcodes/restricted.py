"""Shortcodes whose content the blog showed to its members or editors alone: it is not made public."""

from collections.abc import Mapping
from dataclasses import dataclass

from converters.problem import Problem, Severity
from converters.wordpress.context import Context
from converters.wordpress.shortcodes.expansion import Handler, Shortcode


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedContent(Problem):
    """Content that only some readers saw was left out."""

    code = "restricted-content"
    severity = Severity.WARNING
    text = "[{name}] showed its content to members or editors alone: left out; a rule that unwraps it makes it public"
    name: str


def restricted(shortcode: Shortcode, context: Context) -> str | None:
    """Nothing, said. A name that stands alone is none of these, nor is the `[member name=…]` of a theme's team."""
    if shortcode.content is None or "name" in shortcode.attributes:
        return None
    context.report(RestrictedContent(name=shortcode.name))
    return ""


_NAMES = """
    ihc-hide-content is_logged_in is_user_logged_in logged_in loggedin member members membership mepr-active mepr-show
    private restrict s2If su_members su_private um_loggedin user_only wcm_restrict wlm_ismember wlm_private
"""

RESTRICTED_SHORTCODES: Mapping[str, Handler] = dict.fromkeys(_NAMES.split(), restricted)
