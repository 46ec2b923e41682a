"""Verdicts -> what a planner receives: a workbook and a self-contained page."""
