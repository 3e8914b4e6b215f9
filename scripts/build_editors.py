"""Writes the grammars of editors/ from grammar/, as `make editors` does.

`--check` writes nothing, and exits with 1 if a file is out of date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from scripts.editors import lezer, textmate, vim  # noqa: E402  # the path to it is set above


def outputs() -> dict[Path, str]:
    """Return the text of each file, by its path below the project."""
    grammar = textmate.grammar()
    rules = grammar.pop("repository")
    lines = [
        f"    {json.dumps(name)}: {json.dumps(rule, ensure_ascii=False)}"
        for name, rule in rules.items()
    ]
    head = json.dumps(grammar, indent=2).removesuffix("\n}")
    text = head + ',\n  "repository": {\n' + ",\n".join(lines) + "\n  }\n}\n"
    return {
        Path("editors/textmate/review.tmLanguage.json"): text,
        **{Path("editors/lezer") / name: text for name, text in lezer.outputs().items()},
        **{Path("editors/vim") / name: text for name, text in vim.outputs().items()},
    }


def main() -> int:
    """Write the files, or compare them; return the exit code."""
    is_check = "--check" in sys.argv[1:]
    stale = []
    for path, text in outputs().items():
        target = ROOT / path
        if target.exists() and target.read_text(encoding="utf-8") == text:
            continue
        stale.append(path)
        if not is_check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            print(f"wrote {path}")
    if is_check and stale:
        print("stale: " + ", ".join(map(str, stale)), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
