"""A stranger's distribution: installed, it is listed, has help and options of its own, conforms, and harms nobody."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLUGIN = ROOT / "fixtures" / "plugin"
SMALL_BLOG = ROOT / "fixtures" / "exports" / "small-blog" / "export.xml"

pytestmark = pytest.mark.installation


def run(*command: str | Path, code: int = 0) -> str:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel and the sdist of portpress, and the wheel of the plugin, built from clean copies."""
    folder = tmp_path_factory.mktemp("wheels")
    tools = tmp_path_factory.mktemp("tools")
    run(sys.executable, "-m", "venv", tools)
    run(tools / "bin" / "pip", "install", "--quiet", "build")
    for source in (ROOT, PLUGIN):
        run(tools / "bin" / "python", "-m", "build", "--outdir", folder, source)
    return folder


@pytest.fixture(scope="session")
def environment(wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a fresh environment that has portpress and the plugin, and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder)
    run(folder / "bin" / "pip", "install", "--quiet", *sorted(wheels.glob("*.whl")))
    return folder / "bin"


def test_wheel_and_sdist_hold_what_they_should(wheels: Path) -> None:
    with zipfile.ZipFile(next(wheels.glob("portpress-*.whl"))) as wheel:
        names = set(wheel.namelist())
    folders = {name.partition("/")[0] for name in names}
    assert {folder for folder in folders if not folder.endswith(".dist-info")} == {"converters", "writers"}
    tracked = run("git", "-C", ROOT, "ls-files", "converters", "writers").split("\n")
    assert {name for name in tracked if name} <= names
    sdist = next(wheels.glob("portpress-*.tar.gz"))
    listed = run("tar", "-tzf", sdist)
    for name in ("README.md", "LICENSE", "CHANGELOG.md", "tests/test_plugin.py", "fixtures/plugin/pyproject.toml"):
        assert f"/{name}\n" in listed


def test_plugin_is_listed_with_its_distribution(environment: Path) -> None:
    listed = run(environment / "convert", "formats")
    assert "  gemini         portpress-gemini\n" in listed
    assert "  unready        portpress-gemini\n" in listed


def test_plugin_has_help_and_options_of_its_own(environment: Path) -> None:
    said = run(environment / "convert", "gemini", "--help")
    assert "Writes a Gemini capsule" in said
    assert "--links" in said
    assert "--links" not in run(environment / "convert", "hugo", "--help")


def test_plugin_writes_a_blog_though_its_reader_is_broken(environment: Path, tmp_path: Path) -> None:
    said = run(environment / "convert", "gemini", SMALL_BLOG, tmp_path / "capsule", "--jobs", "2")
    pages = sorted(file.name for file in (tmp_path / "capsule").glob("*.gmi"))
    assert len(pages) > 5
    assert (tmp_path / "capsule" / "30.gmi").read_text(encoding="utf-8").startswith("# About\n")
    assert "the rules absent of the plugin portpress-gemini cannot be loaded" in said
    failed = run(environment / "convert", "hugo", SMALL_BLOG, tmp_path / "site", "--from", "unready", code=2)
    assert failed.count("\n") == 1
    assert "portpress-gemini cannot be loaded (this reader is not ready)" in failed


def test_plugin_s_shortcodes_blocks_and_rules_apply(environment: Path, tmp_path: Path) -> None:
    body = (
        '[tide height="3"] [storm] [advert]Buy![/advert]'
        "<!-- wp:gemini/card --><i>x</i><!-- wp:paragraph --><p>in a card</p><!-- /wp:paragraph -->"
        "<!-- /wp:gemini/card -->"
    )
    export = tmp_path / "export.xml"
    text = SMALL_BLOG.read_text(encoding="utf-8")
    export.write_text(text.replace("<p>Two people, one kettle. Write to us.</p>", f"<p>{body}</p>"), encoding="utf-8")
    said = run(environment / "convert", "hugo", export, tmp_path / "site")
    page = (tmp_path / "site" / "content" / "pages" / "about.md").read_text(encoding="utf-8")
    assert "**The tide is 3 m high.**" in page
    assert "[storm]" in page
    assert "Buy!" not in page
    assert "in a card" in page
    assert "the rule for [storm] in the plugin portpress-gemini raised RuntimeError (too much wind)" in said


def test_plugin_passes_the_checks_of_the_built_in_formats(environment: Path, tmp_path: Path) -> None:
    script = tmp_path / "check.py"
    script.write_text(
        "import tempfile, pathlib\n"
        "from converters.conformance import WRITER_CHECKS\n"
        "from portpress_gemini.writer import GeminiWriter\n"
        "for check in WRITER_CHECKS:\n"
        "    with tempfile.TemporaryDirectory() as folder:\n"
        "        check(GeminiWriter(), pathlib.Path(folder))\n"
        "    print(check.__name__)\n",
        encoding="utf-8",
    )
    assert len(run(environment / "python", script).splitlines()) == 10


@pytest.mark.parametrize("tool", ["pipx", "uv"])
def test_tools_that_install_programs_install_it(tool: str, wheels: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "tools")
    tools = tmp_path / "tools" / "bin"
    run(tools / "pip", "install", "--quiet", tool)
    wheel = next(wheels.glob("portpress-*.whl"))
    homes = {"pipx": ("PIPX_HOME", "PIPX_BIN_DIR"), "uv": ("UV_TOOL_DIR", "UV_TOOL_BIN_DIR")}[tool]
    places = [f"{name}={tmp_path / name}" for name in homes]
    install = {"pipx": ["pipx", "install"], "uv": ["uv", "tool", "install", "--python", sys.executable]}[tool]
    run("env", *places, tools / install[0], *install[1:], wheel)
    assert run(tmp_path / homes[1] / "portpress", "--version").startswith("portpress, version ")
