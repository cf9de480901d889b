"""Sentences, tokens and the tagger."""
