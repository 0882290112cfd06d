"""Pages in a browser: Debian's Chromium, driven by Playwright, on a server of this machine."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from manuals import Manual, copied
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
"""The browser without windows takes half the time of the other one."""

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync"]
THEMES = ("alabaster", "sphinx_rtd_theme", "furo", "pydata_sphinx_theme")
DARK = ("furo", "pydata_sphinx_theme")
"""The themes that have a dark side."""
LOOKS = [(theme, "light") for theme in THEMES] + [(theme, "dark") for theme in DARK]
WIDTHS = (1400, 800, 400)
STRICT = "default-src 'self'"


def look(root: Path, theme: str) -> Path:
    """Build the manual of looks with a theme; its folder of HTML."""
    manual = Manual(root, {}) if (root / "source").is_dir() else copied("look", root)
    # a list of its own: pydata-sphinx-theme adds to the one that all builds of a process share
    conf = {"html_theme": theme, "templates_path": []}
    built = manual.build("html", theme, conf)
    assert built.warnings == []
    return built.out


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder, all of it under one policy."""

    policy = ""

    def end_headers(self) -> None:
        """Add the policy."""
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, policy: str = "") -> Iterator[str]:
    """The address of a folder, served while it is needed."""
    handler = type("PolicyHandler", (Handler,), {"policy": policy})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, address: str, side: str = "light", width: int = 1400, *, scripts: bool = True
) -> Iterator[Page]:
    """A page in a browser of its own whose reader likes a side, light or dark."""
    context = browser.new_context(
        color_scheme="dark" if side == "dark" else "light",
        viewport={"width": width, "height": 900},
        java_script_enabled=scripts,
    )
    context.set_default_timeout(5000)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()
