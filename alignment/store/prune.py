"""Making a store small again: what a newer result stands for goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from alignment.store.connect import explained_errors, reading, writing
from alignment.store.tables import recipes, results, vectors

if TYPE_CHECKING:
    from alignment.store.db import Store


def prune(store: Store) -> tuple[int, int]:
    """Takes out every document's results but the one that is read, and vectors no result needs.

    Reviewers' verdicts and the record of runs stay.

    Returns:
        How many results and how many vectors went.

    Raises:
        StoreError: the database refuses; the store is then as it was.
    """
    with explained_errors(store.engine), reading(store.engine) as connection:
        ids = set(connection.execute(select(results.c.result_id)).scalars())
    # In this order: what a batch records in between is not among ``ids``, so it stays.
    old = sorted(ids - {one.result_id for one in store.versions()})
    with explained_errors(store.engine), writing(store.engine) as connection:
        for result_id in old:
            connection.execute(delete(results).where(results.c.result_id == result_id))
        in_use = select(recipes.c.model_id).join(
            results, results.c.recipe_id == recipes.c.recipe_id
        )
        gone = connection.execute(delete(vectors).where(vectors.c.model_id.not_in(in_use)))
    store.tidy(compact=True)
    return len(old), gone.rowcount
