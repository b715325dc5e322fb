"""Shortcodes of what a site does, not of what an author wrote: forms, tables of contents, lists of other posts.

They are left out and reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from converters.problem import Problem, Severity
from converters.wordpress.context import Context
from converters.wordpress.shortcodes.expansion import Handler, Shortcode


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortcodeDropped(Problem):
    """A shortcode that held no content was left out."""

    code = "shortcode-dropped"
    severity = Severity.NOTE
    text = "[{name}{title}] is {what}: left out"
    name: str
    title: str
    what: str


def _drop(what: str) -> Handler:
    """A handler that leaves a shortcode out and says what it was; what stands between its tags stays."""

    def drop(shortcode: Shortcode, context: Context) -> str:
        title = shortcode.get("title") or shortcode.get("id") or next(iter(shortcode.positions()), "")
        title = "" if "@" in title else title  # an address of someone's
        context.report(ShortcodeDropped(name=shortcode.name, title=f" {title}" if title else "", what=what))
        return shortcode.html

    return drop


_CONTENTS = """
    toc lwptoc ez-toc rtoc no_toc notoc table_of_contents simpletoc wp-toc page-toc
"""
_FORMS = """
    contact-form contact-form-7 contact-field contact_form formidable forminator_form caldera_form gravityform
    gravityforms mc4wp_form mailpoet_form ninja_form ninja_forms ninja_form_display si-contact-form sform simpleform
    weforms wpforms everest_form fluentform subscribe2 newsletter_form wufoo jetpack_subscription_form
    et_pb_contact_field
"""
_PARTS = """
    archives blog_subscription_form digg google-adsense gravatar adsense adsense1 adrotate addtoany bbp-forum-index
    bbp-topic-index bloginfo display-posts jetpack-related-posts jp-related-posts loginform login-form loginout
    meteor_slideshow recent-posts recent_posts recent_products related_posts rev_slider sitemap
    sharethis sharing_icons social_share top-posts upcoming-events woocommerce_cart woocommerce_checkout
    woocommerce_my_account woocommerce_order_tracking wp_sitemap_page wpmem_form
    et_pb_blog et_pb_comments et_pb_filterable_portfolio et_pb_fullwidth_menu et_pb_fullwidth_portfolio
    et_pb_fullwidth_post_slider et_pb_menu et_pb_portfolio et_pb_post_nav et_pb_post_slider et_pb_search et_pb_shop
    et_pb_sidebar vc_basic_grid vc_facebook vc_googleplus vc_masonry_grid vc_pinterest vc_posts_grid vc_posts_slider
    vc_tweetmeme vc_widget_sidebar vc_wp_archives vc_wp_calendar vc_wp_categories vc_wp_links vc_wp_meta vc_wp_pages
    vc_wp_posts vc_wp_recentcomments vc_wp_rss vc_wp_search vc_wp_tagcloud
"""

DROPPED_SHORTCODES: Mapping[str, Handler] = {
    **dict.fromkeys(_CONTENTS.split(), _drop("a table of contents")),
    **dict.fromkeys(_FORMS.split(), _drop("a form")),
    **dict.fromkeys(_PARTS.split(), _drop("a part of the site")),
}
