"""Make the environment in .venv, pinned by constraints.txt. Once it is there this takes no time.

    python bootstrap.py
"""

import hashlib
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
STAMP = os.path.join(VENV, "made-of")


def made_of():
    """What the environment depends on, as a digest."""
    digest = hashlib.sha256(repr((sys.version_info[:2], HERE)).encode())
    for name in ("pyproject.toml", "constraints.txt"):
        with open(os.path.join(HERE, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def is_made():
    try:
        with open(STAMP) as file:
            return file.read() == made_of() and os.path.exists(PYTHON)
    except OSError:
        return False


def make():
    print("Setting up .venv, once; this downloads about 400 MB and takes a minute or two.", flush=True)
    if subprocess.call([sys.executable, "-m", "venv", "--clear", VENV]):
        sys.exit("Python's venv module is not complete: on Debian and Ubuntu, `apt install python3-venv` and try again.")
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "-c", "constraints.txt", "-e", ".[dev]"]
    if subprocess.call(command, cwd=HERE):
        sys.exit("The packages could not be installed: pip says why above. Without a network they cannot be fetched.")
    with open(STAMP, "w") as file:
        file.write(made_of())


def find_bubblewrap():
    """Submissions run in bubblewrap where it is there. Root gets it installed, others are told how."""
    if sys.platform != "linux" or shutil.which("bwrap"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing bubblewrap, in which submissions run.", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        if not subprocess.call(["apt-get", "update"], **quiet) and not subprocess.call(["apt-get", "install", "-y", "bubblewrap"], **quiet):
            return
    print("bubblewrap is not installed (`sudo apt install bubblewrap`, `sudo dnf install bubblewrap`). Submissions will be confined", end=" ")
    print("by Landlock and a filter of system calls alone, where the kernel has them; `rfpack doctor` tells.", flush=True)


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("This needs Python 3.11 or newer, and %s is %s. Name another: make PYTHON=python3.12 ..." % (sys.executable, sys.version.split()[0]))
    if not is_made():
        make()
        find_bubblewrap()
