"""WXR, the file that WordPress exports: bytes become items, items become Posts."""

from converters.wordpress.wxr.reader import WxrReader

__all__ = ["WxrReader"]
