"""Mapping a task over documents: on this machine (``local``) or on many (``ray``)."""
