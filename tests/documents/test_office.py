"""LibreOffice opens the documents and prints them (Debian: `apt-get install libreoffice-writer`)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from bot.documents.docx import docx_report
from bot.languages import SPOKEN
from bot.wording.catalog import words
from tests.documents.reports import HOSTILE, USUAL, report

SOFFICE = shutil.which("soffice")


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice isn't installed")
@pytest.mark.parametrize("said", [USUAL, HOSTILE], ids=["usual", "hostile"])
def test_libreoffice_makes_a_pdf_of_it_in_every_language(tmp_path: Path, said: tuple[str, ...]) -> None:
    files = []
    for language in SPOKEN:
        file = tmp_path / f"{language}.docx"
        file.write_bytes(docx_report(report(said), words(language)))
        files.append(file)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for file in files:
        assert file.with_suffix(".pdf").read_bytes().startswith(b"%PDF"), file.name
