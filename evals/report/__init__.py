"""Results to pages: Markdown, HTML, JUnit, plots, comparison of two runs."""
