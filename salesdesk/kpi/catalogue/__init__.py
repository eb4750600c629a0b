"""The KPIs in tab order."""
