"""What the law demands: terms, days and grounds, each with its article. Pure Python and YAML: no database, no clock."""
