"""Run the steps of a workflow here: `workflow.py .github/workflows/check.yml [JOB]`.

Steps that use an action of GitHub's are named and left out; the others run as written.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import yaml


def main() -> None:
    """Run every `run` step; stop at the first that fails."""
    path, wanted = Path(sys.argv[1]), sys.argv[2:]
    for name, job in yaml.safe_load(path.read_text("utf-8"))["jobs"].items():
        if wanted and name not in wanted:
            continue
        env = {**os.environ, **{k: _here(str(v)) for k, v in job.get("env", {}).items()}}
        for step in job["steps"]:
            title = step.get("name") or step.get("uses")
            if "run" not in step:
                print(f"-- {name}: {title} (bare hos GitHub)")
                continue
            print(f"== {name}: {title}", flush=True)
            done = subprocess.run(  # noqa: S603 - our own workflow
                ["bash", "-eo", "pipefail", "-c", step["run"]],  # noqa: S607
                env=env,
                check=False,
            )
            if done.returncode:
                sys.exit(f"{path.name}: «{title}» feilet ({done.returncode})")


def _here(value: str) -> str:
    """`${{ … || 'x' }}` is what stands after `||` when there is no event."""
    if not value.startswith("${{"):
        return value
    return value.rsplit("||", 1)[-1].strip(" }'\"")


if __name__ == "__main__":
    main()
