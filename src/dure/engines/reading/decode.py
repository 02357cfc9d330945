"""Bytes to text: UTF-8, CP949 (EUC-KR), UTF-16; what is not text is named and refused."""

from __future__ import annotations

import codecs
import re

from dure.engines.reading.document import ReadingError
from dure.engines.reading.native import SCANNER

# First bytes of formats that are not text, and what to tell the person who sent one.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "application/pdf", "PDF"),
    (b"\x89PNG", "image/png", "PNG image"),
    (b"\xff\xd8\xff", "image/jpeg", "JPEG image"),
    (b"GIF8", "image/gif", "GIF image"),
    (b"\x1f\x8b", "application/gzip", "gzip archive"),
    (b"7z\xbc\xaf", "application/x-7z-compressed", "7-Zip archive"),
    (b"Rar!", "application/vnd.rar", "RAR archive"),
    (b"BZh", "application/x-bzip2", "bzip2 archive"),
    (b"\x7fELF", "application/x-executable", "program"),
    (b"HWP Document File V", "application/x-hwp", "HWP 3 document"),
)
_NOT_READ = {"application/x-hwp"}
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
_SOMETHING = re.compile(rb"[^\x00\t\n\r\x0b\x0c \xef\xbb\xbf]")  # but blanks, zeros and a mark of byte order
_DECLARATION_BYTES = 4096
_CONTROL = bytes([*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_MAX_CONTROL_SHARE = 0.01
_MAX_REPLACED_SHARE = 0.02
_CP949_NAMES = {"euc-kr", "euckr", "ks_c_5601-1987", "ksc5601", "ks_c_5601", "cp949", "ms949", "uhc", "x-windows-949"}


def signature_of(data: bytes) -> tuple[str, str] | None:
    """Return the media type and the plain name of a known format that is not text, or None."""
    for magic, media_type, name in _SIGNATURES:
        if data.startswith(magic):
            return media_type, name
    return None


def declared_charset(data: bytes) -> str | None:
    """Return the character set that HTML or XML declares of itself, as Python names it, or None.

    >>> declared_charset(b'<html><meta charset="euc-kr">')
    'cp949'
    """
    head = data[:_DECLARATION_BYTES]
    match = _XML_ENCODING.search(head) or _META_CHARSET.search(head)
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    if name in _CP949_NAMES:
        return "cp949"
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    # `codecs` also holds transformations (hex, rot13, zlib) and escapes that are no character sets.
    harmless = getattr(found, "_is_text_encoding", True) and found.name not in {"unicode-escape", "raw-unicode-escape"}
    return found.name if harmless and not found.name.startswith(("utf-7", "idna", "punycode", "undefined")) else None


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of ``data`` unchanged, and the name of its encoding.

    A byte-order mark decides, then valid UTF-8, then a declared character set, then CP949 with at most 2 % of broken
    characters (pages cut in the middle, stray bytes of other sets).

    Raises:
        ReadingError: ``empty``, ``binary`` (a known format or control characters), ``not-text`` (no encoding fits).

    >>> decode('가나'.encode('cp949'))
    ('가나', 'cp949')
    """
    if not _SOMETHING.search(data):  # stripped, a page would be copied
        raise ReadingError("empty", "the document is empty", "check that the file was saved or downloaded completely")
    known = signature_of(data)
    if known is not None:
        code, message = "binary", f"this is a {known[1]}, not text"
        if known[0] in _NOT_READ:
            code, message = "unsupported", f"{known[1]}s are not read"
        raise ReadingError(
            code, message, "save it as HWPX" if code == "unsupported" else "give text, HTML, PDF, HWP, HWPX or DOCX"
        )
    text, encoding = _decoded(data)
    # Stray control characters occur in real pages; many of them mean that this was never text.
    if _controls(data, text, encoding) > max(8, len(text) * _MAX_CONTROL_SHARE):
        raise ReadingError("binary", "the bytes are not text", "give text, HTML, PDF, HWP, HWPX or DOCX")
    if not text or text.isspace():
        raise ReadingError("empty", "the document holds no characters", "check that the file was saved completely")
    return text, encoding


def _controls(data: bytes, text: str, encoding: str) -> int:
    """Count control characters; where they are single bytes, the bytes are counted, which takes a tenth of the time."""
    own = data if encoding in {"utf-8", "cp949"} else text.encode("utf-8", "replace")
    if SCANNER is not None:
        return SCANNER.controls(own)
    return len(own) - len(own.translate(None, _CONTROL))


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace"), "utf-16"
    elif (guess := _utf16_without_mark(data)) is not None:
        return data.decode(guess, "replace"), guess
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":  # cut inside its last character
            return data[: error.start].decode("utf-8"), "utf-8"
    tried = [name for name in (declared_charset(data), "cp949", "utf-8") if name is not None]
    best = ("", "", 1.0)
    for name in dict.fromkeys(tried):
        text = data.decode(name, "replace")
        share = text.count("\ufffd") / max(1, len(text))
        if share < best[2]:
            best = (text, name, share)
        if not share:
            break
    if best[2] > _MAX_REPLACED_SHARE and b"\x00" in data:
        raise ReadingError("binary", "the bytes are not text", "give text, HTML, PDF, HWP, HWPX or DOCX")
    if best[2] > _MAX_REPLACED_SHARE:
        raise ReadingError(
            "not-text",
            "the characters are neither UTF-8, CP949 nor UTF-16",
            "save the document as UTF-8 and read it again",
        )
    return best[0], best[1]


def _utf16_without_mark(data: bytes) -> str | None:
    """Guess UTF-16 from the zero bytes of its spaces, line breaks and digits."""
    sample = data[:2000]
    if len(sample) < 8 or b"\x00" not in sample:  # noqa: PLR2004  a few characters, or there is nothing to count
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    few, many = 0.02 * len(sample), 0.05 * len(sample)
    if odd > many and even <= few:
        return "utf-16-le"
    if even > many and odd <= few:
        return "utf-16-be"
    return None
