"""alignment: does a plan serve the governor's missions?

A Renja comes in as a PDF. ``extract`` reads it into plan items (program, kegiatan, sub kegiatan)
and checks its own reading; ``align`` scores each item against the missions and says, with a
calibrated probability, which mission it serves or that it serves none; ``pipeline`` runs the two
for one document; ``report`` writes what a planner receives. ``types`` holds the values that travel
between them. Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

__version__ = "0.1.0"
