"""The first load: facts gathered from public sources become records."""
