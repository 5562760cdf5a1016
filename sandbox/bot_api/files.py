"""Files in a call: uploads, attach:// names and file ids; and getFile."""

from __future__ import annotations

from sandbox.bot_api.call import Call
from sandbox.bot_api.errors import bad_request
from sandbox.bot_api.images import picture_size
from sandbox.bot_api.params import Upload
from sandbox.model.files import DOWNLOAD_LIMIT, PHOTO_LIMIT, StoredFile
from sandbox.model.json import Json


def read_file(call: Call, kind: str) -> StoredFile:
    """The file that a call sends under the name of its kind (document, photo).

    Raises:
        ApiError: none given, empty, too big, not a picture, or an unknown file_id.
    """
    upload = call.params.uploads.get(kind)
    given = call.params.text(kind)
    if upload is None and given.startswith("attach://"):
        upload = call.params.uploads.get(given.removeprefix("attach://"))
        if upload is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
    if upload is not None:
        return _keep(call, kind, upload)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # the sandbox fetches nothing
    file = call.world.files.by_id.get(given)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    return file


def get_file(call: Call) -> Json:
    """Bot API getFile: where to download a file of up to 20 MB."""
    file_id = call.params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = call.world.files.by_id.get(file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return file.as_file()


def _keep(call: Call, kind: str, upload: Upload) -> StoredFile:
    size = len(upload.content)
    if not size:
        raise bad_request("file must be non-empty")
    if kind != "photo":
        return call.world.files.add(kind, upload.name, upload.content, mime_type=upload.mime_type)
    if size > PHOTO_LIMIT:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; "
            f"the maximum size is {PHOTO_LIMIT} bytes"
        )
    dimensions = picture_size(upload.content)
    if dimensions is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = dimensions
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return call.world.files.add(
        kind, upload.name, upload.content, mime_type=upload.mime_type, width=width, height=height
    )
