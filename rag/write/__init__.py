"""A chat model's answer, from prompts/, streamed and checked."""
