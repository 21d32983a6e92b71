"""Zip files that tell nothing but what is in them: no time, no program, no author. What office programs write is packed
anew so, and so are several documents in one file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

#: The least day that a zip file can tell.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
#: What a document of an office program says of itself, and what it says here.
_PROPERTIES = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
    b' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties'
    b' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
}


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """These files in one zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(info, data)
    return out.getvalue()


def blanked(document: bytes) -> bytes:
    """A document of an office program, without what it says of itself."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        names = archive.namelist()
        return packed((name, _PROPERTIES.get(name) or archive.read(name)) for name in names)
