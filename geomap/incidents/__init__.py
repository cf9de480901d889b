"""Event mentions become incidents: tie to place and time, merge, filter, summarise."""
