"""The drawings of each KPI's page: the trend, and what its details allow besides."""

from salesdesk.ui.panels.panel import Panel, panels_of

__all__ = ["Panel", "panels_of"]
