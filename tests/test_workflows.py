"""The files for GitHub: valid, and made of steps that can be run here."""

from __future__ import annotations

import subprocess
import sys

import yaml
from sites import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(p for p in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if p.name != "config.yml")


def valid(schema, *paths):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_workflows_and_forms_are_valid():
    assert valid("vendor.github-workflows", *WORKFLOWS) == ""
    assert valid("vendor.github-issue-forms", *FORMS) == ""


def steps():
    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_text())["jobs"].values():
            for step in job["steps"]:
                yield path.name, step


def test_no_step_trusts_what_a_stranger_writes():
    for name, step in steps():
        assert "${{ github.event" not in step.get("run", ""), name
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"]["persist-credentials"] is False


def test_every_command_of_a_step_exists():
    makefile = (ROOT / "Makefile").read_text()
    for name, step in steps():
        run = step.get("run", "")
        if run.startswith("make "):
            assert f"\n{run.split()[1]}:" in makefile, (name, run)
        for word in run.split():
            if word.startswith(("scripts/", ".ci/")):
                assert (ROOT / word).is_file(), (name, word)


def test_a_step_that_fails_stops_the_run(tmp_path):
    path = tmp_path / "w.yml"
    path.write_text(
        "jobs: {a: {steps: [{name: en, run: 'exit 3'}, {name: to, run: 'touch "
        + str(tmp_path / "x")
        + "'}]}}\n"
    )
    script = [sys.executable, ROOT / "scripts/workflow.py", path]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "«en» feilet (3)" in done.stderr
    assert not (tmp_path / "x").exists()


def test_owners_guard_rank_and_status():
    owners = dict(
        line.split()
        for line in (GITHUB / "CODEOWNERS").read_text().splitlines()
        if line[:1] in "/*" and line
    )
    agreement = "@apen-hjelpemiddelkatalog/avtaleredaktorer"
    assert owners["/agreements/"] == owners["/vocabulary/findings.yaml"] == agreement
    assert owners["/products/"] != agreement


def test_intents_have_their_templates():
    found = {p.stem for p in (GITHUB / "PULL_REQUEST_TEMPLATE").glob("*.md")}
    assert found == {"rett", "produkt", "avtale", "handelsvare", "sokeord"}
