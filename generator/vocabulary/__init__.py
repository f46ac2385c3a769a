"""What words and names tell by themselves, from lexicons alone: no sentence is read.

Readers of documents and the site both rest on it, so it imports nothing that reads.
"""
