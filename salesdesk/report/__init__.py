"""The figures on paper: one PDF for a company and a period."""
