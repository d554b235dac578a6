"""Annotated speech of researchers: TEI, ELAN, CHAT, Transcriber, EXMARaLDA.

Files of corpora and annotation programs: tiers or utterances with a table of speakers.
"""
