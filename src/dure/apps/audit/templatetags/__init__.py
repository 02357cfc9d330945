"""Words for the log's screens."""
