"""Captions: WebVTT, SubRip, SubViewer, TTML and DFXP, YouTube, Podcasting 2.0.

Written by Zoom, Teams, Google Meet, YouTube, broadcasters and podcast hosts: cues with times,
the speaker in a voice tag, a label, a line above, or nowhere.
"""
