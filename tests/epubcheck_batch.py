"""EPUBCheck over many books in one Java machine: `python -m tests.epubcheck_batch JAR BOOK…`, a JSON line for each.

Started as a program of its own, because one process can hold one Java machine, and one version of EPUBCheck.
"""

import json
import sys
import tempfile
from pathlib import Path

import jpype


def main(jar: Path, books: list[Path]) -> None:
    """Check every book and print `{"book": …, "messages": [[severity, id, message, place], …]}`."""
    libraries = [str(each) for each in sorted((jar.parent / "lib").glob("*.jar"))]
    jpype.startJVM("-XX:+UseSerialGC", "-Xss16m", "-Xmx1g", classpath=[str(jar), *libraries], convertStrings=True)
    java = jpype.JPackage("java")
    silence = java.io.PrintStream(java.io.ByteArrayOutputStream())
    java.lang.System.setOut(silence)
    java.lang.System.setErr(silence)
    checker = jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        for book in books:
            report.unlink(missing_ok=True)
            checker().run([str(book), "--json", str(report), "--quiet"])
            found = json.loads(report.read_text(encoding="utf-8"))["messages"] if report.exists() else None
            print(json.dumps({"book": str(book), "messages": _told(found)}), flush=True)


def _told(messages: list[dict[str, object]] | None) -> list[list[str]]:
    if messages is None:
        return [["FATAL", "", "EPUBCheck gave no report", ""]]
    told = []
    for message in messages:
        if message["severity"] in ("USAGE", "SUPPRESSED"):
            continue
        places = message.get("locations")
        first = places[0] if isinstance(places, list) and places else {}
        place = f"{first.get('path')}:{first.get('line')}:{first.get('column')}"
        told.append([str(message["severity"]), str(message["ID"]), str(message["message"])[:300], place])
    return told


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]])
