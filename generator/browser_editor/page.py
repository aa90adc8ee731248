"""A knowledge base's settings in, the HTML of the editing page out.

A plain page of its own, outside the theme: the editor writes styles into the page and talks to the Git host, so the
rules for its content (https://www.w3.org/TR/CSP3/) are wider than those of the other pages, and hold here only. What
they allow is this site and the hosts of the settings; whatever else the editor might ask for is refused by the browser.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from html import escape
from string import Template
from urllib.parse import urlsplit

from generator.admin_settings import AdminSettings, Backend
from generator.browser_editor.bundle import ASSETS
from generator.settings import Site

IMPORTS = {"yaml": "./yaml/index.js", "./cms/locales/vi.json": "./cms/locales/vi.js"}
"""What the editor and our script import by other names than those of files here."""

API_HOSTS = {
    Backend.GITHUB: ("https://api.github.com",),
    Backend.GITLAB: ("https://gitlab.com",),
    Backend.GITEA: ("https://gitea.com",),
    Backend.TEST: (),
}
"""Where the editor reads and writes when the settings name no server of one's own."""

PICTURES = {
    Backend.GITHUB: ("https://avatars.githubusercontent.com",),
    Backend.GITLAB: (),
    Backend.GITEA: (),
    Backend.TEST: (),
}
"""Where a host keeps the pictures of its users apart from its API."""


def html(site: Site, admin: AdminSettings) -> str:
    """The page, with its content rules and the import map that they name by its hash."""
    imports = json.dumps({"imports": IMPORTS})
    template = Template((ASSETS / "index.html").read_text(encoding="utf-8"))
    title = escape(f"Biên tập: {site.name}")
    return template.substitute(title=title, policy=escape(_policy(admin, imports)), imports=imports)


def hosts(admin: AdminSettings) -> tuple[str, ...]:
    """The only hosts that the page may talk to: the Git host, and the one that signs people in."""
    own = tuple(_origin(address) for address in (admin.api_root, admin.base_url) if address)
    return tuple(dict.fromkeys(own if admin.api_root else (*API_HOSTS[admin.backend], *own)))


def _policy(admin: AdminSettings, imports: str) -> str:
    known = b64encode(hashlib.sha256(imports.encode()).digest()).decode()
    pictures = (*hosts(admin), *(() if admin.api_root else PICTURES[admin.backend]))
    rules = {
        "default-src": ("'none'",),
        "script-src": ("'self'", f"'sha256-{known}'"),
        "style-src": ("'self'", "'unsafe-inline'"),
        "font-src": ("'self'",),
        "img-src": ("'self'", "data:", "blob:", *pictures),
        "media-src": ("'self'", "blob:"),
        "connect-src": ("'self'", "blob:", "data:", *hosts(admin)),
        "worker-src": ("'self'", "blob:"),
        "base-uri": ("'none'",),
        "form-action": ("'none'",),
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
