"""Kinds of items that WordPress and its plugins keep among the posts though nobody reads them as such."""

from collections.abc import Mapping

_SETTINGS = "the theme's own settings"
_RECORD = "a plugin's own record, which has no page"
_SENT = "what a visitor sent or bought, which has no page"
_BUILDING = "a part of a page builder, without a page of its own"

_RECORDS = """
    _pods_field _pods_group _pods_pod acf-field acf-field-group acf-post-type acf-taxonomy acf-ui-options-page
    advanced_ads amp_validated_url bp-email cookielawinfo custom-css-js edd_discount edd_license fl-theme-layout
    give_forms_template guest-author is_search_form jet-engine jet-menu jetpack_migration jp_mem_plan jp_pay_product
    mailpoet_page mc4wp-form ml-slide ml-slider nf_form popup popup_theme product_variation
    scheduled-action shop_coupon shop_webhook tablepress_table vc_settings wpcf7_contact_form wpcode wpforms
    wphb_minify_group wppb-rf-cpt
"""
_SUBMISSIONS = """
    edd_log edd_payment feedback flamingo_contact flamingo_inbound flamingo_outbound give_log give_payment jp_pay_order
    llms_order mphb_payment nf_sub postman_sent_mail sfwd-assignment sfwd-essays sfwd-transactions shop_order
    shop_order_placehold shop_order_refund shop_subscription tec_tc_attendee tec_tc_order tribe_rsvp_attendees
    tribe_tpp_attendees tribe_tpp_orders tribe_wooticket wc_booking wc_user_membership wp_log wpcf7s
"""
_BUILDERS = """
    ae_global_templates astra-advanced-hook bricks_template brizy-global-block brizy_template cms_block ct_template
    elementor-hf elementor_font elementor_icons elementor_library elementor_snippet et_body_layout et_footer_layout
    et_header_layout et_pb_layout et_tb_item et_template et_theme_builder fl-builder-template fusion_element
    fusion_form fusion_icons fusion_tb_layout fusion_tb_section fusion_template oxy_user_library tcb_lightbox
    tve_lead_shortcode vc4_templates vc_grid_item
"""

MACHINERY: Mapping[str, str] = {
    "attachment": "a file, described with the media",
    "nav_menu_item": "a line of a menu, written with the menus",
    "wp_block": "a reusable block, inlined where it is used",
    "revision": "an older version of a post",
    "custom_css": _SETTINGS,
    "customize_changeset": _SETTINGS,
    "wp_global_styles": _SETTINGS,
    "wp_template": _SETTINGS,
    "wp_template_part": _SETTINGS,
    "wp_navigation": _SETTINGS,
    "wp_font_family": _SETTINGS,
    "wp_font_face": _SETTINGS,
    **dict.fromkeys(("pretty-link", "redirect_rule", "thirstylink"), "a redirect, which --redirects keeps"),
    "oembed_cache": "a cache",
    "user_request": "a request about personal data",
    **dict.fromkeys(_RECORDS.split(), _RECORD),
    **dict.fromkeys(_SUBMISSIONS.split(), _SENT),
    **dict.fromkeys(_BUILDERS.split(), _BUILDING),
}
"""What becomes of them, by kind. Many are "published" in an export, the letters that forms took in among them."""
