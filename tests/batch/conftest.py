"""Stores to test with."""

from __future__ import annotations

from databases import postgres_folder, store_url

__all__ = ["postgres_folder", "store_url"]
