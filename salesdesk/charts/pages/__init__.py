"""What each KPI's details hold, in the words and shapes that drawings take.  Does not load matplotlib.

Every function of these modules paints one drawing from a result whose details hold what it needs.
"""
