"""A report in the form its reader wants: text, GitHub annotations, JSON or SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from catalog.diagnostics import Diagnostic, Report, Severity


def text(report: Report, texts: Mapping[str, str] | None = None) -> str:
    """One line a fault, the hint and, from `texts`, the line itself below; a count at the end."""
    lines: list[str] = []
    split: dict[str, list[str]] = {}
    for d in report:
        lines.append(f"{_place(d)}: {d.severity}[{d.code}]: {d.message}")
        if d.hint:
            lines.append(f"    {d.hint}")
        if d.path not in split:
            split[d.path] = (texts or {}).get(d.path, "").split("\n")
        lines += _shown(d, split[d.path])
    lines.append(f"{len(report.errors)} feil, {len(report.warnings)} advarsler")
    return "\n".join(lines) + "\n"


def _shown(d: Diagnostic, content: list[str]) -> list[str]:
    """The line at fault, with a mark under the column."""
    found = content[d.position.line - 1 : d.position.line]
    if d.severity is not Severity.ERROR or not found or not found[0].strip():
        return []
    start = max(0, d.position.column - 1 - WIDTH)
    cut = found[0][start : start + 2 * WIDTH]
    return [f"    | {cut}", f"    | {' ' * (d.position.column - 1 - start)}^"]


WIDTH = 50
"""How much of a long line is shown on each side of the fault."""


def github(report: Report) -> str:
    """Workflow commands that GitHub shows beside the changed lines."""
    return "".join(
        f"::{d.severity} file={_escape(d.path, prop=True)},line={d.position.line},"
        f"col={d.position.column},title={_escape(d.code, prop=True)}"
        f"::{_escape(' '.join(filter(None, (d.message, d.hint))))}\n"
        for d in report
    )


def as_json(report: Report) -> str:
    """A list of `{path, line, column, severity, code, message, hint}`."""
    return json.dumps([_fields(d) for d in report], ensure_ascii=False, indent=1) + "\n"


def sarif(report: Report) -> str:
    """SARIF 2.1.0, for code scanning."""
    codes = sorted({d.code for d in report})
    run = {
        "tool": {"driver": {"name": "catalog", "rules": [{"id": code} for code in codes]}},
        "results": [_sarif_result(d) for d in report],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text,
    "github": github,
    "json": as_json,
    "sarif": sarif,
}


def _place(d: Diagnostic) -> str:
    return f"{d.path}:{d.position.line}:{d.position.column}"


def _fields(d: Diagnostic) -> dict[str, str | int]:
    return {
        "path": d.path,
        "line": d.position.line,
        "column": d.position.column,
        "severity": d.severity.value,
        "code": d.code,
        "message": d.message,
        "hint": d.hint,
    }


def _sarif_result(d: Diagnostic) -> dict[str, Any]:
    region = {"startLine": d.position.line, "startColumn": d.position.column}
    location = {"artifactLocation": {"uri": d.path}, "region": region}
    return {
        "ruleId": d.code,
        "level": "error" if d.severity is Severity.ERROR else "warning",
        "message": {"text": " ".join(filter(None, (d.message, d.hint)))},
        "locations": [{"physicalLocation": location}],
    }


def _escape(value: str, *, prop: bool = False) -> str:
    for raw, coded in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        value = value.replace(raw, coded)
    return value.replace(":", "%3A").replace(",", "%2C") if prop else value
