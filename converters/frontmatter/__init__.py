"""Folders of posts with YAML front matter."""
