"""`python -m converters` is the command `convert`."""

from converters.cli import main

main()
