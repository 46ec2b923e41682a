"""Any result that a document may come to, for properties."""

from __future__ import annotations

from hypothesis import strategies as st

from alignment.types import (
    Alignment,
    Box,
    DirectiveFinding,
    DirectiveMeasure,
    DirectiveOutcome,
    DocumentKind,
    DocumentResult,
    Evidence,
    Extraction,
    Failure,
    Indicator,
    Level,
    Notice,
    Parent,
    PlanItem,
    ReadingQuality,
    Source,
    Status,
    ThemeWeight,
)

# Whatever a PDF may hold: every letter, NUL, and halves of surrogate pairs.
texts = st.text(st.characters(), max_size=12)
maybe_texts = st.none() | texts
amounts = st.none() | st.integers(-(10**25), 10**25)
pages = st.none() | st.integers(1, 6000)
counts = st.integers(0, 10**15)
shares = st.floats(0, 1)
lengths_pt = st.floats(-1e4, 1e4)


def some(values: st.SearchStrategy[object], most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=most).map(tuple)


notices = st.builds(Notice, texts, texts, pages)
items = st.builds(
    PlanItem,
    item_id=st.text("0123456789abcdef", min_size=4, max_size=4),
    document=texts,
    level=st.sampled_from(Level),
    name=texts,
    code=maybe_texts,
    opd=maybe_texts,
    year=st.none() | st.integers(0, 10**12),
    parents=some(st.builds(Parent, st.sampled_from(Level), maybe_texts, texts)),
    indicators=some(st.builds(Indicator, texts, maybe_texts, maybe_texts)),
    budget_rupiah=amounts,
    budget_before_rupiah=amounts,
    forecast_rupiah=amounts,
    location=maybe_texts,
    fund_source=maybe_texts,
    page_number=pages,
    box_pt=st.none() | st.builds(Box, lengths_pt, lengths_pt, lengths_pt, lengths_pt),
    source=st.sampled_from(Source),
    warnings=some(notices),
)


measures = st.builds(DirectiveMeasure, texts, texts, counts, counts, st.none() | shares)
directives = st.builds(
    DirectiveFinding,
    directive_id=texts,
    title=texts,
    opd=texts,
    outcome=st.sampled_from(DirectiveOutcome),
    sentence=texts,
    item_count=counts,
    amount_rupiah=counts,
    total_rupiah=counts,
    share=st.none() | shares,
    measures=some(measures),
)


@st.composite
def read_results(draw: st.DrawFn) -> DocumentResult:
    """A document that was read, with verdicts on some of its items."""
    read = draw(some(items, most=4))
    extraction = draw(
        st.builds(
            Extraction,
            document=texts,
            kind=st.sampled_from(DocumentKind),
            opd=maybe_texts,
            year=st.none() | st.integers(0, 10**12),
            page_count=st.integers(0, 6000),
            items=st.just(read),
            quality=st.builds(
                ReadingQuality, st.integers(0, 9), st.none() | shares, notices=some(notices)
            ),
        )
    )
    judged = draw(st.lists(st.sampled_from(read), unique_by=id)) if read else []
    alignments = tuple(draw(verdicts_on(item)) for item in judged)
    return DocumentResult(
        extraction.document,
        extraction,
        alignments,
        seconds=draw(st.floats(0, 1e6)),
        directives=draw(some(directives)),
    )


def verdicts_on(item: PlanItem) -> st.SearchStrategy[Alignment]:
    """A verdict on this item."""
    return st.builds(
        Alignment,
        item=st.just(item),
        status=st.sampled_from(Status),
        mission_id=maybe_texts,
        none_probability=shares,
        reason=texts,
        model_id=texts,
        rank=st.none() | st.integers(1, 10**6),
        probabilities=st.dictionaries(texts, shares, max_size=3),
        themes=some(st.builds(ThemeWeight, texts, shares)),
        evidence=some(st.builds(Evidence, maybe_texts, texts, texts, texts, shares)),
    )


failed_results = st.builds(
    DocumentResult,
    document=texts,
    failure=st.builds(
        Failure,
        *(st.just("x"), texts, texts, texts, texts, pages),
        kind=st.none() | st.sampled_from(DocumentKind),
    ),
    seconds=st.floats(0, 1e6),
)
