"""The fact sheet as data and as YAML: its specification, loader, writers, checks."""
