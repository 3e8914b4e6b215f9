"""Sets what a word processor's document says besides its text: language, direction, dates.

pandoc writes the text in the styles of the reference documents; everything else is set here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from itertools import count

from reviewfmt.converter.pictures.cover import Picture
from reviewfmt.converter.publication import is_dated, modified, rewritten
from reviewfmt.model import Review
from reviewfmt.pandoc_ast import MADE_WITH, PICTURE, RELATION, is_right_to_left
from reviewfmt.syntax import inline

NO_LANGUAGE = "zxx"
"""The tag for text in no language, whose spelling no program corrects."""


def finished_docx(
    data: bytes, review: Review, pictures: Mapping[str, Picture] | None = None
) -> bytes:
    """Return a docx with the language, the direction and the properties of its review.

    `pictures` are the pictures that it shows, by their names.
    """
    pictures = pictures or {}
    language = review.metadata.language or NO_LANGUAGE
    spoken = f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/>'

    def changed(name: str, text: str) -> str:
        if name == "docProps/core.xml":
            return _core(review)
        if name == "word/styles.xml":
            if is_right_to_left(review.metadata.language):
                text = text.replace("<w:pBdr><w:left ", "<w:pBdr><w:right ")  # next to a quotation
            return _LANG.sub(spoken, text)
        if name == "word/numbering.xml":
            return _apart(text)
        if name == "word/_rels/document.xml.rels":
            return _related(text, pictures)
        if name == "[Content_Types].xml":
            return _typed(text, pictures)
        text = _numbered_drawings(text)
        if is_right_to_left(review.metadata.language):
            text = _BARE.sub('<w:pStyle w:val="BodyText"/>', text)  # pandoc leaves it out
            text = _TABLE_STYLE.sub(r"\g<0><w:bidiVisual/>", text)
            text = _TITLE_STYLE.sub(r"\g<0><w:bidi/>", text)
            text = text.replace("</w:sectPr>", "<w:bidi/></w:sectPr>")
        return text

    members = tuple(f"word/{name}.xml" for name in ("styles", "document", "numbering"))
    members += ("docProps/core.xml", "word/_rels/document.xml.rels", "[Content_Types].xml")
    added = {f"word/media/{name}": one.data for name, one in pictures.items()}
    return rewritten(data, lambda name: name in members, changed, added)


_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def _related(text: str, pictures: Mapping[str, Picture]) -> str:
    """Return the relations of a docx, with those of its pictures."""
    added = "".join(
        f'<Relationship Id="{RELATION}{name}" Type="{_IMAGE}" Target="media/{name}"/>'
        for name in pictures
    )
    return text.replace("</Relationships>", f"{added}</Relationships>", 1)


def _typed(text: str, pictures: Mapping[str, Picture]) -> str:
    """Return the content types of a docx, with those of its pictures."""
    kinds = {one.suffix: one.type for one in pictures.values()}
    added = "".join(
        f'<Default Extension="{suffix}" ContentType="{kind}"/>'
        for suffix, kind in kinds.items()
        if f'Extension="{suffix}"' not in text
    )
    return re.sub(r"(<Types\b[^<>]*>)", lambda found: found[0] + added, text, count=1)


_BEHIND = rf"{PICTURE}[^\"<>:]*+(?P<text>[^\"<>]*+)"
_DRAWING = re.compile(rf'(?<=<wp:docPr )id="0" name="{_BEHIND}"')
_FRAME = re.compile(rf'(?<=<draw:frame )draw:name="{_BEHIND}"')


def _numbered_drawings(text: str) -> str:
    """Return the text of a docx in which each drawing has its own number and name."""
    numbers = count(1000)  # pandoc counts bookmarks from this number down
    return _DRAWING.sub(
        lambda found: f'id="{(n := next(numbers))}" name="{PICTURE}{n}{found["text"]}"', text
    )


def _named_frames(text: str) -> str:
    """Return the text of an odt in which each frame has its own name, which LibreOffice keeps."""
    numbers = count(1)
    return _FRAME.sub(lambda found: f'draw:name="{PICTURE}{next(numbers)}{found["text"]}"', text)


_ABSTRACT = re.compile(
    r'<w:abstractNum\b[^<>]*w:abstractNumId="(?P<id>\d+)"[^<>]*>(?P<levels>.*?)</w:abstractNum>',
    re.DOTALL,
)
_NUMBERED = re.compile(
    r'<w:num w:numId="(?P<id>\d+)"[^<>]*>\s*<w:abstractNumId w:val="(?P<of>\d+)" ?/>'
    r"(?P<starts>.*?)</w:num>",
    re.DOTALL,
)
_OVERRIDE = re.compile(r'<w:lvlOverride w:ilvl="(\d)">\s*<w:startOverride w:val="(\d+)"')
_LEVEL = re.compile(r'(?P<opening><w:lvl w:ilvl="(?P<at>\d)"[^<>]*>)(?:\s*<w:start\b[^<>]*>)?')
_NSID = re.compile(r"<w:nsid\b[^<>]*>")


def _apart(text: str) -> str:
    """Return the numbering of a docx with a definition for each list.

    LibreOffice mixes up two lists with the same definition, item by item.
    """
    levels = {found["id"]: found["levels"] for found in _ABSTRACT.finditer(text)}
    abstract, numbered = "", ""
    for found in _NUMBERED.finditer(text):
        starts = dict(_OVERRIDE.findall(found["starts"]))

        def started(level: re.Match[str], starts: dict[str, str] = starts) -> str:
            said = starts.get(level["at"])
            return f'{level["opening"]}<w:start w:val="{said}"/>' if said else level[0]

        own = found["id"]
        inner = _LEVEL.sub(started, levels.get(found["of"], ""))
        inner = _NSID.sub(f'<w:nsid w:val="{int(own):08X}"/>', inner)
        abstract += f'<w:abstractNum w:abstractNumId="{own}">{inner}</w:abstractNum>'
        numbered += f'<w:num w:numId="{own}"><w:abstractNumId w:val="{own}"/></w:num>'
    opening, _, _ = text.partition("<w:abstractNum ")
    return f"{opening}{abstract}{numbered}</w:numbering>"


_LANG = re.compile(r"<w:lang\b[^<>]*>")
_TABLE_STYLE = re.compile(r"<w:tblStyle\b[^<>]*>")
_BARE = re.compile(r"(?<=<w:pPr>)(?=<w:bidi ?/>)")
_TITLE_STYLE = re.compile(r'<w:pStyle w:val="Title" ?/>')


def _core(review: Review) -> str:
    """Return the properties of a docx."""
    said = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in _said(review))
    if is_dated(review):
        moment = modified(review)
        said += "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
            for name in ("created", "modified")
        )
    package = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<cp:coreProperties xmlns:cp="{package}"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{said}</cp:coreProperties>'
    )


def _said(review: Review) -> list[tuple[str, str]]:
    """Return the properties that both kinds of documents have, each with its name in XML."""
    found = (
        ("dc:title", inline.plain(review.title.text)),
        ("dc:creator", review.metadata.author),
        ("dc:description", inline.plain(review.title.tagline or "")),
        ("dc:language", review.metadata.language),
    )
    return [(name, value) for name, value in found if value]


# -- odt --------------------------------------------------------------------------------------


def finished_odt(
    data: bytes, review: Review, pictures: Mapping[str, Picture] | None = None
) -> bytes:
    """Return an odt with the language, the direction and the properties of its review.

    `pictures` are the pictures that it shows, by their names. The styles by which parts are known
    get names that LibreOffice keeps, and missing ones are added.
    """
    used: dict[tuple[str, str], None] = {}
    mirrored = is_right_to_left(review.metadata.language)
    end = "left" if mirrored else "right"  # LibreOffice takes "start" as left in every direction

    def named(found: re.Match[str]) -> str:
        used[found["family"], found["name"]] = None
        return f'{found["tag"]} text:style-name="{_inside(found["name"])}"'

    def changed(name: str, text: str) -> str:
        if name == "content.xml":
            text = _named_frames(text)
            text = _HEADER_CELL.sub(rf"\g<1>{_HEADER_LINE}", _STYLED.sub(named, text))
            return _AT_END.sub(f'"{end}"', text)
        if name == "styles.xml":  # pandoc puts it after the content
            return _styles(text, used, review.metadata.language)
        if name == "META-INF/manifest.xml":
            return _listed(text, pictures or {})
        return _meta(review)

    members = ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml")
    added = {f"Pictures/{name}": one.data for name, one in (pictures or {}).items()}
    return rewritten(data, lambda name: name in members, changed, added)


def _listed(text: str, pictures: Mapping[str, Picture]) -> str:
    """Return the list of the files of an odt, with its pictures."""
    added = "".join(
        f'<manifest:file-entry manifest:media-type="{one.type}"'
        f' manifest:full-path="Pictures/{name}"/>'
        for name, one in pictures.items()
    )
    return text.replace("</manifest:manifest>", f"{added}</manifest:manifest>", 1)


_STYLED = re.compile(
    r'(?P<tag><text:(?P<family>p|span)) text:style-name="(?P<name>Review [^"<>]*)"'
)
_HEADER_CELL = re.compile(
    r'(<style:style style:name="TableHeaderRowCell"[^<>]*>\s*<style:table-cell-properties)'
    r' fo:border="none"'
)
_HEADER_LINE = ' fo:border="none" fo:border-bottom="1.5pt solid #ddd8d1" fo:padding="2pt"'
_AT_END = re.compile(r'(?<=<style:paragraph-properties fo:text-align=)"end"')
_FAMILIES = {"p": "paragraph", "span": "text"}
_LANGUAGES = re.compile(
    r' (?P<prefix>fo|style):(?P<what>language|country)(?P<script>-asian|-complex|)="[^"]*"'
)
_DEFAULT = re.compile(
    r'<style:default-style style:family="paragraph">.*?</style:default-style>', re.S
)


def _inside(name: str) -> str:
    return name.replace(" ", "_20_")


def _styles(text: str, used: dict[tuple[str, str], None], language: str | None) -> str:
    """Return the styles with the `used` ones, with a language and its direction."""
    added = "".join(
        f'<style:style style:name="{_inside(name)}" style:display-name="{name}"'
        f' style:family="{_FAMILIES[family]}"/>'
        for family, name in used
        if f'style:name="{_inside(name)}"' not in text
    )
    text = text.replace("</office:styles>", f"{added}</office:styles>", 1)
    said = _language_attributes(language or NO_LANGUAGE)
    text = _DEFAULT.sub(
        lambda found: _LANGUAGES.sub("", found[0]).replace(
            "<style:text-properties", f"<style:text-properties{said}", 1
        ),
        text,
        count=1,
    )
    if is_right_to_left(language):
        text = text.replace('style:writing-mode="lr-tb"', 'style:writing-mode="rl-tb"')
        text = _QUOTATION.sub(_mirrored, text)
        text = text.replace('fo:text-align="left"', 'fo:text-align="right"')
    return text


_QUOTATION = re.compile(
    r'<style:style\b[^<>]*\bstyle:name="Quotations"[^<>]*>\s*+<style:paragraph-properties\b[^<>]*+'
)
_SIDE = re.compile(r"(?<=-)(?:left|right)(?==)")


def _mirrored(found: re.Match[str]) -> str:
    """Return a style with left and right exchanged."""
    return _SIDE.sub(lambda side: "right" if side[0] == "left" else "left", found[0])


def _language_attributes(tag: str) -> str:
    """Return a language tag as the attributes for letters in every script."""
    language, *rest = tag.split("-")
    country = next((one for one in rest if re.fullmatch("[A-Za-z]{2}|[0-9]{3}", one)), "none")
    whole = tag not in (language, f"{language}-{country}")
    found = ""
    for prefix, script in (("fo", ""), ("style", "-asian"), ("style", "-complex")):
        found += f' {prefix}:language{script}="{language}" {prefix}:country{script}="{country}"'
        found += f' style:rfc-language-tag{script}="{tag}"' if whole else ""
    return found


def _meta(review: Review) -> str:
    """Return the properties of an odt."""
    said = [*_said(review)]
    if review.metadata.author:
        said.append(("meta:initial-creator", review.metadata.author))
    if is_dated(review):
        moment = modified(review)
        said += [(name, moment) for name in ("meta:creation-date", "dc:date")]
    own = {MADE_WITH: "reviewfmt"}
    if review.metadata.language:
        own["language"] = review.metadata.language
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in said)
    inner += "".join(
        f'<meta:user-defined meta:name="{name}">{value}</meta:user-defined>'
        for name, value in own.items()
    )
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta'
        f' xmlns:office="{oasis}:office:1.0" xmlns:meta="{oasis}:meta:1.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta>'
        f"<meta:generator>reviewfmt</meta:generator>{inner}</office:meta></office:document-meta>"
    )
