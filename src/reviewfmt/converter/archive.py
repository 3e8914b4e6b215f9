"""Looks at an archive (EPUB, docx) before anything else does: what is unsafe is refused.

The archive is read here, under limits, and written anew; pandoc sees no byte of the given one.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from reviewfmt.converter.formats import refused

LIMIT = 64 * 1024 * 1024
"""How many bytes an archive may unpack to, unless the caller says otherwise."""

_MOST_MEMBERS = 10_000
_CHUNK = 1024 * 1024
_MARKUP = (".xml", ".opf", ".xhtml", ".html", ".htm", ".ncx", ".rels", ".svg")
_ENTITY = re.compile(rb"<!\0?E\0?N\0?T\0?I\0?T\0?Y", re.IGNORECASE)
_CIPHER = re.compile(rb"<(?:\w+:)?EncryptedData\b")
_FONT_CIPHERS = re.compile(
    rb"Algorithm=[\"'](?:http://www\.idpf\.org/2008/embedding"
    rb"|http://ns\.adobe\.com/pdf/enc#RC)[\"']"
)
_MIMETYPE = b"application/epub+zip"


def checked(data: bytes, format: str, limit: int = LIMIT) -> bytes:
    """Return the archive `data` written anew, every member read in full and found safe.

    `limit` is how many bytes it may unpack to. Raises ReviewError (RF508) for what is no archive
    of `format` ("epub" or "docx"), is encrypted or damaged, names a path outside itself, declares
    XML entities or unpacks to more.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _members(archive, format, limit)
    except NotImplementedError:
        raise refused("RF508", f"{format} archive is packed in a way that is not read") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        message = f"no whole {format} archive: it is damaged, cut off or something else"
        raise refused("RF508", message) from None
    _content(members, format)
    anew = io.BytesIO()
    with zipfile.ZipFile(anew, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return anew.getvalue()


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
    needed = "META-INF/container.xml" if format == "epub" else "[Content_Types].xml"
    if needed not in members:
        raise refused("RF508", f"no {format}: the archive holds no {needed}")
    if format == "epub" and members.get("mimetype", _MIMETYPE).strip() != _MIMETYPE:
        raise refused("RF508", "no epub: its mimetype is another, expected application/epub+zip")
    ciphers = members.get("META-INF/encryption.xml", b"")
    if len(_CIPHER.findall(ciphers)) > len(_FONT_CIPHERS.findall(ciphers)):
        raise refused("RF508", f"{format} is encrypted, expected an open one")
    for name, content in members.items():
        if name.lower().endswith(_MARKUP) and _ENTITY.search(content):
            raise refused("RF508", f"{name} declares XML entities, which are not read")


_MADE_HERE = re.compile(rb'name="generator"[^<>]*>\s*<vt:lpwstr>reviewfmt</')


def made_here(data: bytes) -> bool:
    """Tell whether a docx is of this project's making; `data` is an archive that was `checked`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = "docProps/custom.xml"
        return name in archive.namelist() and _MADE_HERE.search(archive.read(name)) is not None


_LANGUAGE = re.compile(rb"<dc:language>([A-Za-z0-9-]{2,35})</dc:language>")
_STYLE_LANGUAGE = re.compile(rb"<w:lang\b[^<>]{0,200}?\bw:val=\"([A-Za-z0-9-]{2,35})\"")
_TEMPLATE_LANGUAGE = "en-US"  # what stands in the styles when nobody chose one


def language(data: bytes) -> str | None:
    """Return the language that a docx names, for the whole or in its styles.

    None where it is the template's own; `data` is an archive that was `checked`.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "docProps/core.xml" in names:
            match = _LANGUAGE.search(archive.read("docProps/core.xml"))
            if match:
                return match[1].decode()
        if "word/styles.xml" not in names:
            return None
        match = _STYLE_LANGUAGE.search(archive.read("word/styles.xml"))
    said = match[1].decode() if match else None
    return None if said == _TEMPLATE_LANGUAGE else said
