"""The files of a blog: which there are, where each goes, and getting it there."""
