"""Sites for Hugo: where everything stands in them, their configuration and menus, and the writer."""

from writers.hugo.writer import HugoWriter

__all__ = ["HugoWriter"]
