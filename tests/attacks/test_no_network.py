"""Without a model nothing leaves: no socket is opened to anywhere but this machine."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import write_workspace

WATCHED = """
import socket, sys
opened = []
plain = socket.socket.connect
def watched(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6):
        opened.append(address)
        if not str(address[0]).startswith(("127.", "::1", "localhost")):
            raise OSError("nothing may leave")
    return plain(self, address)
socket.socket.connect = watched
socket.socket.connect_ex = watched
looked = []
resolve = socket.getaddrinfo
def watched_name(host, *rest, **more):
    looked.append(host)
    return resolve(host, *rest, **more)
socket.getaddrinfo = watched_name
from copilot.cli import app
for words in (["scan", "--fail-on", "never"], ["why", "SHOP-1"], ["why", "SHOP-4"], ["llm"],
              ["score", "Card payments fail at night"], ["lint", "--fail-on", "never"],
              ["ask", "Why do shoppers lose their cart?"], ["plan", "--capacity", "5"], ["digest"],
              ["synthesis"], ["rewrite", "SHOP-4"], ["doctor"], ["receipts"]):
    app(["--home", sys.argv[1], *words], standalone_mode=False)
away = [a for a in opened if not str(a[0]).startswith(("127.", "::1"))]
print("AWAY", away, [h for h in looked if h not in (None, "127.0.0.1", "localhost")])
"""


def test_without_a_model_no_socket_to_anywhere_else_is_opened(tmp_path: Path):
    home = write_workspace(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(home)], capture_output=True, text=True, check=True
    )

    assert done.stdout.rstrip().endswith("AWAY [] []")
    assert "Nothing left." in done.stdout
