"""PDF -> plan items: pages, rows, columns, items, and the audit of the reading itself."""
