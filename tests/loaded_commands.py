"""A socket's path in; `sotay` served there out: loaded once, each command is a fork, so that none pays for imports.

Run as a program (`python -m tests.loaded_commands SOCKET`) it serves until it is ended. What `write_client` writes is
called like the installed command: the same arguments, folder, environment, streams and exit code.
"""

import json
import os
import shlex
import socket
import sys
import traceback
from importlib import import_module
from pathlib import Path

from generator.build import build
from generator.cli import COMMANDS, main
from tests.samples import RULES

CLIENT = """\
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.connect(sys.argv[1])
    asked = json.dumps([sys.argv[2:], os.getcwd(), dict(os.environ)]).encode()
    socket.send_fds(server, [len(asked).to_bytes(8, "big")], [0, 1, 2])
    server.sendall(asked)
    sys.exit(int(server.recv(8) or b"70"))
"""
MODULES = ("generator.adapters.mkdocs_plugin", "generator.adapters.folder", "material", "pymdownx.details")
"""What commands import on demand."""


def write_client(folder: Path, at: Path) -> None:
    """Put a `sotay` into `folder` that asks the server at the socket `at`."""
    client = folder / "client.py"
    client.write_text(CLIENT, encoding="utf-8")
    command = shlex.join([sys.executable, "-IS", str(client), str(at)])
    sotay = folder / "sotay"
    sotay.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
    sotay.chmod(0o755)


def serve(at: Path) -> None:
    """Serve commands; the line `ready` says from when on."""
    for name in (*MODULES, *(f"generator.commands.{module}" for module in COMMANDS.values())):
        import_module(name)
    build(RULES / "_base")  # compiles the templates
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(at))
        server.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        running: set[int] = set()
        while True:
            client, _ = server.accept()
            with client:
                child = os.fork()
                if not child:
                    server.close()
                    _answer(client)
            running = {one for one in running | {child} if os.waitpid(one, os.WNOHANG) == (0, 0)}


def _answer(client: socket.socket) -> None:
    """Run what a client asks for, with its streams; ends this process."""
    code = 70  # EX_SOFTWARE of sysexits.h
    try:
        size, descriptors, _, _ = socket.recv_fds(client, 8, 3)
        for number, descriptor in enumerate(descriptors):
            os.dup2(descriptor, number)
        sys.stdin, sys.stdout = (os.fdopen(number, mode, encoding="utf-8") for number, mode in ((0, "r"), (1, "w")))
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", buffering=1)
        with client.makefile("rb") as asked:
            arguments, folder, environment = json.loads(asked.read(int.from_bytes(size, "big")))
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        code = main(arguments)
        sys.stderr.flush()
    except SystemExit as end:  # argparse
        code = end.code if isinstance(end.code, int) else 1
    except Exception:  # noqa: BLE001 - whatever it is, the process ends here, and the client is told
        traceback.print_exc()
    client.sendall(str(code).encode())
    os._exit(0)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
