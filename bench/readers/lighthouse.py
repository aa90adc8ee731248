"""An address in, Lighthouse's marks of the page on a slow phone out (github.com/GoogleChrome/lighthouse)."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from generator.browser_editor import npm

LOCKED = Path(__file__).parent / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
TYPES = ("home", "guide", "nghi-quyet", "list nghi-quyet", "search")
RUNS = 3
"""The median of so many: what else the machine does moves the mark for performance."""


def mark(address: str, chromium: str, runs: int = RUNS) -> dict[str, float]:
    """Category -> median of its marks, 0 to 100; raises PackagesUnavailableError and CalledProcessError."""
    found = [_run(address, chromium) for _ in range(runs)]
    return {name: median(one[name] for one in found) for name in CATEGORIES}


def _run(address: str, chromium: str) -> dict[str, float]:
    script = npm.keep_packages(LOCKED) / "lighthouse" / "cli" / "index.js"
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or "node"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            *(node, str(script), address, "--quiet", "--output=json", f"--output-path={report}"),
            f"--only-categories={','.join(CATEGORIES)}",
            "--no-enable-error-reporting",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking",
        ]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "CHROME_PATH": chromium})
        categories = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: 100 * float(categories[name]["score"] or 0) for name in CATEGORIES}
