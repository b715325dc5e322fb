"""Memory that a process needs no more, given back to the system: others are there that need it."""

import gc


def give_back() -> None:
    """Collect what is garbage, and let go of the free pages.

    glibc keeps the pages below what still lives until it is told (`malloc_trim`); other C libraries have no such
    function and see to it themselves. It takes some hundredths of a second: for what was large.
    """
    import ctypes  # which most runs need for nothing: they have nothing large

    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):  # no such function; no libraries by that name; Windows
        return
