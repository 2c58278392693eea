"""What each consumer needs, computed once: frozen projections of the library."""
