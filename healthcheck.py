"""In a container: does the server answer? At the third time that it does not, end the container.

Docker restarts what has ended, not what is unhealthy.
"""

import os
import signal
import sys
from pathlib import Path
from urllib.request import urlopen

FAILED = Path("/tmp/failed-checks")  # noqa: S108 - the container's own
MOST = 3


def main(url: str) -> int:
    """Look once; the exit code."""
    try:
        with urlopen(url, timeout=8):  # noqa: S310 - the address stands in the Dockerfile
            FAILED.unlink(missing_ok=True)
            return 0
    except OSError:
        failed = int(FAILED.read_text()) + 1 if FAILED.exists() else 1
        FAILED.write_text(str(failed))
        if failed >= MOST:
            FAILED.unlink()
            os.kill(1, signal.SIGTERM)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
