"""Toponyms: place names and demonyms found in a text (`recognise`) and settled (`resolve`)."""
