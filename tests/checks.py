"""What the checks by other people's tools have in common: they count what holds and tell all that does not, and wait for a server.

A script in a folder beside this file finds it by `sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))`.
"""

import socket
import time


class Checks:
    """How many held, and what did not, in words."""

    def __init__(self):
        self.passed, self.failures = 0, []

    def check(self, what, holds, said=""):
        if holds:
            self.passed += 1
        else:
            self.failures.append(f"{what}: {said}")

    def told(self, of=""):
        """Prints what did not hold and how much did, and gives whether all did."""
        for failure in self.failures:
            print(f"FAILED {failure}")
        print(f"{self.passed} passed, {len(self.failures)} failed{of}")
        return not self.failures


def wait_for(port, seconds):
    """Waits until a server answers on a port of this machine, for so long at the most."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
