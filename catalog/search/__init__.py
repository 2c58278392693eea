"""Norwegian search: analysis, compounds, a lunr index cut into parts, and facet columns.

Knows nothing of records: documents come in as plain values, files go out as plain values.
"""
