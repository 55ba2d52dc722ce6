"""`python -S unprivileged.py COMMAND...`: run a command that refuses to be root, when one is root.

The command starts in a user namespace of its own, in which the caller's user has another number. Files it writes belong
to the caller, so that the same home serves inside and outside of containers and `unshare`; no system user is made and
no folder is opened. Exits 71 where the kernel does not allow it. Linux; see user_namespaces(7).
"""

import ctypes
import os
import sys

CLONE_NEWUSER = 0x10000000
INSIDE = 1000
NOT_ALLOWED = 71  # EX_OSERR of sysexits.h


def main(command: list[str]) -> None:
    user, group = os.geteuid(), os.getegid()
    if ctypes.CDLL(None).unshare(CLONE_NEWUSER) != 0:
        sys.exit(NOT_ALLOWED)
    try:
        _write("setgroups", "deny")
        _write("uid_map", f"{INSIDE} {user} 1")
        _write("gid_map", f"{INSIDE} {group} 1")
    except OSError:
        sys.exit(NOT_ALLOWED)
    os.execvp(command[0], command)


def _write(name: str, text: str) -> None:
    with open(f"/proc/self/{name}", "w") as file:
        file.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
