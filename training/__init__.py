"""How the reading model is made: questions, pairs, training, export. See README.md."""
