"""Speech recognisers: Whisper and its kin, AWS, Azure, Google, Deepgram, AssemblyAI and others.

The JSON that services and programs write: words, phrases or segments with times.
"""
