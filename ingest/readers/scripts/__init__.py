"""Screenplays: Fountain, which Highland, Slugline, Beat, Fade In, WriterDuet and Trelby write."""
