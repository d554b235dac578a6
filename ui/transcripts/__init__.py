"""The transcripts: added, put right, looked over, and read with their recording."""
