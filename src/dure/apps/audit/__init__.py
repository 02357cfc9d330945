"""What happened, when and by whom: entries that are only ever added."""
