"""Packs a folder as a tar.gz whose bytes depend on names, modes and contents alone.

    archive.py FOLDER ARCHIVE.tar.gz
"""

import gzip
import os
import sys
import tarfile


def plain(entry):
    entry.mtime = 0
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
    return entry


def main(folder, archive):
    above = os.path.dirname(folder)
    paths = [folder]
    for where, folders, files in os.walk(folder):
        paths += [os.path.join(where, name) for name in folders + files]
    with open(archive, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        with tarfile.open(fileobj=packed, mode="w") as tar:
            for path in sorted(paths):
                tar.add(path, os.path.relpath(path, above), recursive=False, filter=plain)


main(*sys.argv[1:])
