"""Where documents come from and tables go: a folder, S3, Google or Azure storage, all through Arrow's file systems.

Credentials come from the environment alone (``AWS_ACCESS_KEY_ID``, ``AWS_ENDPOINT_URL``,
``GOOGLE_APPLICATION_CREDENTIALS`` …), never from an address or an option: no manifest and no log can hold them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
from pyarrow import fs

from dure.cli.bulk import BulkFailure

REMOTE = frozenset({"s3", "gs", "gcs", "abfs", "abfss"})


@dataclass(frozen=True, slots=True)
class Input:
    """One file: ``address`` opens it; size and time of change are its fingerprint."""

    address: str
    size: int
    modified_ns: int

    @property
    def shown(self) -> str:
        """The address as a table can hold it: the bytes of a name that are no UTF-8 are written as escapes."""
        return self.address.encode("utf-8", "backslashreplace").decode()

    @property
    def kind(self) -> str:
        """``warc``, ``parquet`` or ``file``, by name: what a file holds is found out when it is read."""
        name = self.address.lower()
        if name.endswith((".warc", ".warc.gz")):
            return "warc"
        return "parquet" if name.endswith(".parquet") else "file"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or file on some file system."""

    filesystem: Any  # pyarrow publishes no types
    path: str
    is_remote: bool

    def below(self, *names: str) -> Place:
        """Return a place inside this one."""
        return Place(self.filesystem, "/".join([self.path.rstrip("/"), *names]), self.is_remote)

    @property
    def path_inside(self) -> str:
        """The path below the bucket or container."""
        return self.path.partition("/")[2]

    def exists(self) -> bool:
        """Whether there is a file or folder."""
        return bool(self.filesystem.get_file_info(self.path).type != fs.FileType.NotFound)

    def opened(self) -> Any:
        """Return a file open for reading at any position; Arrow cannot open local names that are no UTF-8."""
        return self.filesystem.open_input_file(self.path) if self.is_remote else Path(self.path).open("rb")

    def read(self) -> bytes:
        """Return all bytes of a file."""
        with self.filesystem.open_input_stream(self.path) as file:
            return bytes(file.read())

    def write(self, data: bytes) -> None:
        """Write a file whole or not at all: under another name first."""
        temporary = self.path + ".part"
        with self.filesystem.open_output_stream(temporary) as file:
            file.write(data)
        self.filesystem.move(temporary, self.path)

    def names(self) -> list[str]:
        """Return the names of the files in a folder, of none if there is no folder."""
        infos = self.filesystem.get_file_info(fs.FileSelector(self.path, allow_not_found=True))
        return sorted(info.base_name for info in infos if info.type == fs.FileType.File)

    def remove(self) -> None:
        """Delete a file; one that is not there is no fault."""
        with suppress(FileNotFoundError):
            self.filesystem.delete_file(self.path)

    def make_folder(self) -> None:
        """Make a folder with its parents."""
        self.filesystem.create_dir(self.path, recursive=True)


def scheme_of(address: str) -> str:
    """Return the scheme of an address on object storage, else nothing.

    >>> scheme_of("s3://bucket/pages"), scheme_of("C:/pages"), scheme_of("pages")
    ('s3', '', '')
    """
    scheme = address.partition("://")[0].lower() if "://" in address else ""
    return scheme if scheme in REMOTE else ""


def storage_of(address: str) -> str:
    """Return the address of the bucket or container, of Azure with its account, that an address lies in.

    >>> storage_of("s3://bucket/pages"), storage_of("gcs://bucket")
    ('s3://bucket', 'gs://bucket')
    >>> storage_of("abfs://pages@account.dfs.core.windows.net/2026")
    'abfs://pages@account.dfs.core.windows.net'
    """
    scheme = scheme_of(address).replace("gcs", "gs")
    return f"{scheme}://{_inside(address).partition('/')[0]}"


def _inside(address: str) -> str:
    return address.partition("://")[2].partition("?")[0]


def place_of(address: str) -> Place:
    """Return the place of an address: a path, or ``s3://``, ``gs://``, ``abfs://``.

    Raises:
        BulkFailure: the address cannot be understood, or the storage refuses.
    """
    scheme = scheme_of(address)
    if not scheme:
        if "://" in address:
            message = f"{address}: {urlsplit(address).scheme}:// is no place that can be read in bulk"
            raise BulkFailure(message, "give a folder, s3://, gs:// or abfs://; https:// can be read, not written")
        return Place(fs.LocalFileSystem(), str(Path(address).absolute()), is_remote=False)
    container, _, rest = _inside(address).partition("/")
    path = "/".join(filter(None, [container.partition("@")[0], rest]))  # the account is no part of a path
    try:
        return Place(_storage(storage_of(address)), path, is_remote=True)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise BulkFailure(f"{address}: {error}", "check the address and the credentials in the environment") from error


@cache
def _storage(address: str) -> Any:
    if address.startswith("s3:") and (endpoint := os.environ.get("AWS_ENDPOINT_URL")):
        # A server of one's own (MinIO, Ceph): Arrow reads neither its address from the environment nor asks its region.
        region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
        parts = urlsplit(endpoint)
        return fs.S3FileSystem(region=region, scheme=parts.scheme, endpoint_override=parts.netloc)
    return fs.FileSystem.from_uri(address)[0]


def inputs_of(addresses: Iterable[str]) -> Iterator[Input]:
    """Yield all files meant, folders with all they hold in the order of names, hidden ones left out, each once.

    Raises:
        BulkFailure: an address that was given is not there or cannot be listed.
    """
    seen: set[str] = set()
    for address in addresses:
        for found in _remote(address) if scheme_of(address) else _local(address):
            if found.address not in seen:
                seen.add(found.address)
                yield found


def _local(address: str) -> Iterator[Input]:
    path = Path(place_of(address).path)
    if not path.exists():
        raise BulkFailure(f"{address}: there is no such file or folder", "check the path")
    if not path.is_dir():
        yield _stated(str(path), path.stat())
        return
    for parent, folders, names in os.walk(path, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            place = Path(parent, name)
            if not name.startswith(".") and place.is_file():
                yield _stated(str(place), place.stat())


def _refuse(error: OSError) -> None:
    raise BulkFailure(f"{error.filename}: cannot be listed: {error.strerror}", "check its permissions")


def _stated(path: str, stat: os.stat_result) -> Input:
    return Input(path, stat.st_size, stat.st_mtime_ns)


def _remote(address: str) -> Iterator[Input]:
    place = place_of(address)
    storage = storage_of(address)
    try:
        info = place.filesystem.get_file_info(place.path.rstrip("/"))
        if info.type == fs.FileType.NotFound:
            raise BulkFailure(f"{address}: there is no such object or folder", "check the address")
        waiting = [info]
        while waiting:
            one = waiting.pop()
            if one.type == fs.FileType.File:
                yield Input(f"{storage}/{one.path.partition('/')[2]}", one.size, int(one.mtime_ns or 0))
            else:
                # Folder by folder, so that no listing of a whole bucket stands in memory.
                inside = place.filesystem.get_file_info(fs.FileSelector(one.path))
                waiting += sorted(
                    (each for each in inside if not each.base_name.startswith(".")),
                    key=lambda each: each.path,
                    reverse=True,
                )
    except (OSError, pa.ArrowException) as error:
        raise BulkFailure(
            f"{address}: cannot be listed: {error}", "check the credentials in the environment"
        ) from error
