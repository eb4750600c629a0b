"""The window.  Computes nothing: it asks the desk."""
