"""Every shortcode that is known here: a table from its name to the function that makes HTML of it."""

from collections.abc import Mapping

from converters.wordpress.shortcodes.builders import BUILDER_SHORTCODES
from converters.wordpress.shortcodes.dropped import DROPPED_SHORTCODES
from converters.wordpress.shortcodes.expansion import Handler
from converters.wordpress.shortcodes.footnotes import FOOTNOTE_SHORTCODES
from converters.wordpress.shortcodes.jetpack import JETPACK_SHORTCODES
from converters.wordpress.shortcodes.layout import LAYOUT_SHORTCODES
from converters.wordpress.shortcodes.players import PLAYER_SHORTCODES
from converters.wordpress.shortcodes.restricted import RESTRICTED_SHORTCODES
from converters.wordpress.shortcodes.standard import STANDARD_SHORTCODES
from converters.wordpress.shortcodes.tables import TABLE_SHORTCODES

HANDLERS: Mapping[str, Handler] = {
    **BUILDER_SHORTCODES,
    **LAYOUT_SHORTCODES,
    **DROPPED_SHORTCODES,
    **FOOTNOTE_SHORTCODES,
    **JETPACK_SHORTCODES,
    **PLAYER_SHORTCODES,
    **RESTRICTED_SHORTCODES,
    **STANDARD_SHORTCODES,
    **TABLE_SHORTCODES,
}
"""The whole table: what `unwrap_shortcodes` and `expand_shortcodes` are given. Strangers add rows in a copy."""
