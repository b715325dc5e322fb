"""Every shortcode that is known here: a table from its name to the function that makes HTML of it."""

from collections.abc import Mapping

from converters.wordpress.builder_shortcodes import BUILDER_SHORTCODES
from converters.wordpress.dropped_shortcodes import DROPPED_SHORTCODES
from converters.wordpress.footnote_shortcodes import FOOTNOTE_SHORTCODES
from converters.wordpress.jetpack_shortcodes import JETPACK_SHORTCODES
from converters.wordpress.layout_shortcodes import LAYOUT_SHORTCODES
from converters.wordpress.shortcodes import Handler
from converters.wordpress.standard_shortcodes import STANDARD_SHORTCODES

HANDLERS: Mapping[str, Handler] = {
    **BUILDER_SHORTCODES,
    **LAYOUT_SHORTCODES,
    **DROPPED_SHORTCODES,
    **FOOTNOTE_SHORTCODES,
    **JETPACK_SHORTCODES,
    **STANDARD_SHORTCODES,
}
"""The whole table: what `unwrap_shortcodes` and `expand_shortcodes` are given. Strangers add rows in a copy."""
