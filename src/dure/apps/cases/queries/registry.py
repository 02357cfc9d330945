"""One case, its evidence and its history."""
