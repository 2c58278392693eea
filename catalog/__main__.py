"""`python -m catalog` is the same as the console script `catalog`."""

from catalog.cli import main

main()
