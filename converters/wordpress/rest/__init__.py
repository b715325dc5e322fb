"""A WordPress that still runs, read through its REST API (`/wp-json/`)."""

from converters.wordpress.rest.reader import RestReader

__all__ = ["RestReader"]
