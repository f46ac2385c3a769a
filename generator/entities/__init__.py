"""Entities: mentions joined into parties, their roles, and what pronouns and descriptions mean."""
