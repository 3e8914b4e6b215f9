"""Checks an archive (EPUB, docx, odt) before anything else reads it, and rejects unsafe ones.

The archive is unpacked under limits and packed again; pandoc never sees the original bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence

from reviewfmt.converter.charset import as_utf8
from reviewfmt.converter.formats import refused
from reviewfmt.converter.office.main_part import with_main_part
from reviewfmt.pandoc_ast import MADE_WITH

LIMIT = 64 * 1024 * 1024
"""The default limit of the bytes that an archive may unpack to."""

_MOST_MEMBERS = 10_000
_CHUNK = 1024 * 1024
_MARKUP = (".xml", ".opf", ".xhtml", ".html", ".htm", ".ncx", ".rels", ".svg")
_XML = (".xml", ".opf", ".rels")
_ENTITY = re.compile(rb"<!\0?E\0?N\0?T\0?I\0?T\0?Y", re.IGNORECASE)
_BLANKS = b"\xef\xbb\xbf \t\r\n"
_CIPHER = re.compile(rb"<(?:\w+:)?EncryptedData\b")
_FONT_CIPHERS = re.compile(
    rb"Algorithm=[\"'](?:http://www\.idpf\.org/2008/embedding"
    rb"|http://ns\.adobe\.com/pdf/enc#RC)[\"']"
)
_MIMETYPES = {
    "epub": b"application/epub+zip",
    "odt": b"application/vnd.oasis.opendocument.text",
}
_NEEDED = {
    "epub": "META-INF/container.xml",
    "docx": "[Content_Types].xml",
    "odt": "content.xml",
}
_OPEN_CIPHER = re.compile(rb"<(?:\w+:)?encryption-data\b")


def checked(data: bytes, format: str, limit: int = LIMIT) -> bytes:
    """Return the archive `data`, packed again after every member was read in full and found safe.

    `limit` is the largest number of bytes that it may unpack to. Raises ReviewError (RF508) if the
    data is not an archive of `format` ("epub", "docx" or "odt"), is encrypted or damaged, names a
    path outside itself, declares XML entities, has a wrong encoding declaration, or unpacks to
    more.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _members(archive, format, limit)
    except NotImplementedError:
        raise refused("RF508", f"{format} archive is packed in a way that is not read") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        message = f"no whole {format} archive: it is damaged, cut off or something else"
        raise refused("RF508", message) from None
    if format == "docx" and _NEEDED[format] in members:
        members = with_main_part(members)
    members = {name: _in_utf8(name, content) for name, content in members.items()}
    _content(members, format)
    anew = io.BytesIO()
    with zipfile.ZipFile(anew, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return anew.getvalue()


def _in_utf8(name: str, content: bytes) -> bytes:
    """Return a part in UTF-8; pandoc reads XML in no other encoding."""
    if not name.lower().endswith(_MARKUP):
        return content
    try:
        return as_utf8(content)
    except LookupError as error:
        raise refused("RF508", f"{name} names an encoding that is not known: {error}") from None
    except UnicodeError:
        raise refused("RF508", f"{name} is not encoded as it says") from None


def _members(archive: zipfile.ZipFile, format: str, limit: int) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    infos = archive.infolist()
    if len(infos) > _MOST_MEMBERS:
        raise refused(
            "RF508", f"{format} archive has {len(infos)} members, {_MOST_MEMBERS} at most"
        )
    left = limit
    for info in infos:
        name = info.filename
        if info.flag_bits & 0x1:
            raise refused("RF508", f"{format} archive is encrypted, expected an open one")
        if _climbs(name) or _climbs(info.orig_filename):
            raise refused("RF508", f"{format} archive names a path outside itself: {name!r}")
        if name in members:
            raise refused("RF508", f"{format} archive holds {name!r} twice")
        if name.endswith("/"):
            continue
        content = io.BytesIO()
        with archive.open(info) as member:
            while chunk := member.read(min(_CHUNK, left + 1)):
                left -= len(chunk)
                if left < 0:
                    message = f"{format} archive unpacks to more than {limit} bytes"
                    raise refused("RF508", message, "raise the limit if it is to be trusted")
                content.write(chunk)
        members[name] = content.getvalue()
    return members


def _climbs(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or not parts[0] or ":" in parts[0] or "\0" in name


def _content(members: dict[str, bytes], format: str) -> None:
    if not members:
        raise refused("RF508", f"{format} archive is empty")
    ciphers = members.get("META-INF/encryption.xml", b"")
    locked = len(_CIPHER.findall(ciphers)) > len(_FONT_CIPHERS.findall(ciphers))
    if locked or _OPEN_CIPHER.search(members.get("META-INF/manifest.xml", b"")):
        raise refused("RF508", f"{format} is encrypted, expected an open one")
    needed = _NEEDED[format]
    if needed not in members:
        raise refused("RF508", f"no {format}: the archive holds no {needed}")
    mimetype = _MIMETYPES.get(format)
    if mimetype and members.get("mimetype", mimetype).strip() != mimetype:
        message = f"no {format}: its mimetype is another, expected {mimetype.decode()}"
        raise refused("RF508", message)
    for name, content in members.items():
        is_markup = name.lower().endswith(_MARKUP) or content[:64].lstrip(_BLANKS).startswith(b"<")
        if is_markup and _ENTITY.search(content):
            raise refused("RF508", f"{name} declares XML entities, which are not read")


def malformed(data: bytes) -> str | None:
    """Return which part of a checked archive is not well-formed XML, and where; None if all are."""
    from xml.parsers.expat import ExpatError, ParserCreate

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(_XML):
                try:
                    ParserCreate().Parse(archive.read(name), True)
                except ExpatError as error:
                    place = f"line {error.lineno}, column {error.offset + 1}"
                    return f"{name} is not XML at {place}"
    return None


_PROPERTIES = ("docProps/custom.xml", "meta.xml")
_PROPERTY = (
    rb'name="%s"[^<>]*>\s*<vt:lpwstr>([^<>]*)<'  # docx
    rb'|meta:name="%s"[^<>]*>([^<>]*)<'  # odt
)


def made_here(data: bytes) -> bool:
    """Tell whether this project made a checked docx or odt."""
    return _property(data, MADE_WITH) == "reviewfmt"


def _property(data: bytes, name: str) -> str | None:
    """Return a custom property of a document, or None if it has no property of that name."""
    said = _members_of(data, _PROPERTIES)
    match = re.search(_PROPERTY.replace(b"%s", name.encode()), said)
    return (match[1] or match[2] or b"").decode("utf-8", "replace") if match else None


def _members_of(data: bytes, names: Sequence[str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in names if name in archive.namelist())


_TAG = rb"([A-Za-z0-9-]{2,35})"
_LANGUAGE = re.compile(rb"<dc:language>%s</dc:language>" % _TAG)
_STYLE_LANGUAGE = re.compile(rb'<w:lang\b[^<>]{0,200}?\bw:val="%s"' % _TAG)
_DEFAULT_LETTERS = re.compile(
    rb'<style:default-style\b[^<>]*\bstyle:family="paragraph".{0,4000}?<style:text-properties\b'
    rb"([^<>]*)>",
    re.DOTALL,
)
_OPEN_LANGUAGE = re.compile(rb'\bfo:(language|country)="%s"' % _TAG)
_TEMPLATE_LANGUAGES = ("en-US", "zxx", "none")
"""The language in the styles of a document for which nobody has chosen a language."""


def language(data: bytes) -> str | None:
    """Return the language that a checked docx or odt names, for the whole or in its styles.

    A document that reviewfmt made names its language in a property, or has none: a program that
    saves it again writes its own language. The result is None if the language is that of the
    template.
    """
    if made_here(data):
        return _property(data, "language")
    match = _LANGUAGE.search(_members_of(data, ("docProps/core.xml", "meta.xml")))
    if match:
        return match[1].decode()
    match = _STYLE_LANGUAGE.search(_members_of(data, ("word/styles.xml",)))
    if match:
        said = match[1].decode()
    else:
        letters = _DEFAULT_LETTERS.search(_members_of(data, ("styles.xml",)))
        parts = dict(_OPEN_LANGUAGE.findall(letters[1])) if letters else {}
        found = (parts.get(b"language", b"none"), parts.get(b"country", b"none"))
        said = "-".join(one.decode() for one in found if one != b"none") or "none"
    return None if said in _TEMPLATE_LANGUAGES else said
