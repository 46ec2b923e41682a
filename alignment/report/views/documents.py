"""What the page tells of the documents: how they were read, and what they show of directives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alignment.report.cleaning import clean
from alignment.report.palette import OUTCOME_LOOKS
from alignment.report.words import kind_word, outcome_word

if TYPE_CHECKING:
    from alignment.report.edition import Edition
    from alignment.types import DirectiveFinding

_OPD_LIMIT = 60
_DOCUMENT_LIMIT = 400
_NOTICE_LIMIT = 4


def quality(edition: Edition) -> dict[str, Any]:
    """How each document was read, and which were not."""
    summary = edition.summary
    return {
        "documents": [
            {
                "name": clean(row.document, 160),
                "opd": clean(row.opd, 160) if row.opd != row.document else "",
                "kind": kind_word(row.extraction.kind, edition.language)
                + (f" {row.extraction.year}" if row.extraction.year else ""),
                "pages": edition.whole(row.extraction.page_count),
                "rows": edition.whole(row.extraction.quality.item_count),
                "explained": edition.percent(row.extraction.quality.explained_budget_share),
                "doubtful": row.extraction.quality.explained_budget_share not in (None, 1.0),
                "to_check": edition.pages(row.extraction.quality.pages_to_check),
                "notices": [
                    edition.notice(one) for one in row.extraction.quality.notices[:_NOTICE_LIMIT]
                ],
            }
            for row in summary.documents[:_DOCUMENT_LIMIT]
        ],
        "failures": [
            dict(
                zip(
                    ("name", "problem", "advice"),
                    (clean(one.document, 160), *edition.failure(one)),
                    strict=True,
                )
            )
            for one in summary.failures[:_DOCUMENT_LIMIT]
        ],
    }


def directives(edition: Edition) -> dict[str, Any]:
    """What the plans show of the governor's directives: a table, and the findings by OPD."""
    rows = edition.summary.directives[:_OPD_LIMIT]
    return {
        "directive_titles": [clean(title, 80) for _, title in edition.summary.directive_columns],
        "directives": [
            {
                "opd": clean(row.opd, 160),
                "document": clean(row.document, 120),
                "findings": [_finding(edition, one) if one else None for one in row.findings],
            }
            for row in rows
        ],
    }


def _finding(edition: Edition, finding: DirectiveFinding) -> dict[str, Any]:
    return {
        "title": clean(finding.title, 80),
        "look": OUTCOME_LOOKS[finding.outcome].value,
        "word": outcome_word(finding.outcome, edition.language),
        "sentence": clean(finding.sentence),
        "evidence": [
            {
                "name": clean(one.name, 200),
                "note": clean(one.note, 200),
                "money": edition.money(one.budget_rupiah) if one.budget_rupiah else "",
                "page": edition.text("page_short", n=one.page_number) if one.page_number else "",
            }
            for one in finding.evidence[:_NOTICE_LIMIT]
        ],
    }
