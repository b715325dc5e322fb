"""The files of a blog: which there are, where each goes, and getting it there; the only room that opens a socket."""
