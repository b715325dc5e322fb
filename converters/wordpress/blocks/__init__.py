"""The block editor: its grammar, and each family of blocks as HTML."""
