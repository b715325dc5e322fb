"""Sites of Markdown files as sources: what Hugo and Jekyll have in common, and a room for each."""
