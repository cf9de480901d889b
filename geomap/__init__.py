"""Reports become maps: reads reports, works out what happened, where and when, and draws it."""
