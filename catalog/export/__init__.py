"""The catalogue as data for others: the API, tables, a database, feeds and calendars."""
