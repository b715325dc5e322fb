"""The report: one HTML file that shows what became of a blog, to read, to search and to print."""

from converters.report.findings import Findings, Gathering
from converters.report.page import report_page

__all__ = ["Findings", "Gathering", "report_page"]
