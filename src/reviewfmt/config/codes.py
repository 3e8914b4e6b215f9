"""The codes of rules in a configuration, and the hints for unknown ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from reviewfmt.config.tables import nearest, shown


def valid_codes(codes: Iterable[str], plugins: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """Return codes or prefixes of codes unchanged; ValueError names the first unknown one.

    `plugins` are the plug-ins whose codes are known too; None means all installed plug-ins.
    """
    from reviewfmt.rules import catalogue, known

    found = tuple(code.strip().upper() for code in codes)
    for code in found:
        if known(code):
            continue
        asked = _plugin_of(code) if plugins is None else plugins
        if not known(code, asked) and not is_of_broken(code, plugins or ()):
            hint = _nearest_code(code, catalogue(asked))
            if plugins is not None and _plugin_of(code):
                hint = f"{hint}; if it is of a plug-in, name that in plugins"
            raise ValueError(f"unknown code {shown(code)}{hint}")
    return found


def _plugin_of(code: str) -> tuple[str, ...]:
    from reviewfmt.rules.plugins import of_code

    name = of_code(code)
    return (name,) if name else ()


def is_of_broken(code: str, plugins: tuple[str, ...]) -> bool:
    """Tell whether a code may belong to a plug-in that cannot be used; `check` reports it."""
    from reviewfmt.rules.plugins import loaded

    asked = _plugin_of(code)
    return bool(asked) and asked[0] in plugins and not loaded(asked)


def _nearest_code(code: str, known: Collection[str]) -> str:
    """Return `; did you mean "…"?` with the known code that is most like the given one."""
    for one in known:
        if len(one) == len(code) and sum(a != b for a, b in zip(one, code, strict=True)) == 1:
            return f'; did you mean "{one}"?'
    return nearest(code, known) or "; `reviewfmt rule` lists the codes"
