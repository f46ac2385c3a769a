"""English as rules need it: sentences, words with tags, phrases, wording."""
