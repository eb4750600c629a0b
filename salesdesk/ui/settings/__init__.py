"""The settings of a company, one file per section."""
