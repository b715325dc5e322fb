"""WXR, the file that WordPress imports."""

from writers.wxr.writer import WxrWriter

__all__ = ["WxrWriter"]
