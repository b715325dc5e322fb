"""The subset of Go's templates that shortcodes of themes are written in, run within bounds."""
