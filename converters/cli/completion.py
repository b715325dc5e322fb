"""`convert completion`: the lines with which bash, zsh and fish complete commands, options, formats and files."""

import click
from click.shell_completion import get_completion_class

PROGRAMS = ("convert", "portpress")
"""Both names of the command: on many machines `convert` is ImageMagick's."""
SHELLS = ("bash", "zsh", "fish")
ABOUT = "Print what a shell needs to complete the command."


def completion_command(root: click.Group) -> click.Command:
    """`convert completion`."""

    def run(shell: str) -> None:
        completion = get_completion_class(shell)
        if completion is not None:
            for program in PROGRAMS:
                click.echo(completion(root, {}, program, f"_{program.upper()}_COMPLETE").source())

    return click.Command(
        "completion",
        params=[click.Argument(["shell"], type=click.Choice(SHELLS))],
        callback=run,
        help=f'{ABOUT}\n\nbash, zsh: eval "$(portpress completion bash)" in ~/.bashrc or ~/.zshrc; '
        "fish: portpress completion fish > ~/.config/fish/completions/portpress.fish",
    )
