"""The parts a built site and its tools are made of, as CycloneDX: `python scripts/sbom.py [FILE]`.

Read from the lock file of the site, with the sum of every archive pip may take.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

LOCK = Path(__file__).parent.parent / "requirements" / "site.txt"
PINNED = re.compile(
    r"^([a-z0-9._-]+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)", re.MULTILINE
)


def main() -> None:
    """Write the list to FILE, or show it."""
    bom = Bom()
    for name, version, sums in PINNED.findall(LOCK.read_text("utf-8")):
        hashes = [
            HashType(alg=HashAlgorithm.SHA_256, content=found)
            for found in re.findall(r"sha256:([0-9a-f]{64})", sums)
        ]
        bom.components.add(
            Component(
                type=ComponentType.LIBRARY,
                name=name,
                version=version,
                purl=PackageURL("pypi", name=name, version=version),
                hashes=hashes,
            )
        )
    text = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(f"{text}\n", "utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
