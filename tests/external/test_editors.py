"""docs/editors.md in the editors that it is about: each opens a broken review and finds the fault.

What the page tells to write is what is tried. An editor that is not installed is skipped, unless
REVIEWFMT_EXTERNAL=1 is set.
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
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
BROKEN = "Harbour Lights Season 1 Review\n\nEpisode 1: 🚢 -| 14/5\n\nVerdict: 18/10\n"
FOUND = "the score 18/10 is above its maximum, 10"
OURS = Path(sys.executable).parent / "reviewfmt"
ALE = Path("/usr/share/vim-ale")


def _give_up(why: str) -> None:
    if os.environ.get("REVIEWFMT_EXTERNAL"):
        pytest.fail(why)
    pytest.skip(why)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        _give_up(f"{name} is not installed")
    return str(found)


def _fence(kind: str, heading: str) -> str:
    """Return what the page tells to write in a section."""
    section = PAGE.partition(f"## {heading}")[2].partition("\n## ")[0]
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return str(found)


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment with `reviewfmt` in its path, and a home of its own."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return {**os.environ, "PATH": path, "HOME": str(folder), "TERM": "xterm"}


def _run(command: list[str], folder: Path) -> str:
    """Run an editor to its end; returns what it says."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.review").write_text(BROKEN, encoding="utf-8")
    return tmp_path


def test_emacs_and_eglot(folder: Path) -> None:
    emacs = _program("emacs")
    script = f"""
(package-initialize)
(unless (require 'eglot nil t) (princ "no eglot") (kill-emacs 3))
{_fence("elisp", "Emacs")}
(setq eglot-sync-connect 30)
(find-file "a.review")
(run-hooks 'post-command-hook)
(let ((until (+ (float-time) 30)))
  (while (and (< (float-time) until) (not (flymake-diagnostics)))
    (accept-process-output nil 0.1)))
(dolist (one (flymake-diagnostics))
  (princ (format "%d %s\\n" (line-number-at-pos (flymake-diagnostic-beg one))
                 (flymake-diagnostic-text one))))
"""
    (folder / "try.el").write_text(script, encoding="utf-8")
    told = _run([emacs, "--batch", "-l", "try.el"], folder)
    if told.endswith("no eglot"):
        _give_up("this Emacs has no eglot")
    assert re.search(rf"^5 .*{FOUND}", told, re.MULTILINE), told


def test_neovim(folder: Path) -> None:
    nvim = _program("nvim")
    (folder / "init.lua").write_text(_fence("lua", "Neovim"), encoding="utf-8")
    script = """
vim.wait(30000, function() return #vim.diagnostic.get(0) > 0 end, 100)
local found = {}
for _, one in ipairs(vim.diagnostic.get(0)) do
  table.insert(found, { one.lnum + 1, one.col, one.code, one.message })
end
vim.fn.writefile({ vim.fn.json_encode(found) }, "found.json")
"""
    (folder / "try.lua").write_text(script, encoding="utf-8")
    told = _run(
        [nvim, "--headless", "-u", "init.lua", "a.review", "-c", "luafile try.lua", "-c", "qa!"],
        folder,
    )
    found = json.loads((folder / "found.json").read_text(encoding="utf-8"))
    places = {(line, column) for line, column, code, _ in found if code == "RF105"}
    assert places == {(3, len("Episode 1: 🚢 -| ".encode())), (5, 9)}, told


def test_vim_and_ale(folder: Path) -> None:
    vim = _program("vim")
    if not ALE.is_dir():
        _give_up("vim-ale is not installed")
    init = f"set nocompatible\nset runtimepath+={ALE}\nfiletype on\nruntime plugin/ale.vim\n"
    (folder / "vimrc").write_text(init + _fence("vim", "Vim"), encoding="utf-8")
    script = """
let s:until = localtime() + 30
while empty(ale#engine#GetLoclist(bufnr(''))) && localtime() < s:until
  sleep 100m
endwhile
call writefile([json_encode(ale#engine#GetLoclist(bufnr('')))], 'found.json')
"""
    (folder / "try.vim").write_text(script, encoding="utf-8")
    told = _run(
        [vim, "--not-a-term", "-u", "vimrc", "a.review", "-c", "source try.vim", "-c", "qa!"],
        folder,
    )
    found = json.loads((folder / "found.json").read_text(encoding="utf-8"))
    assert any(one["lnum"] == 5 and FOUND in one["text"] for one in found), told


def test_kate(folder: Path) -> None:
    """Kate shows findings in a window alone: what its server sends it is what is looked at."""
    kate = _program("kate")
    home, sent = folder, folder / "sent"
    wrapper = home / "bin" / "reviewfmt"
    files = {
        ".local/share/org.kde.syntax-highlighting/syntax/review.xml": _fence("xml", "Kate"),
        ".config/kate/lspclient/settings.json": _fence("json", "Kate"),
        ".config/katerc": f"[lspclient]\nAllowedServerCommandLines={wrapper} server\n",
        ".local/share/kate/anonymous.katesession": "[Kate Plugins]\nlspclientplugin=true\n",
        "bin/reviewfmt": f'#!/bin/sh\n"{OURS}" "$@" | tee "{sent}"\n',
    }
    for name, text in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    wrapper.chmod(0o755)
    run = home / "run"
    run.mkdir(mode=0o700)
    env = _environment(folder)
    env |= {
        "PATH": os.pathsep.join((str(wrapper.parent), env["PATH"])),
        "XDG_RUNTIME_DIR": str(run),
        "QT_QPA_PLATFORM": "offscreen",
    }
    process = subprocess.Popen(
        [kate, "-b", "-n", "--startanon", "a.review"],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + 40
        while time.monotonic() < until:
            if sent.exists() and FOUND in sent.read_text(encoding="utf-8"):
                break
            time.sleep(0.2)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert FOUND in sent.read_text(encoding="utf-8")
