"""Where results are kept: SQLite by default, PostgreSQL by URL; the one door to SQLAlchemy."""
