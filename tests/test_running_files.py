"""The files with which the bot is run by a supervisor: what can be held without one."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]

#: What keeps the service from having more rights than it needs; each of these is needed for that.
LEAST = {
    "DynamicUser": "yes",
    "StateDirectoryMode": "0700",
    "UMask": "0077",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "ProtectProc": "invisible",
    "ProcSubset": "pid",
    "ProtectClock": "yes",
    "ProtectHostname": "yes",
    "ProtectKernelLogs": "yes",
    "ProtectKernelModules": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectControlGroups": "yes",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "CapabilityBoundingSet": "",
    "AmbientCapabilities": "",
    "NoNewPrivileges": "yes",
    "RestrictNamespaces": "yes",
    "RestrictRealtime": "yes",
    "RestrictSUIDSGID": "yes",
    "LockPersonality": "yes",
    "MemoryDenyWriteExecute": "yes",
    "SystemCallArchitectures": "native",
}


def _unit() -> dict[str, dict[str, list[str]]]:
    """Section -> setting -> its values, since one can be set several times."""
    sections: dict[str, dict[str, list[str]]] = {}
    for line in (ROOT / "docs" / "palabre.service").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            name, _, value = line.partition("=")
            section.setdefault(name, []).append(value)
    return sections


def test_the_service_has_the_least_rights() -> None:
    service = _unit()["Service"]
    assert {name: service.get(name) for name in LEAST} == {name: [value] for name, value in LEAST.items()}
    assert service["SystemCallFilter"] == ["@system-service", "~@privileged @resources"]


def test_the_service_is_started_anew_and_its_watchdog_is_served() -> None:
    from bot.commands.watchdog import STILL

    unit = _unit()
    service = unit["Service"]
    assert service["Type"] == ["notify"]
    assert service["Restart"] == ["always"]
    assert unit["Unit"]["StartLimitIntervalSec"] == ["0"]
    # A hanging loop isn't vouched for after STILL; the last word for it may be up to half the time old.
    assert int(service["WatchdogSec"][0]) / 2 < STILL < int(service["WatchdogSec"][0])
    assert int(service["TimeoutStopSec"][0]) > 5, "it stops within five seconds"
    assert service["WorkingDirectory"] == [f"/var/lib/{service['StateDirectory'][0]}"]
    assert service["ExecStart"] == ["/opt/palabre/.venv/bin/palabre run"]


def _container() -> list[str]:
    text = (ROOT / "docs" / "Containerfile").read_text("utf-8").replace("\\\n", "")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_the_container_is_made_by_the_readme_s_commands() -> None:
    installs = next(line.removeprefix("RUN ") for line in _container() if "pip install" in line)
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"{installs} && .venv/bin/palabre\n" in readme
    assert any("python:3.11-slim" in line for line in _container())


def test_only_the_program_gets_into_the_image() -> None:
    copied = [word for line in _container() if line.startswith("COPY") for word in line.split()[1:-1]]
    assert copied == ["pyproject.toml", "README.md", "LICENSE", "requirements", "bot", "scenarios", "locales"]
    assert all((ROOT / name).exists() for name in copied)


def test_the_container_s_user_is_nobody_in_particular_and_writes_into_one_folder() -> None:
    lines = _container()
    assert lines.index("USER 10001") > max(n for n, line in enumerate(lines) if line.startswith(("RUN", "COPY")))
    assert "VOLUME /var/lib/palabre" in lines
    assert lines[-2:] == ['ENTRYPOINT ["/opt/palabre/.venv/bin/palabre"]', 'CMD ["run"]']
    run = next(
        block
        for block in re.findall(r"```\n(.*?)```", (ROOT / "docs" / "reliability.md").read_text("utf-8"), re.S)
        if "podman run" in block
    )
    for right in ("--read-only", "--cap-drop=all", "--security-opt=no-new-privileges", "--restart=always"):
        assert right in run
    assert "-v palabre:/var/lib/palabre" in run
    assert "--privileged" not in run
    assert " -p " not in run
