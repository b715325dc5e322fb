"""Rules that a person gives for shortcodes and blocks: unwrap, keep, drop, replace by a template, call a function.

    [shortcodes]
    wide = "unwrap"                      # its content stays, without the brackets
    advert = "drop"                      # it goes, with its content
    draft-mark = "keep"                  # it stays as it is, and nobody asks what it was
    recipe = { replace = '<h3>{title}</h3>{content}' }
    chart = { call = "my_rules:chart" }  # a function of my_rules.py beside the file

    [blocks]
    "acme/quote" = { replace = '<blockquote>{content}<cite>{author.name}</cite></blockquote>' }

In a template `{name}` is an attribute, as text; `{0}` an attribute without a name; `{content}` what the shortcode or
block holds, as HTML (within a tag: its text); `{{` and `}}` are braces. A function gets what portpress's own get,
a `Shortcode` or a `Block` and the `Context`, and returns HTML, or None for "stays as it is"; of a block it may also
return a list of HTML and blocks.
"""
