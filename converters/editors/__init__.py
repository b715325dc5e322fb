"""What the editors of other programs write into a body, in the elements that an article has.

Squarespace, Ghost, Weebly, Blogger, Medium, Tumblr and LiveJournal leave their own boxes in the HTML that they export,
and their scripts show what stands in attributes. Here each box becomes what readers saw: a figure with its caption, a
gallery, a player, a link. Each program has a module, of one small function for each of its boxes.
"""

from converters.editors.translation import needs_scripts, programs_in, translated

__all__ = ["needs_scripts", "programs_in", "translated"]
