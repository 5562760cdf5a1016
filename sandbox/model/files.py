"""Files that bots and people sent: content in memory, or only a declared size."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from sandbox.model.json import Json

DOWNLOAD_LIMIT = 20 * 1024 * 1024  # getFile refuses above (Bot API, getFile)
UPLOAD_LIMIT = 50 * 1024 * 1024  # a bot may not send more (Bot API, Sending files)
PHOTO_LIMIT = 10 * 1024 * 1024

_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "video": "videos"}
_CHUNK = bytes(64 * 1024)


@dataclass(eq=False)
class StoredFile:
    """A file. `content` is None when only its size was declared: it reads as zero bytes."""

    id: str
    unique_id: str
    kind: str
    name: str
    mime_type: str
    size: int
    path: str
    content: bytes | None
    width: int = 0
    height: int = 0

    def as_file(self) -> Json:
        """The file as the Bot API's `File`."""
        return {**self.identity(), "file_path": self.path}

    def identity(self) -> Json:
        """The fields that every object with a file begins with."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}

    def chunks(self) -> Iterator[bytes]:
        """The content, piece by piece."""
        if self.content is not None:
            yield self.content
            return
        left = self.size
        while left > 0:
            yield _CHUNK[: min(left, len(_CHUNK))]
            left -= len(_CHUNK)


@dataclass
class FileStore:
    """Every file, by id and by path."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)

    def add(
        self,
        kind: str,
        name: str,
        content: bytes | None,
        *,
        mime_type: str | None = None,
        size: int | None = None,
        width: int = 0,
        height: int = 0,
    ) -> StoredFile:
        """Keep a file.

        Args:
            kind: document, photo, voice, video or sticker; it names the folder.
            name: as the sender called it; only its last part is kept.
            content: the bytes, or None with a declared `size` in bytes.
        """
        name = PurePosixPath(name.replace("\\", "/")).name or "file"
        mime_type = mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        path = f"{_FOLDERS.get(kind, kind)}/file_{len(self.by_id)}{PurePosixPath(name).suffix}"
        if size is None:
            size = len(content or b"")
        file = StoredFile(
            id=f"BQACAgQAAx{secrets.token_urlsafe(30)}",
            unique_id=f"Ag{secrets.token_hex(6)}",
            kind=kind,
            name=name,
            mime_type=mime_type,
            size=size,
            path=path,
            content=content,
            width=width,
            height=height,
        )
        self.by_id[file.id] = self.by_path[path] = file
        return file
