"""From a page to a proposal: documents, near-duplicate groups, proposals and their review."""
