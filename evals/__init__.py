"""Question sets -> results -> report: how good the answers are, and what made them better.

The data goes through four folders, and in each one file is the place to begin:

- `sets/questions.py`: what a question set is, and its reading. `sources.py` knows the kinds of
  file, `gold.py` proves that each quote and fact stands in its turns.
- `ask/run.py`: every question is asked, a row each. `evaluate.py` is the whole way from files to
  reports, `gate.py` what makes a run fail.
- `measure/metrics.py`: the metrics, pure functions by turn. `scoring.py` says which apply to a
  question, `stats.py` how sure a figure is.
- `report/report.py`: what a run leaves in its folder. `summary.py` makes the figures, `compare.py`
  sets two runs side by side.

`commands.py` holds what `python -m evals` does; docs/question-sets.md is for those who ask.
"""
