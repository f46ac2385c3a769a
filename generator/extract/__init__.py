"""Extractors: a parsed document in, findings out; one family a file, none imports another."""
