#!/usr/bin/env bash
# Make the pictures of README anew from the shipped records.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
compared=sykkel-3hjul-acky-e-7gir-frinav-skivebrems-hjelpemotor-bafan,sykkel-3hjul-momo-motion-7gir-frinav-hjelpemotor-hein-315019
trap 'rm -rf "$work"' EXIT
.venv/bin/catalog build --out "$work/site" --today "${1:-2026-11-22}"
.venv/bin/python scripts/screenshots.py "$work/site" "$work" "" produkt/secucare-terskeleliminator-2-sidig/ \
  avtale/personloftere-2025/post/10/ avtale/hygiene-2025/ avtale/sykler-list-2025/post/6/ \
  avtale/kjoreramper-2022/post/2/ "sammenlign/?p=$compared" >/dev/null
for width in 1280 320; do
  mv "$work/forside-$width.png" docs/bilder/
  mv "$work/produkt-secucare-terskeleliminator-2-sidig-$width.png" "docs/bilder/produkt-$width.png"
  mv "$work/avtale-personloftere-2025-post-10-$width.png" "docs/bilder/post-$width.png"
  mv "$work/avtale-hygiene-2025-$width.png" "docs/bilder/avtale-$width.png"
  mv "$work/avtale-sykler-list-2025-post-6-$width.png" "docs/bilder/post-sykler-$width.png"
  mv "$work/avtale-kjoreramper-2022-post-2-$width.png" "docs/bilder/post-utlopt-$width.png"
  mv "$work/sammenlign-$width.png" "docs/bilder/sammenlign-$width.png"
done
.venv/bin/python scripts/screenshots.py "$work/site" "$work" --modes produkt/secucare-terskeleliminator-2-sidig/ \
  nn/avtale/personloftere-2025/post/10/ en/produkt/secucare-terskeleliminator-2-sidig/ >/dev/null
for file in "$work"/*-lys-*.png "$work"/*-mork-*.png "$work"/*-tvungen-*.png "$work"/*-stor-*.png; do
  name=$(basename "$file")
  name=${name/produkt-secucare-terskeleliminator-2-sidig/produkt}
  mv "$file" "docs/bilder/utseende/${name/avtale-personloftere-2025-post-10/post}"
done
