"""The columns of what the grading model gives, shared by reading and training.

In use is WORTH. The others were learned beside it and are no better than what tells them now.
"""

from __future__ import annotations

MOVES = slice(0, 5)
WORTH, OPEN, ITEM = 5, 6, 7
COLUMNS = 8
