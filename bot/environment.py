"""What stands in the environment and in `.env`, as texts by their names. Knows no setting.

A file from a phone, an old editor or a container is read as it was meant, or named in one sentence with its line: never
passed over, and never changed in silence.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from dotenv.parser import parse_stream

from bot.characters import invisible

#: The marks by which other encodings are told.
_MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16", codecs.BOM_UTF32_BE: "UTF-32"}


class EnvironmentFileError(Exception):
    """The file can't be read; the message says where, why, and what to do."""


def read_environment(file: Path) -> Mapping[str, str]:
    """Every name that has a value, in the file and in the environment, which counts before it. Values are as they are
    written: nothing in them is put in the place of a `$`. Raises EnvironmentFileError."""
    return {name: value for name, value in {**_in_file(file), **os.environ}.items() if value}


def _in_file(file: Path) -> dict[str, str]:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise EnvironmentFileError(f"{file} can't be read: {error.strerror}.") from None
    found = dict[str, str]()
    for line in parse_stream(StringIO(_decoded(file, data))):
        if line.error:
            raise EnvironmentFileError(
                f"{file}, line {line.original.line}: write NAME=value here, or # before a remark."
            )
        if line.key:
            found[line.key] = line.value or ""
    return found


def _decoded(file: Path, data: bytes) -> str:
    encoding = next(
        (name for mark, name in _MARKS.items() if data.startswith(mark)), "UTF-16" if b"\0" in data[:100] else ""
    )
    if encoding:
        raise EnvironmentFileError(f"{file} is written in {encoding}. Save it as plain text in UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        says = f"{file}, line {line}: this isn't UTF-8. Save the file as plain text in UTF-8."
        raise EnvironmentFileError(says) from None


def trimmed(value: str) -> str:
    """Without what can't be seen at its ends, and without the quotation marks around it, which docker keeps."""
    value = _bare(value)
    for mark in ('"', "'"):
        if len(value) >= 2 and value.startswith(mark) and value.endswith(mark):
            return _bare(value[1:-1])
    return value


def _bare(value: str) -> str:
    begin, end = 0, len(value)
    while begin < end and invisible(value[begin]):
        begin += 1
    while begin < end and invisible(value[end - 1]):
        end -= 1
    return value[begin:end]
