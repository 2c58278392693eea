"""What a host needs beside the files: headers, what to answer for ids that are gone, robots."""

from __future__ import annotations

from collections.abc import Callable

from catalog.views.context import Context
from catalog.views.history import gone_url

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
FOREVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=300"


def files(ctx: Context, site: str) -> dict[str, Callable[[], bytes]]:
    """`_headers` and `_redirects` (Netlify, Cloudflare Pages), an nginx snippet, `robots.txt`."""
    return {
        "_headers": lambda: _headers().encode(),
        "_redirects": lambda: _redirects(ctx).encode(),
        "deploy/nginx.conf": lambda: _nginx(ctx).encode(),
        "robots.txt": f"User-agent: *\nAllow: /\nSitemap: {site}sitemap.xml\n".encode,
    }


def _headers() -> str:
    all_pages = "".join(f"  {name}: {value}\n" for name, value in HEADERS)
    return (
        f"/*\n{all_pages}  Cache-Control: {SHORT}\n"
        f"/assets/*\n  ! Cache-Control\n  Cache-Control: {FOREVER}\n"
        "/api/*\n  Access-Control-Allow-Origin: *\n/data/*\n  Access-Control-Allow-Origin: *\n"
    )


def _redirects(ctx: Context) -> str:
    """An id that is gone answers 410 with its page, which says why and what took over."""
    return "".join(f"/{gone_url(s)} /{gone_url(s)}index.html 410\n" for s in ctx.library.tombstones)


def _nginx(ctx: Context) -> str:
    headers = "".join(f'add_header {name} "{value}" always;\n' for name, value in HEADERS)
    gone = "".join(
        f"location = /{gone_url(s)} {{ error_page 410 /{gone_url(s)}index.html; return 410; }}\n"
        f"location = /{gone_url(s)}index.html {{ internal; }}\n"
        for s in ctx.library.tombstones
    )
    indented = headers.replace("add_header", "  add_header")
    return (
        "# Tas inn i en server-blokk: include deploy/nginx.conf;\n"
        "error_page 404 /404.html;\n"
        "gzip_static on;\n"
        f"{headers}"
        f'location /assets/ {{\n{indented}  add_header Cache-Control "{FOREVER}";\n}}\n'
        "location ~ ^/(api|data)/ {\n"
        f'{indented}  add_header Access-Control-Allow-Origin "*";\n}}\n'
        f"{gone}"
    )
