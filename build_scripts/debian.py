"""Debian's packages: installed when this user may, else the one line that does."""

import os
import shutil
import subprocess
import sys


def install(packages: list[str]) -> bool:
    """Install ``packages`` with apt-get, as root or through a sudo that asks nothing; whether that was possible."""
    command = _command()
    if command is None:
        return False
    print(f"Installing with apt-get: {' '.join(packages)} …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    # A machine whose lists are fresh but which is offline may still have the packages: only the second step counts.
    subprocess.run([*command, "update", "-qq"], env=environment, check=False, stdout=subprocess.DEVNULL)
    options = ["install", "-y", "-qq", "--no-install-recommends"]
    done = subprocess.run([*command, *options, *packages], env=environment, check=False, stdout=subprocess.DEVNULL)
    return done.returncode == 0


def advice(packages: list[str]) -> str:
    """What the user can do where this script may not."""
    if shutil.which("apt-get"):
        return f"This installs what is missing:\n  sudo apt-get install -y {' '.join(packages)}"
    return f"Install with your system's package manager what Debian calls: {' '.join(packages)}"


def _command() -> list[str] | None:
    if not sys.platform.startswith("linux") or not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return ["sudo", "-n", "apt-get"]
    return None
