"""A message that arrives as JSON, or as a form with a file."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.people.contents import ContentError
from sandbox.people.requests import Media, NewMessage

_KINDS = ("document", "photo", "voice", "video")


async def read_message(request: Request) -> NewMessage:
    """Read a new message; a form holds one file named by its kind, a caption and reply_to.

    Raises:
        ContentError: the form has no file.
        pydantic.ValidationError: something in it cannot be.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return NewMessage.model_validate_json(await request.body())
    async with request.form(max_files=1) as form:
        values: dict[str, Any] = {
            name: value for name, value in form.items() if isinstance(value, str)
        }
        for kind in _KINDS:
            upload = form.get(kind)
            if isinstance(upload, UploadFile):
                values[kind] = Media.model_construct(
                    file_name=upload.filename or "file",
                    mime_type=upload.content_type,
                    content=await upload.read(),
                    size=None,
                    width=640,
                    height=480,
                    duration=3,
                )
                return NewMessage.model_validate(values)
    raise ContentError("the form holds no document, photo, voice or video")
