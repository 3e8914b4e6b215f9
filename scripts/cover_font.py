"""Makes the font of drawn covers: `cover_font.py NotoSerif-Bold.ttf`, with fonttools installed.

The font keeps only the characters that `converter/covers/pictures.py` lists. Noto Serif and the
font made from it are under the SIL Open Font License 1.1, which is beside the font.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from reviewfmt.converter.covers.pictures import COVERED, FONT  # noqa: E402  # the path is set above


def main() -> None:
    from fontTools import subset  # no test needs it

    (source,) = sys.argv[1:]
    options = subset.Options(
        hinting=False,
        layout_features=[],
        drop_tables=["GPOS", "GSUB", "GDEF", "STAT", "DSIG"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        recalc_timestamp=False,
    )
    font = subset.load_font(source, options)
    known = set(font.getBestCmap())
    wanted = {code for first, last in COVERED for code in range(first, last + 1)}
    if missing := sorted(wanted - known):
        sys.exit(f"{source} lacks {', '.join(f'U+{code:04X}' for code in missing)}")
    cut = subset.Subsetter(options)
    cut.populate(unicodes=wanted)
    cut.subset(font)
    subset.save_font(font, str(ROOT / "src" / "reviewfmt" / FONT), options)


if __name__ == "__main__":
    main()
