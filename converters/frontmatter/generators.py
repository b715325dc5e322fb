"""Which folders are the sources of a whole site, and of which generator: these have readers of their own."""

from pathlib import Path

_SUFFIXES = (".toml", ".yaml", ".yml", ".json")
_POSTS = ("_posts", "_drafts")


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
    """Whether a folder is a site of Hexo's, which is much like one of Jekyll's: what it is started with is there."""
    return is_jekyll(folder) and (folder / "scaffolds").is_dir() and (folder / "source" / "_posts").is_dir()
