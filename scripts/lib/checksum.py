"""Prints the SHA-256 of files as `sha256sum` does, which macOS lacks.

    checksum.py FILE…
"""

import hashlib
import sys

for name in sys.argv[1:]:
    with open(name, "rb") as file:
        print(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {name}")
