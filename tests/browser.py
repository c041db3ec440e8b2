"""A headless Chromium for tests: pages as the browser sees them, and axe-core's verdict."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-default-apps", "--disable-sync", "--no-first-run",
    "--no-default-browser-check", "--virtual-time-budget=10000",
)  # fmt: skip
_RESULT = re.compile(r'<pre id="axe-result">(.*?)</pre>', re.DOTALL)
_RUN_AXE = """
axe.run(document, {resultTypes: ["violations"]}).then(result => {
  const pre = document.createElement("pre");
  pre.id = "axe-result";
  pre.textContent = JSON.stringify(result.violations.map(found => ({
    id: found.id, impact: found.impact, help: found.help,
    nodes: found.nodes.map(node => node.html.slice(0, 200)),
  })));
  document.body.appendChild(pre);
});
"""


def find_chromium() -> str | None:
    """Return the path of a Chromium: ``CHROMIUM``, or the first of the usual names."""
    named = os.environ.get("CHROMIUM")
    names = (named,) if named else _NAMES
    return next((path for name in names if (path := shutil.which(name))), None)


def require_chromium() -> str:
    """Return the path of a Chromium, or skip the test."""
    return find_chromium() or pytest.skip("no Chromium found; name one in CHROMIUM")


def dump_dom(page: Path, *flags: str) -> str:
    """Return the page's document after its scripts ran, in a browser that is new each time."""
    with tempfile.TemporaryDirectory() as profile:
        command = [require_chromium(), *_FLAGS, *flags, f"--user-data-dir={profile}", "--dump-dom"]
        done = subprocess.run(
            [*command, page.as_uri()], capture_output=True, check=True, timeout=120
        )
    return done.stdout.decode()


def axe_violations(html: str, folder: Path, *flags: str) -> list[dict[str, Any]]:
    """Return what axe-core finds wrong with a page: id, impact, help and the elements."""
    axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page = folder / "axe.html"
    # Open every fold, so that what is in it is judged too.
    opened = html.replace("<details>", "<details open>")
    scripts = f"<script>{axe}</script><script>{_RUN_AXE}</script>"
    page.write_text(opened.replace("</body>", f"{scripts}</body>"), encoding="utf-8")
    found = _RESULT.search(dump_dom(page, *flags))
    if found is None:
        raise AssertionError("axe-core wrote no result into the page")
    violations: list[dict[str, Any]] = json.loads(unescape(found.group(1)))
    return violations


def grave(violations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the violations that shut someone out: serious and critical."""
    return [found for found in violations if found["impact"] in ("serious", "critical")]
