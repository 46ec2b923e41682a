"""``python -m alignment``."""

from __future__ import annotations

from alignment.cli import main

if __name__ == "__main__":
    main()
