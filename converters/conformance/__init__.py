"""What every reader and writer must hold to, as checks that the author of a plugin runs in a test.

import pytest
from converters.conformance import WRITER_CHECKS

@pytest.mark.parametrize("check", WRITER_CHECKS, ids=lambda check: check.__name__)
def test_my_writer_conforms(check, tmp_path):
    check(MyWriter(), tmp_path)

A check takes the writer and an empty folder that it may use, or the reader, a sample of its sources and such a folder.
It raises AssertionError with a sentence that says what does not hold.
"""

from converters.conformance.reading import READER_CHECKS, ReaderCheck
from converters.conformance.writing import WRITER_CHECKS, WriterCheck

__all__ = ["READER_CHECKS", "WRITER_CHECKS", "ReaderCheck", "WriterCheck"]
