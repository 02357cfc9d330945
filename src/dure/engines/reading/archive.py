"""Zip archives of office documents: only the parts that are asked for, bounded before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable

from dure.engines.reading.document import ReadingError

MAX_UNPACKED = 200_000_000
"""Bytes that a whole archive may say it unpacks to, pictures included."""

MAX_PARTS_READ = 32_000_000
"""Bytes of the parts that are read; the words of 1,000 pages are 5 MB of XML."""

_MAX_MEMBERS = 5_000
_MAX_DIRECTORY = 1_000_000  # bytes; `zipfile` makes an object of every entry before it can be asked how many there are
_MAX_RATIO = 200
_MIN_SUSPICIOUS = 8_000_000
_END = b"PK\x05\x06"
_END_BYTES, _END_COMMENT = 22, 65_535
# Everything `zipfile` raises on archives that are damaged, or made to look so.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError, ValueError, IndexError)


def parts(data: bytes, wanted: Callable[[list[str]], Iterable[str]], *, broken: ReadingError) -> dict[str, bytes]:
    """Return the parts of an archive that ``wanted`` chooses from its names, in that order.

    Raises:
        ReadingError: ``encrypted``; ``bomb`` (more than 5,000 parts, 200 MB, 200-fold, or 32 MB of parts that are read);
            ``broken``, which the caller gives, when the archive is damaged or holds none of them.
    """
    _check_directory(data, broken)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive, len(data))
            names = list(wanted(archive.namelist()))
            if sum(archive.getinfo(name).file_size for name in names) > MAX_PARTS_READ:
                what = f"its text unpacks to more than {MAX_PARTS_READ // 1_000_000} MB"
                raise _bomb(what)
            found = {name: archive.read(name) for name in names}
    except RuntimeError as error:  # how zipfile names a member under a password
        raise ReadingError("encrypted", "the archive is protected by a password", "remove the password") from error
    except _DAMAGE as error:
        raise broken from error
    if not found:
        raise broken
    return found


def _check_directory(data: bytes, broken: ReadingError) -> None:
    """Refuse a table of contents larger than any document's before it is read."""
    at = data.rfind(_END, max(0, len(data) - _END_BYTES - _END_COMMENT))
    if at < 0 or at + _END_BYTES > len(data):
        raise broken
    if int.from_bytes(data[at + 12 : at + 16], "little") > _MAX_DIRECTORY:
        what = "its table of contents is larger than any document's"
        raise _bomb(what)


def _check_size(archive: zipfile.ZipFile, packed: int) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    too_dense = unpacked > _MIN_SUSPICIOUS and unpacked > _MAX_RATIO * packed
    if len(members) > _MAX_MEMBERS or unpacked > MAX_UNPACKED or too_dense:
        what = f"the archive unpacks to {unpacked // 1_000_000} MB in {len(members)} parts"
        raise _bomb(what)


def _bomb(what: str) -> ReadingError:
    return ReadingError("bomb", f"{what}: not a document", "check where the file comes from")
