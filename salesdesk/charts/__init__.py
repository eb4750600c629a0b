"""Drawings on a given matplotlib Figure, the same for screen and PDF.

Each drawing is a module with ``draw(figure, …, style, formats) -> Marks``.  :mod:`style` and :mod:`marks` do not load
matplotlib; the drawings do, so import them when something is drawn.
"""
