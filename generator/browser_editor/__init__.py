"""A knowledge base's settings and the content types in, the files of the editing page `/admin/` out.

The editor is Sveltia CMS, a Git-backed editor that runs in the browser alone; what it shows is generated from the
declarations in `generator/kinds/`. Chosen on 2026-11-22 over Decap CMS, the only other one of its kind:

- alive: @sveltia/cms 0.221.1 of 2026-09-25 is one of six releases in a week; faults reported for Netlify and Decap CMS
  are repaired there. Its editorial workflow (pull requests on GitHub, merge requests on GitLab) came by September 2026.
- small and self-contained: 2 MB and fonts beside it, in Vietnamese, usable on a phone; decap-cms 3.16.3 of 2026-09-23
  has 5 MB and hundreds of packages below it.
- its test backend really writes files (into the browser's own file system), and on localhost it edits a folder of this
  machine: so the tests can look at what was written.

Both lose the comments of YAML (decap-cms issue 5099: "expected behavior"). Both let a page bring its own file format,
and ours (`assets/admin/front-matter.js`) writes into the text that was read: see there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from generator.admin_settings import AdminSettings
from generator.browser_editor import form, page
from generator.browser_editor.bundle import ADDRESS, ASSETS
from generator.settings import Site

__all__ = ["write"]

OWN_FILES = ("start.js", "front-matter.js", "admin.css")


def write(site: Site, admin: AdminSettings, editor: Mapping[str, bytes]) -> dict[str, bytes]:
    """Address -> content of every file of the page; `editor` holds the editor's own, by address below the page."""
    config = {"cms": form.config(site, admin), "kinds": form.shapes(), "hosts": page.hosts(admin)}
    own = {name: (ASSETS / name).read_bytes() for name in OWN_FILES}
    own["config.json"] = json.dumps(config, ensure_ascii=False, indent=1).encode()
    own["index.html"] = page.html(site, admin).encode()
    return {f"{ADDRESS}/{name}": content for name, content in (dict(editor) | own).items()}
