"""deploy/ holds: what can be known of the image, the compose file and the units without an engine or root."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.discord.health import APART, STALE
from bot.discord_settings import DISCORD_VARIABLES, DiscordSettings
from bot.settings import VARIABLES, unknown_names

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
DATELINE = [sys.executable, "-c", "from bot.cli import main; main()"]
UNITS = ("dateline.service", "dateline-health.service", "dateline-health.timer")
ANALYZE = shutil.which("systemd-analyze")


def instructions() -> list[tuple[str, str]]:
    """Read the Dockerfile as (instruction, rest), comments left out and continued lines joined."""
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    joined = re.sub(r"\\\n\s*", "", text)
    pairs = [line.partition(" ") for line in joined.splitlines() if line.strip()]
    return [(name, rest.strip()) for name, _, rest in pairs]


def last_stage() -> list[tuple[str, str]]:
    """Take the instructions of the stage that the image is made of."""
    found = instructions()
    starts = [at for at, (name, _) in enumerate(found) if name == "FROM"]
    return found[starts[-1] :]


def image_environment() -> dict[str, str]:
    """Read the variables that the image sets."""
    pairs = [pair for name, rest in last_stage() if name == "ENV" for pair in shlex.split(rest)]
    return dict(pair.split("=", 1) for pair in pairs)


def compose() -> dict[str, Any]:
    """Read the compose file."""
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def unit(name: str) -> list[tuple[str, str]]:
    """Read a unit's settings in order, sections left out."""
    text = (DEPLOY / name).read_text(encoding="utf-8")
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [
        (key, value) for key, sign, value in (line.partition("=") for line in lines) if sign and key[0] != "#"
    ]


def unit_environment(name: str) -> dict[str, str]:
    """Read the variables that a unit sets, by itself and through env."""
    values = [value for key, value in unit(name) if key in ("Environment", "ExecStart")]
    pairs = [word for value in values for word in shlex.split(value) if re.match("[A-Z_]+=", word)]
    return dict(pair.split("=", 1) for pair in pairs)


def seconds(value: str) -> float:
    """Read "30s" or "30"."""
    return float(value.removesuffix("s"))


def copied() -> list[str]:
    """List what the Dockerfile takes from the repository."""
    rests = [rest for name, rest in instructions() if name == "COPY" and "--from=" not in rest]
    return [source for rest in rests for source in [p for p in rest.split() if p[:2] != "--"][:-1]]


def test_the_dockerfile_is_well_formed() -> None:
    """It has only instructions that there are, begins with FROM, and its lists are JSON."""
    known = set(
        "ARG FROM RUN CMD EXPOSE ENV COPY ENTRYPOINT VOLUME USER WORKDIR STOPSIGNAL HEALTHCHECK".split()
    )
    found = instructions()
    assert {name for name, _ in found} <= known and found[0][0] == "FROM"
    for name, rest in found:
        if name in ("CMD", "ENTRYPOINT", "VOLUME"):
            assert all(isinstance(part, str) for part in json.loads(rest))
        assert not (name == "RUN" and "latest" in rest)
    assert all(":" in rest for name, rest in found if name == "FROM")


def test_what_is_copied_is_there() -> None:
    """Every source of a COPY exists, and the ignore file lets it into the build."""
    lines = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and line[0] != "#"]
    assert rules[0] == "*"
    allowed = [rule[1:] for rule in rules if rule[0] == "!"]
    for source in copied():
        assert (ROOT / source).exists(), source
        assert source in allowed, source
    assert sorted(allowed) == sorted(set(copied()))
    assert not any(fnmatch.fnmatch(".env", rule) for rule in allowed)


def test_the_image_holds_all_that_is_installed() -> None:
    """Every package, readme and licence that pyproject.toml names for the wheel is copied."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    wanted = {*wheel["packages"], *wheel.get("force-include", {}), "pyproject.toml"}
    wanted |= {project["project"]["readme"], *project["project"]["license-files"]}
    assert {Path(each).parts[0] for each in wanted} <= set(copied())


def test_the_image_runs_the_bot_as_nobody_in_particular() -> None:
    """The last stage ends as a user without rights, and runs `dateline bot`."""
    stage = last_stage()
    names = [name for name, _ in stage]
    (user,) = [rest for name, rest in stage if name == "USER"]
    assert user not in ("root", "0") and "COPY" not in names[names.index("USER") :]
    assert any(f"useradd --uid 10001 --gid {user}" in rest for name, rest in stage if name == "RUN")
    command = dict(stage)
    assert json.loads(command["ENTRYPOINT"]) + json.loads(command["CMD"]) == ["dateline", "bot"]
    assert command["STOPSIGNAL"] == "SIGTERM"


def test_every_variable_is_known() -> None:
    """What image, compose file and units set are settings of Dateline, or of Python and the home."""
    sets = [
        image_environment(),
        compose()["services"]["bot"]["environment"],
        *(unit_environment(name) for name in UNITS[:2]),
    ]
    for found in sets:
        assert unknown_names(found) == []
        assert set(found) - {"PATH", "HOME", "PYTHONUNBUFFERED"} <= {*VARIABLES, *DISCORD_VARIABLES}
    image, service = sets[0], sets[1]
    assert {key: value for key, value in image.items() if key.startswith("DATELINE_")} == service


def health_command() -> list[str]:
    """Take the command of the image's HEALTHCHECK."""
    (rest,) = [rest for name, rest in last_stage() if name == "HEALTHCHECK"]
    found: list[str] = json.loads(rest[rest.index("CMD") + 4 :])
    return found


def check_health(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the image's health check with an installed Dateline in the place of the image's."""
    name, *arguments = health_command()
    assert name == "dateline"
    whole = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **env}
    return subprocess.run([*DATELINE, *arguments], env=whole, capture_output=True, text=True, check=False)


def test_the_health_check_tells_well_from_ill(tmp_path: Path) -> None:
    """The image's check passes for a fresh file; not for none, an old one, a connection long lost."""
    path = tmp_path / Path(image_environment()["DATELINE_DISCORD_HEALTH"]).name
    env = {"DATELINE_DISCORD_HEALTH": str(path), "HOME": str(tmp_path)}
    assert check_health(env).returncode == 1
    now = time.time()
    for at, lost, status in (
        (now, None, 0),
        (now, now - 5, 0),
        (now - STALE - 5, None, 1),
        (now, now - APART - 5, 1),
    ):
        path.write_text(json.dumps({"at": at, "lost": lost, "pid": 7}), encoding="utf-8")
        found = check_health(env)
        assert found.returncode == status, found
        assert len((found.stdout + found.stderr).splitlines()) == 1


def test_the_compose_file_fits_the_image() -> None:
    """It builds what is there, mounts where the image looks, and gives the bot time to stop itself."""
    found = compose()
    bot = found["services"]["bot"]
    context = (DEPLOY / bot["build"]["context"]).resolve()
    assert context == ROOT and (context / bot["build"]["dockerfile"]).is_file()
    mounts = dict(mount.split(":") for mount in bot["volumes"])
    assert (DEPLOY / "../corpus").is_dir() and mounts["../corpus"] == bot["environment"]["DATELINE_CORPUS"]
    assert bot["environment"]["DATELINE_INDEX"].startswith(f"{mounts['data']}/")
    assert bot["environment"]["DATELINE_STATE"].startswith(f"{mounts['data']}/")
    assert bot["environment"]["DATELINE_DISCORD_HEALTH"].startswith(f"{bot['tmpfs']}/")
    assert bot["read_only"] and bot["cap_drop"] == ["ALL"]
    assert seconds(bot["stop_grace_period"]) >= DiscordSettings().grace + 10
    assert set(found["volumes"]) == {"data", "chroma"}
    assert (ROOT / ".env.example").is_file() and bot["env_file"] == "../.env"


def test_the_chroma_server_is_of_our_version_and_stays_at_home() -> None:
    """Its version is what pyproject.toml allows; it runs only if asked for, for this machine alone."""
    chroma = compose()["services"]["chroma"]
    wanted = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'"chromadb>={chroma["image"].partition(":")[2]}' in wanted
    assert all(port.startswith("127.0.0.1:") for port in chroma["ports"]) and chroma["profiles"]


@pytest.fixture
def heart() -> Iterator[list[int]]:
    """A server that answers a heartbeat: [port, status]."""
    state = [0, 200]

    class Heart(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(state[1] if self.path == "/api/v2/heartbeat" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Heart) as server:
        state[0] = server.server_port
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield state
        server.shutdown()
        thread.join()


@pytest.mark.skipif(shutil.which("bash") is None, reason="the check is bash")
def test_chromas_health_check_works_without_curl(heart: list[int]) -> None:
    """With bash alone it passes for a heartbeat and fails for an error and for nobody there."""
    kind, *command = compose()["services"]["chroma"]["healthcheck"]["test"]
    assert kind == "CMD"

    def ask(port: int) -> int:
        parts = [part.replace("8000", str(port)) for part in command]
        return subprocess.run(parts, check=False, stderr=subprocess.DEVNULL).returncode

    assert ask(heart[0]) == 0
    heart[1] = 503
    assert ask(heart[0]) != 0
    assert ask(1) != 0


def test_the_unit_restarts_what_can_be_mended() -> None:
    """A wrong setting (exit status 2) is final, all else is tried again; stopping leaves time to finish."""
    found = dict(unit("dateline.service"))
    assert found["Restart"] == "always" and found["RestartPreventExitStatus"] == "2"
    assert float(found["TimeoutStopSec"]) >= DiscordSettings().grace + 10
    assert found["EnvironmentFile"] == "/etc/dateline.env"
    command = found["ExecStart"].split()
    assert command[0] == "/usr/bin/env" and command[-2:] == ["/opt/dateline/bin/dateline", "bot"]
    own = [name for key, value in unit("dateline.service") if key == "Environment" for name in value.split()]
    assert not any(pair.startswith("DATELINE_") for pair in own)  # /etc/dateline.env would win over these
    env = unit_environment("dateline.service")
    state = f"/var/lib/{found['StateDirectory']}/"
    assert all(
        env[name].startswith(state) for name in ("DATELINE_CORPUS", "DATELINE_INDEX", "DATELINE_STATE")
    )
    health = env["DATELINE_DISCORD_HEALTH"]
    assert health.startswith(f"/run/{found['RuntimeDirectory']}/")
    looked_at = dict(unit("dateline-health.service"))
    assert looked_at["ConditionPathExists"] == health
    assert unit_environment("dateline-health.service")["DATELINE_DISCORD_HEALTH"] == health
    assert "dateline bot --health" in looked_at["ExecStart"]


@pytest.mark.skipif(ANALYZE is None, reason="there is no systemd-analyze")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """systemd-analyze finds nothing wrong in them, and little left open in the bot's."""
    assert ANALYZE
    program = tmp_path / "dateline"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("/opt/dateline/bin/dateline", str(program)))
    checked = subprocess.run(
        [ANALYZE, "verify", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in checked.stderr.splitlines() if "dateline" in line]
    assert ours == [] and checked.returncode == 0, checked
    exposed = subprocess.run(
        [ANALYZE, "security", "--offline=true", "--threshold=20", str(tmp_path / UNITS[0])],
        capture_output=True,
        text=True,
        check=False,
    )
    if "offline" in exposed.stderr:
        pytest.skip("this systemd-analyze cannot look at a unit that is not loaded")
    assert exposed.returncode == 0, exposed.stdout[-300:]
