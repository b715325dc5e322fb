"""Hugo sites as sources."""
