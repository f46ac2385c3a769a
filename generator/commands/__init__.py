"""The commands, one a file, imported by `generator.cli` when they are called."""
