"""Question sets to results: every question asked and scored, with checkpoints and gates."""
