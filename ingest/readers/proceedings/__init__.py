"""Proceedings: parliaments, courts and the Congressional Record, in their printers' own forms.

Hansard as XML and HTML, Akoma Ntoso, GPO's text, court reporters' numbered pages, Oyez.
"""
