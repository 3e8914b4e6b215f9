"""Markdown texts as Hypothesis grows them: each word in them is there once."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from tests.growing_documents import Grower, Grown


class _Markdown(Grower):
    def line(self) -> str:
        marks = (
            self.some,
            lambda: f"*{self.some()}* **{self.word()}**",
            lambda: f"**{self.word()} *{self.word()}***",
            lambda: f'[{self.some()}]({self.address()} "{self.some()}")',
            lambda: f'![{self.some()}](a.png "{self.word()}")',
            lambda: f"`{self.some()}`",
            lambda: f"<b>{self.word()}</b> <span title='x'>{self.word()}</span>",
            lambda: f"{self.word()} \\* {self.word()} &amp; {self.word()}",
            lambda: f"||{self.some()}||",
            lambda: f"{self.word()}<br>{self.word()}",
            lambda: f"<!-- no words --> {self.word()}",
            lambda: f"**{self.word()}**{self.word()}",
            lambda: f"*{self.some()}*{{: .wide #first}} {self.word()}",
            lambda: f'[{self.word()}]({self.address()}){{:title="{self.some()}"}}',
        )
        return " ".join(self.one(marks) for _ in range(self.number(1, 3)))

    def table(self) -> str:
        wide = self.number(1, 4)
        rows = [[self.line() for _ in range(wide)] for _ in range(self.number(2, 3))]
        rows.insert(1, ["---"] * wide)
        return "\n".join(f"| {' | '.join(row).replace('||', '')} |" for row in rows)

    def guide(self) -> str:
        rows = [
            f"| {place} | {self.some()} | {place}/5 | {self.word()} |"
            for place in range(1, self.number(2, 4))
        ]
        head = "| Episode | Title | Score | Aired |\n| --- | --- | --- | --- |"
        return "\n".join(["## Episode Guide", "", head, *rows])

    def block(self) -> str:
        makers: tuple[Callable[[], str], ...] = (
            self.line,
            lambda: f"{self.line()}\n{self.line()}",
            lambda: f"{self.line()}  \n{self.line()}",
            lambda: f"{'#' * self.number(2, 6)} {self.line()}",
            lambda: f"- {self.line()}\n- {self.line()}\n\n  {self.line()}",
            lambda: f"- {self.some()}\n  - {self.line()}",
            lambda: f"{self.number(1, 2030)}. {self.line()}",
            lambda: f"> {self.line()}\n>\n> - {self.line()}",
            lambda: f"> > {self.line()}",
            lambda: f"```text\n{self.some()}\n{self.some()}\n```",
            lambda: f"    {self.some()}",
            lambda: f"<div class='x'>\n<p>{self.some()}</p>\n</div>",
            lambda: f"<details>\n<summary>{self.some()}</summary>\n\n{self.line()}\n\n</details>",
            lambda: "---",
            lambda: "<!-- no words -->",
            lambda: f"[{self.some()}][r{(at := len(self.words))}]\n\n[r{at}]: {self.address()}",
            lambda: f"[r{len(self.words)}]: {self.address()} '{self.some()}'",
            lambda: f"{self.some()}[^{(at := len(self.words))}]\n\n[^{at}]: {self.some()}",
            lambda: f"[^{len(self.words)}]: {self.some()}",
            lambda: f"~~{self.some()}~~ {self.word()}",
            lambda: f"{self.some()}\n: {self.line()}",
            lambda: f"{self.line()}\n{{: .lead title='{self.some()}'}}",
            lambda: f"### {self.some()} {{#first}}",
            lambda: f"* {self.some()}\n{{:toc}}",
            self.table,
            self.table,
        )
        return self.one(makers)

    def front(self) -> str:
        lines: tuple[Callable[[], str], ...] = (
            lambda: f"author: {self.some(2)}",
            lambda: f"tags: [{self.word()}, {self.word()}]",
            lambda: f"description: {self.some(5)}",
            lambda: f"series:\n  name: {self.some()}\n  part: {self.word()}",
            lambda: f"cover:\n  image: {self.word()}.png\n  alt: {self.some()}",
            lambda: f"mood: {self.some()}",
            lambda: f"a very long key {self.word()}: {self.word()}",
            lambda: "draft: false",
            lambda: "date: 2024-04-11T08:00:00Z",
            lambda: f"date: {self.some()}",
            lambda: f"rating: {self.word()}",
            lambda: f"links:\n  - {self.some()}\n  - title: {self.some()}\n    url: {self.word()}",
        )
        chosen: dict[str, str] = {}
        for _ in range(self.number(0, 4)):
            line = self.one(lines)
            chosen.setdefault(line.partition(":")[0], line)
        return "\n".join(["---", "title: Fog Season 1 Review", *chosen.values(), "---", ""])


@st.composite
def texts(draw: st.DrawFn) -> Grown:
    """Return Markdown texts."""
    grower = _Markdown(draw)
    parts = [grower.front() if grower.number(0, 1) else "# Fog Season 1 Review"]
    parts += [grower.block() for _ in range(grower.number(1, 5))]
    parts += [grower.guide()] if grower.number(0, 1) else []
    parts += [grower.block() for _ in range(grower.number(0, 4))]
    text = "\n\n".join([*parts, "Verdict: 7/10", ""])
    return Grown(text.encode(), tuple(word for word in grower.words if word in text))
