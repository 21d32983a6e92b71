"""The command line: `palabre COMMAND`; `palabre --help` lists them. Alone: `run` where there is a token, else
`rehearse`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from bot.commands import authors, partnership, translate
from bot.commands.addresses import network_address
from bot.commands.errors import TWO_PACKAGES, CommandError
from bot.commands.passphrase import unlocked
from bot.documents.formats import FORMATS
from bot.gateway.api.logs import set_up
from bot.languages import SOURCE, SPOKEN
from bot.playthrough.company import USUAL
from bot.process import close_up, forget
from bot.session.playing import Workshop
from bot.settings import Settings, SettingsError, read_settings
from bot.store.db import StoreError

#: Where a command is added.
_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit status: 0 for good, 1 for a refusal or a mistake found, 2 for words
    that make no command."""
    parsed = _parser().parse_args(arguments)
    if arguments is None:  # else the process is somebody else's
        close_up()
    set_up()
    try:
        act: Callable[[argparse.Namespace], int] = getattr(parsed, "act", _either)
        return act(parsed)
    except (SettingsError, StoreError, CommandError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="palabre",
        description="Guided reflection workshops in Telegram groups. Without a command: starts the bot where "
        "PALABRE_TOKEN is set, else the rehearsal in a browser.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for family in (_playing, _reading, partnership.add, authors.add, translate.add, _file, _caring):
        family(commands)
    return parser


def _playing(commands: _Commands) -> None:
    run = commands.add_parser("run", help="start the bot")
    run.set_defaults(act=_run)
    rehearse = commands.add_parser("rehearse", help="play a scenario through in the browser, without Telegram")
    rehearse.add_argument("--port", type=int, default=8765, help="where the page is (8765; 0 takes a free one)")
    network = "this machine's address in your network: opens the page there too, by a code for each device"
    rehearse.add_argument("--host", type=network_address, default="127.0.0.1", metavar="ADDRESS", help=network)
    rehearse.add_argument("--language", choices=(*SPOKEN,), help="of the people on the page")
    rehearse.add_argument("--record", type=Path, metavar="FILE", help="keep what people do, as a dialogue to replay")
    rehearse.set_defaults(act=_rehearse)


def _reading(commands: _Commands) -> None:
    check = commands.add_parser("check", help="read scenario files and name every mistake in them")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--json", action="store_true", help="for machines")
    check.set_defaults(act=_check)
    written = commands.add_parser("transcript", help="play a scenario with its sample answers, and print what is seen")
    written.add_argument("scenario", nargs="?", metavar="SCENARIO", help="its id, such as roles")
    written.add_argument("--language", choices=(*SPOKEN,), default=SOURCE, help="of the group")
    written.add_argument(
        "--people", type=authors.company, default=USUAL, metavar="3+3", help="of the South and the North"
    )
    written.add_argument("--short", action="store_true", help="its short form")
    written.add_argument("--all", type=Path, metavar="FOLDER", help="write all there are into a folder instead")
    written.add_argument("--languages", type=authors.languages, default=(*SPOKEN,), metavar="CODES", help="with --all")
    written.set_defaults(act=_transcript)
    export = commands.add_parser("export", help="write the summaries of sessions")
    export.add_argument("sessions", nargs="*", metavar="SESSION", help="codes of sessions (default: all)")
    export.add_argument("--format", choices=tuple(FORMATS), required=True)
    export.add_argument(
        "--output", required=True, metavar="PATH", help="a file, a folder, a .zip, or - for standard output"
    )
    export.add_argument("--language", choices=(*SPOKEN,), help="of what is to be read")
    export.set_defaults(act=_export)


def _file(commands: _Commands) -> None:
    key = commands.add_parser("key", help="encrypt the database, decrypt it, or change its key")
    key.add_argument("what", choices=("encrypt", "decrypt", "change"))
    key.add_argument("--new-key", type=Path, metavar="FILE", help="holds the new key (default: it is asked for)")
    key.set_defaults(act=_key)
    backup = commands.add_parser("backup", help="copy the database, also while the bot runs")
    backup.add_argument("path", type=Path, metavar="PATH", help="a file, or a folder, in which old backups are removed")
    backup.add_argument("--force", action="store_true", help="also where there is such a file already")
    backup.set_defaults(act=_backup)
    restore = commands.add_parser("restore", help="put a backup in the place of the database")
    restore.add_argument("path", type=Path, metavar="BACKUP")
    restore.add_argument("--force", action="store_true", help="also one that is older than a week")
    restore.set_defaults(act=_restore)


def _caring(commands: _Commands) -> None:
    purge = commands.add_parser("purge", help="erase what is past its time, or one person; while the bot is stopped")
    purge.add_argument("--person", type=int, metavar="ACCOUNT", help="erase all of this Telegram account instead")
    purge.add_argument("--json", action="store_true", help="for machines")
    purge.set_defaults(act=_purge)
    doctor = commands.add_parser("doctor", help="look whether all is well, and say what to do where it isn't")
    doctor.add_argument("--json", action="store_true", help="for machines")
    doctor.add_argument("--retry", action="store_true", help="try again what was set aside")
    doctor.set_defaults(act=_doctor)


def _either(parsed: argparse.Namespace) -> int:
    if read_settings().token:
        return _run(parsed)
    return _rehearse(argparse.Namespace(port=8765, language=None, host="127.0.0.1", record=None))


def _run(parsed: argparse.Namespace) -> int:
    from bot.commands.run import run

    settings = read_settings()
    if settings.token is None:
        raise CommandError("PALABRE_TOKEN is not set. Get a token from @BotFather in Telegram and put it into .env.")
    settings = unlocked(settings)
    forget()
    return asyncio.run(run(settings))


def _rehearse(parsed: argparse.Namespace) -> int:
    try:
        from bot.commands.rehearse import rehearse
    except ImportError:
        raise CommandError(TWO_PACKAGES) from None
    settings: Settings = read_settings()
    language = parsed.language or settings.language
    return asyncio.run(rehearse(settings, parsed.port, language, parsed.host, parsed.record))


def _check(parsed: argparse.Namespace) -> int:
    from bot.commands.check import check

    try:
        said, good = check(parsed.files, as_json=parsed.json)
    except OSError as error:
        raise CommandError(f"{error.filename} can't be read: {error.strerror}.") from None
    print(said)
    return 0 if good else 1


def _transcript(parsed: argparse.Namespace) -> int:
    try:
        from bot.commands.transcript import Wanted, one, write_all
        from bot.playthrough.play import SampleError
    except ImportError:
        raise CommandError(TWO_PACKAGES) from None
    if not (parsed.scenario or parsed.all):
        raise CommandError("Say which scenario, such as roles, or --all FOLDER.")
    try:
        wanted = Wanted(Workshop(parsed.scenario or "", parsed.short), parsed.language, parsed.people)
        print(write_all(parsed.all, parsed.languages) if parsed.all else one(wanted))
    except SampleError as error:
        raise CommandError(str(error)) from None
    return 0


def _export(parsed: argparse.Namespace) -> int:
    from bot.commands.export import Wanted, read, write

    form = FORMATS[parsed.format]
    if not form.there:
        raise CommandError(f"{form.called} needs more packages: pip install 'palabre[{form.extra.name}]'")
    settings = unlocked(read_settings())
    wanted = Wanted(tuple(parsed.sessions), form, parsed.language or settings.language, settings.zone)
    found = asyncio.run(read(settings.database, settings.database_key, wanted))
    try:
        done = write(found, wanted, parsed.output, datetime.now(UTC), _progress)
    except OSError as error:
        raise CommandError(f"{error.filename or parsed.output} can't be written: {error.strerror}.") from None
    finally:
        _progress("")
    if isinstance(done, bytes):
        sys.stdout.buffer.write(done)
    else:
        print(done)
    return 0


def _key(parsed: argparse.Namespace) -> int:
    from bot.commands.database import key

    return key(read_settings(), parsed.what, parsed.new_key)


def _backup(parsed: argparse.Namespace) -> int:
    from bot.commands.database import backup

    return backup(read_settings(), parsed.path, datetime.now(UTC), force=parsed.force)


def _restore(parsed: argparse.Namespace) -> int:
    from bot.app import random_bits, utc_now
    from bot.commands.database import restore

    return restore(read_settings(), parsed.path, utc_now(), random_bits, force=parsed.force)


def _purge(parsed: argparse.Namespace) -> int:
    from bot.app import random_bits, utc_now
    from bot.commands.purge import purge_as_json, purge_now

    act = purge_as_json if parsed.json else purge_now
    print(asyncio.run(act(unlocked(read_settings()), parsed.person, utc_now(), random_bits)))
    return 0


def _doctor(parsed: argparse.Namespace) -> int:
    from bot.commands.doctor import doctor
    from bot.doctor.finding import all_well, refused
    from bot.doctor.report import as_json, render

    try:
        settings = unlocked(read_settings())
        findings = asyncio.run(doctor(settings, lambda: datetime.now(UTC), _progress, retry=parsed.retry))
    except SettingsError as error:
        findings = [refused("settings", line) for line in str(error).splitlines()]
    _progress("")
    print(as_json(findings) if parsed.json else render(findings))
    return 0 if all_well(findings) else 1


def _progress(doing: str) -> None:
    """One line on a terminal, written over each time."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{doing}{' …' if doing else ''}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
