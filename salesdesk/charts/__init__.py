"""Drawings of results on a given matplotlib figure: screen, PDF and tests share them."""
