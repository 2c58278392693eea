"""A built site as one zip that works by double click: every address names its file.

Over `file://` a folder has no index page, so links to `…/` become links to `…/index.html`.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

LEFT_OUT = {"_headers", "_redirects", "sw.js", "robots.txt"}
STAMP = (1980, 1, 1, 0, 0, 0)
"""The same time on every file: the same site gives the same zip."""

_LINK = re.compile(r'(\s(?:href|action|content)=")([^"]*)"')
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#")


def pack(site: Path, target: Path) -> int:
    """Write the zip; the number of files in it. OSError leaves the one that was there."""
    paths = [p for p in sorted(site.rglob("*")) if p.is_file()]
    wanted = [p for p in paths if p.relative_to(site).parts[0] not in {*LEFT_OUT, "deploy"}]
    unfinished = target.with_name(f".{target.name}-new")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as bundle:
            for path in wanted:
                name = path.relative_to(site).as_posix()
                content = path.read_bytes()
                if path.suffix == ".html":
                    content = local(content.decode(), name).encode()
                info = zipfile.ZipInfo(f"katalog/{name}", STAMP)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                bundle.writestr(info, content)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return len(wanted)


def local(html: str, name: str) -> str:
    """The page `name` with every link of ours written as a file, relative to it."""
    up = "../" * name.count("/") or "./"

    def written(match: re.Match[str]) -> str:
        before, url = match.groups()
        if before.lstrip().startswith("content"):
            refresh = re.fullmatch(r"(0; url=)(.*)", url)
            return f'{before}{refresh[1]}{_file(refresh[2], up)}"' if refresh else match[0]
        return f'{before}{_file(url, up)}"'

    return _LINK.sub(written, html)


def _file(url: str, up: str) -> str:
    if not url or _OUTSIDE.match(url):
        return url
    path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", url, re.DOTALL).groups()  # type: ignore[union-attr]
    if path.startswith("/"):
        path = up + path[1:]
    if path.endswith("/") or path in {"", ".", ".."}:
        path = f"{path}index.html" if path.endswith("/") else f"{path}/index.html".lstrip("/")
    return f"{path}{mark}{rest}"
