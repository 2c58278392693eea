"""Known vulnerabilities in what is pinned, from the index's advisories; says so when offline."""

from __future__ import annotations

import subprocess
import sys

OFFLINE = (
    "ConnectionError",
    "Max retries",
    "NewConnectionError",
    "ServiceError",
    "Name or service",
)


def main() -> None:
    """Run pip-audit over the pins. 1 when something is vulnerable, 0 otherwise."""
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip"]
    command += ["-r", "requirements/site.txt", "-r", "requirements/test.txt"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode and any(word in done.stderr for word in OFFLINE):
        print("Uten nett: avhengighetene er ikke kontrollert mot kjente sårbarheter.")
        return
    print(done.stdout or done.stderr)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
