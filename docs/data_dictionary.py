"""Writes docs/kamus-data.md from the tables of the program: ``python docs/data_dictionary.py``."""

# ruff: noqa: INP001 - a script

from pathlib import Path

from alignment.report.data_tables import dictionary

if __name__ == "__main__":
    Path(__file__).with_name("kamus-data.md").write_text(dictionary(), encoding="utf-8")
