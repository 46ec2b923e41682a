"""Makes Renja of Kalimantan Timur offices that no office ever wrote, with the truth beside them.

A sample is an office x a table form x a PDF producer x a seed. Offices come from ``data/``, forms
from ``forms/``, producers from ``producers/``; each is one small module, and any form prints with
any producer. Every page says that it is a made example.
"""
