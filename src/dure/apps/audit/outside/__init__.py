"""The published log's folder, its signing keys, its witnesses and time stamps: all that stands outside the database."""
