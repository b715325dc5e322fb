"""Sources become Posts."""
