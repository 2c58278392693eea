"""The table of a built site in columns: `parquet.py SITE` writes `SITE/data/katalog.parquet`."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

TYPES = {"integer": pa.int16(), "date": pa.date32(), "string": pa.string()}


def main() -> None:
    """Read the CSV by its own description and write it in columns."""
    data = Path(sys.argv[1]) / "data"
    described = json.loads((data / "katalog.csv-metadata.json").read_text("utf-8"))
    columns = described["tableSchema"]["columns"]
    with (data / "katalog.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    fields, arrays = [], []
    for i, column in enumerate(columns):
        kind = column["datatype"]
        type_ = pa.float64() if isinstance(kind, dict) else TYPES[kind]
        label = {"title": column["titles"]["nb"]}
        fields.append(pa.field(column["name"], type_, metadata=label))
        arrays.append(pa.array([_value(row[i], type_) for row in rows], type_))
    about = {"licence": described["dc:license"]["@id"], "date": described["dc:modified"]["@value"]}
    table = pa.table(arrays, schema=pa.schema(fields, metadata=about))
    parquet.write_table(table, data / "katalog.parquet", compression="zstd")
    print(f"{table.num_rows} rader, {table.num_columns} kolonner")


def _value(text: str, type_: Any) -> Any:
    if not text:
        return None
    if type_ == pa.float64():
        return float(text.replace(",", "."))
    if type_ == pa.int16():
        return int(text)
    if type_ == pa.date32():
        year, month, day = map(int, text.split("-"))
        return dt.date(year, month, day)
    return text


if __name__ == "__main__":
    main()
