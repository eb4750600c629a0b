"""The use cases.  The window and the command line call these and nothing below."""

from salesdesk.desk.desk import Desk

__all__ = ["Desk"]
