"""Files of LibreOffice as Hypothesis grows them: each word in them is there once."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.growing_documents import Grower, Grown
from tests.unseen import open_document


class _Open(Grower):
    def line(self) -> str:
        def halves() -> str:
            word = self.word()
            return f'{word[:2]}<text:span text:style-name="B">{word[2:]}</text:span> '

        marks = (
            lambda: f"{self.some()} ",
            lambda: f'<text:span text:style-name="B">{self.some()}</text:span> ',
            lambda: (
                f'<text:span text:style-name="I">{self.some()} <text:span text:style-name="B">'
                f"{self.word()}</text:span></text:span> "
            ),
            halves,
            lambda: f"{self.word()}<text:tab/>{self.word()} ",
            lambda: f"{self.word()}<text:line-break/>{self.word()} ",
            lambda: f'{self.word()}<text:s text:c="3"/>{self.word()} ',
            lambda: f'<text:span text:style-name="S">{self.some()}</text:span> ',
            lambda: f'<text:a xlink:href="{self.address()}">{self.some()}</text:a> ',
            lambda: (
                f'{self.word()}<text:note text:id="n" text:note-class="footnote">'
                "<text:note-citation>1</text:note-citation><text:note-body>"
                f"<text:p>{self.some()}</text:p></text:note-body></text:note> "
            ),
            lambda: (
                f"{self.word()}<office:annotation><dc:creator>{self.some()}</dc:creator>"
                "<dc:date>2024-05-01T10:00:00</dc:date>"
                f"<text:p>{self.some()}</text:p></office:annotation> "
            ),
            lambda: f'<text:bookmark-start text:name="b"/>{self.word()}<text:bookmark-end/> ',
            lambda: f"<text:page-number>{self.word()}</text:page-number> ",
            lambda: f"<text:soft-page-break/>{self.word()} ",
            lambda: f"<text:ruby><text:ruby-base>{self.word()}</text:ruby-base></text:ruby> ",
        )
        return "".join(self.one(marks) for _ in range(self.number(1, 3)))

    def paragraph(self, style: str = "Standard") -> str:
        return f'<text:p text:style-name="{style}">{self.line()}</text:p>'

    def table(self) -> str:
        wide = self.number(1, 3)
        rows = [
            "<table:table-row>"
            + "".join(
                f"<table:table-cell>{self.paragraph()}</table:table-cell>" for _ in range(wide)
            )
            + "</table:table-row>"
            for _ in range(self.number(1, 3))
        ]
        if self.number(0, 1):
            rows[0] = f"<table:table-header-rows>{rows[0]}</table:table-header-rows>"
        column = f'<table:table-column table:number-columns-repeated="{wide}"/>'
        return f'<table:table table:name="T">{column}{"".join(rows)}</table:table>'

    def guide(self) -> str:
        rows = [("Episode", "Title", "Score", "Aired")]
        rows += [
            (str(at), self.some(), f"{at}/5", self.word()) for at in range(1, self.number(2, 4))
        ]
        cells = "".join(
            "<table:table-row>"
            + "".join(f"<table:table-cell><text:p>{one}</text:p></table:table-cell>" for one in row)
            + "</table:table-row>"
            for row in rows
        )
        head = '<text:h text:outline-level="2">Episode Guide</text:h>'
        return f"{head}<table:table>{cells}</table:table>"

    def items(self, style: str) -> str:
        inner = ""
        if self.number(0, 1):
            inner = f"<text:list><text:list-item>{self.paragraph()}</text:list-item></text:list>"
        return (
            f'<text:list text:style-name="{style}"><text:list-item>{self.paragraph()}{inner}'
            f"</text:list-item><text:list-item>{self.paragraph()}</text:list-item></text:list>"
        )

    def frame(self) -> str:
        return (
            "<text:p><draw:frame><draw:text-box>"
            f"{self.paragraph()}</draw:text-box></draw:frame>{self.some()}</text:p>"
        )

    def picture(self) -> str:
        return (
            '<text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/>'
            f"<svg:title>{self.some()}</svg:title><svg:desc>{self.some()}</svg:desc></draw:frame>"
            f"{self.some()}</text:p>"
        )

    def changes(self) -> str:
        return (
            '<text:tracked-changes><text:changed-region text:id="c"><text:deletion>'
            "<office:change-info><dc:creator>x</dc:creator></office:change-info>"
            f"<text:p>{self.some()}</text:p></text:deletion></text:changed-region>"
            "</text:tracked-changes>"
        )

    def blocks(self, most: int = 4) -> str:
        makers = (
            self.paragraph,
            self.paragraph,
            lambda: f'<text:h text:outline-level="{self.number(2, 4)}">{self.line()}</text:h>',
            lambda: self.paragraph("Quotations"),
            lambda: self.items("L1"),
            lambda: self.items("Numbering_20_123"),
            self.table,
            self.frame,
            self.picture,
            lambda: f'<text:section text:name="s">{self.paragraph()}</text:section>',
            lambda: f"<text:index-body>{self.paragraph()}</text:index-body>",
        )
        return self.many(makers, most)


@st.composite
def open_files(draw: st.DrawFn) -> Grown:
    """Return odt files, with what is beside their text."""
    grower = _Open(draw)
    body = grower.changes() if grower.number(0, 3) == 0 else ""
    body += '<text:p text:style-name="Title">Fog Season 1 Review</text:p>' + grower.blocks()
    body += grower.guide() if grower.number(0, 1) else ""
    body += grower.blocks() + "<text:p>Verdict: 7/10</text:p>"
    said = f"<dc:description>{grower.some()}</dc:description>" if grower.number(0, 1) else ""
    said += f"<meta:keyword>{grower.word()}</meta:keyword>" if grower.number(0, 1) else ""
    header = ""
    if grower.number(0, 1):
        header = (
            '<style:master-page style:name="Standard"><style:header>'
            f"{grower.paragraph()}</style:header><style:footer>{grower.paragraph()}"
            "</style:footer></style:master-page>"
        )
    data = open_document({"content.xml": body, "meta.xml": said}, header)
    whole = (body + said + header).replace('<text:span text:style-name="B">', "")
    return Grown(data, tuple(word for word in grower.words if word in whole))
