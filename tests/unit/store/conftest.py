"""Stores to test with."""

from __future__ import annotations

from databases import postgres_cluster, store_url

__all__ = ["postgres_cluster", "store_url"]
