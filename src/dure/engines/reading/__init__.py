"""Reading: from any page to an article and findings with evidence."""
