"""Labels: the forms in which they stand, the lines that may open a turn, and whose name it is.

Nothing here knows of a format: which of the forms a file is in, the contest of `labelled` decides.
"""
