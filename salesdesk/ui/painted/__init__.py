"""Small drawings that Qt paints itself: sharp, instant, in the theme's colours."""
