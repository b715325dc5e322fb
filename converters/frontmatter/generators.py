"""Which folders are the sources of a whole site, and of which generator: these have readers of their own."""

import re
from pathlib import Path

_SUFFIXES = (".toml", ".yaml", ".yml", ".json")
_WORDS_OF_HEXO = re.compile(rb"^(?:source_dir|public_dir|new_post_name|post_asset_folder|skip_render)[ \t]*:", re.M)
_LONGEST_CONFIGURATION = 1 << 16


def is_hugo(folder: Path) -> bool:
    """Whether a folder has Hugo's configuration, and content."""
    configured = any((folder / f"hugo{suffix}").is_file() for suffix in _SUFFIXES)
    maybe = any((folder / f"config{suffix}").is_file() for suffix in _SUFFIXES) or any(
        (folder / "config" / "_default" / f"{name}{suffix}").is_file()
        for name in ("hugo", "config")
        for suffix in _SUFFIXES
    )
    return (configured or maybe) and ((folder / "content").is_dir() or configured)


def is_jekyll(folder: Path) -> bool:
    """Whether a folder has Jekyll's configuration. Hugo's own files decide where both are there."""
    return not is_hugo(folder) and any((folder / f"_config{suffix}").is_file() for suffix in (".yml", ".yaml", ".toml"))


def is_hexo(folder: Path) -> bool:
    """Whether a folder is a site of Hexo's, which is much like one of Jekyll's.

    Its posts are in `source/_posts`, and there is what it is started with, or its configuration speaks as Hexo's does.
    """
    if not is_jekyll(folder) or not (folder / "source" / "_posts").is_dir():
        return False
    return (folder / "scaffolds").is_dir() or any(map(_speaks_as_hexo, folder.glob("_config.y*ml")))


def _speaks_as_hexo(configuration: Path) -> bool:
    try:
        with configuration.open("rb") as file:
            return _WORDS_OF_HEXO.search(file.read(_LONGEST_CONFIGURATION)) is not None
    except OSError:
        return False
