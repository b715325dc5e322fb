"""Jekyll sites as sources."""
