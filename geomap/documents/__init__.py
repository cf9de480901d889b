"""Bytes become documents: text with offsets, what each stretch of it is, title, publication date, source."""
