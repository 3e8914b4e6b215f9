"""Files of word processors as Hypothesis grows them: each word in them is there once."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.growing_documents import Grower, Grown, zipped

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_SIDE = {"header1": "header", "footer1": "footer", "footnotes": "footnotes", "comments": "comments"}


class _Word(Grower):
    def __init__(self, draw: st.DrawFn) -> None:
        super().__init__(draw)
        self.targets: list[str] = []

    def link(self) -> str:
        self.targets.append(self.address())
        run = self.run(self.some() + " ")
        return f'<w:hyperlink r:id="l{len(self.targets)}">{run}</w:hyperlink>'

    def run(self, text: str, format: str = "") -> str:
        properties = f"<w:rPr>{format}</w:rPr>" if format else ""
        return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'

    def line(self) -> str:
        def halves() -> str:
            word = self.word()
            return self.run(word[:2]) + self.run(word[2:] + " ", "<w:b/>")

        marks = (
            lambda: self.run(self.some() + " "),
            lambda: self.run(self.some() + " ", "<w:b/><w:i/>"),
            halves,
            lambda: self.run(self.word()) + "<w:r><w:tab/></w:r>" + self.run(self.word() + " "),
            lambda: self.run(self.word()) + "<w:r><w:br/></w:r>" + self.run(self.word() + " "),
            lambda: f'<w:ins w:id="1" w:author="A">{self.run(self.word() + " ")}</w:ins>',
            lambda: (
                '<w:del w:id="2" w:author="A"><w:r><w:delText xml:space="preserve"> '
                f"{self.word()} </w:delText></w:r></w:del>"
            ),
            lambda: f'<w:hyperlink w:anchor="x">{self.run(self.some() + " ")}</w:hyperlink>',
            self.link,
            lambda: (
                f'<w:r><w:instrText>HYPERLINK "{self.address()}"</w:instrText></w:r>'
                + self.run(self.word() + " ")
            ),
            lambda: f"<w:sdt><w:sdtContent>{self.run(self.some() + ' ')}</w:sdtContent></w:sdt>",
            lambda: '<w:fldSimple w:instr="DATE">' + self.run(self.word() + " ") + "</w:fldSimple>",
            lambda: self.run(
                self.word() + " ", '<w:vanish w:val="0"/><w:highlight w:val="yellow"/>'
            ),
            lambda: self.run(self.word() + " ", "<w:smallCaps/><w:strike/>"),
        )
        return "".join(self.one(marks) for _ in range(self.number(1, 3)))

    def paragraph(self, style: str = "") -> str:
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{properties}{self.line()}</w:p>"

    def box(self) -> str:
        inner = f"<w:txbxContent>{self.paragraph()}</w:txbxContent>"
        return (
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
            f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>"
            "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
            f"{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )

    def table(self) -> str:
        wide = self.number(1, 3)
        rows = "".join(
            "<w:tr>" + "".join(f"<w:tc>{self.paragraph()}</w:tc>" for _ in range(wide)) + "</w:tr>"
            for _ in range(self.number(1, 3))
        )
        grid = "<w:gridCol/>" * wide
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def blocks(self) -> str:
        makers = (
            self.paragraph,
            self.paragraph,
            lambda: self.paragraph("Heading2"),
            lambda: self.paragraph("Quote"),
            self.table,
            self.box,
            lambda: f"<w:sdt><w:sdtContent>{self.paragraph()}</w:sdtContent></w:sdt>",
            lambda: f'<w:p>{self.line()}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        )
        return self.many(makers, 5)


def _styles() -> str:
    named = {"Title": "Title", "Heading2": "heading 2", "Quote": "Quote"}
    rows = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in named.items()
    )
    return f"<w:styles {_SPACES}>{rows}</w:styles>"


@st.composite
def word_files(draw: st.DrawFn) -> Grown:
    """Return docx files, with what is beside their text."""
    grower = _Word(draw)
    style = '<w:pPr><w:pStyle w:val="Title"/></w:pPr>'
    title = f"<w:p>{style}<w:r><w:t>Fog Season 1 Review</w:t></w:r></w:p>"
    body = f"{title}{grower.blocks()}<w:p><w:r><w:t>Verdict: 7/10</w:t></w:r></w:p>"
    sides = {
        "header1": f"<w:hdr {_SPACES}>{grower.paragraph()}</w:hdr>",
        "footer1": f"<w:ftr {_SPACES}>{grower.paragraph()}</w:ftr>",
        "footnotes": f'<w:footnotes {_SPACES}><w:footnote w:id="2">{grower.paragraph()}'
        "</w:footnote></w:footnotes>",
        "comments": f'<w:comments {_SPACES}><w:comment w:id="0" w:author="{grower.some()}">'
        f"{grower.paragraph()}</w:comment></w:comments>",
    }
    chosen = [name for name in sides if name == "footnotes" or grower.number(0, 1)]
    links = "".join(
        f'<Relationship Id="r{at}" Type="{_R}/{_SIDE.get(name, name)}" Target="{name}.xml"/>'
        for at, name in enumerate(["styles", *chosen])
    )
    targets = "".join(
        f'<Relationship Id="l{at}" Type="{_R}/hyperlink" Target="{target}" TargetMode="External"/>'
        for at, target in enumerate(grower.targets, start=1)
        if any(f'"l{at}"' in part for part in (body, *(sides[name] for name in chosen)))
    )
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    said = "<dc:description>" + grower.some() + "</dc:description>" if grower.number(0, 1) else ""
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_P}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default'
        f' Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"'
        f' ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_P}/relationships"><Relationship Id="r1"'
        f' Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_P}/relationships">{links}'
        f"{targets}</Relationships>",
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_P}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{said}</cp:coreProperties>',
        **{f"word/{name}.xml": sides[name] for name in chosen},
        **{
            f"word/_rels/{name}.xml.rels": f'<Relationships xmlns="{_P}/relationships">{targets}'
            "</Relationships>"
            for name in chosen
        },
    }
    whole = "".join(members.values()).replace(
        '</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">', ""
    )
    return Grown(zipped(members), tuple(word for word in grower.words if word in whole))
