"""`python -m generator`: the command line, where no console script is installed."""

from generator.cli import main

main()
