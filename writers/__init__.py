"""Posts become files."""
