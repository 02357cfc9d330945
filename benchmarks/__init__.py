"""`make bench`: speed, memory and quality, side by side with peers."""
