#!/bin/sh
# Put a .gz beside every text file of a built site, for hosts that send them as they are.
set -eu
find "$1" -type f \( -name '*.html' -o -name '*.css' -o -name '*.js' -o -name '*.json' -o -name '*.xml' \
  -o -name '*.svg' -o -name '*.csv' -o -name '*.ics' -o -name '*.txt' \) -print0 | xargs -0 -P 2 -n 200 gzip -9 -k -f -n
