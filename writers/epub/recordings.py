"""Sound and film that may stand in a book: told by their first bytes, whatever they are called."""

LONGEST_HEAD = 4096
"""Bytes that are enough to tell."""

_EBML = b"\x1a\x45\xdf\xa3"


def recording_type(head: bytes, kind: str) -> tuple[str, str]:
    """The media type and the suffix of a recording by its first bytes; empty when readers cannot play it.

    `kind` is the element that plays it, `audio` or `video`, which some containers leave open.
    """
    if head[:3] == b"ID3" or (head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE6 == 0xE2):
        return "audio/mpeg", "mp3"
    if head[4:8] == b"ftyp":
        if kind == "audio" or head[8:11] == b"M4A":
            return "audio/mp4", "m4a"
        return "video/mp4", "mp4"
    if head[:4] == _EBML and b"webm" in head:
        return ("video/webm", "webm") if kind == "video" else ("", "")
    if head[:4] == b"OggS" and b"OpusHead" in head and kind == "audio":
        return "audio/ogg; codecs=opus", "opus"
    return "", ""
