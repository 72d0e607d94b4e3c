"""Packs the source tree of a Standard Ebooks edition as an EPUB, and prints the SHA-256 of it.

    pack_book.py ARCHIVE.tar.gz BOOK.epub

Nothing is compressed and every entry has the same date, so that the same tree makes the same bytes everywhere.
"""

import hashlib
import sys
import tarfile
import zipfile

# The most that a book's tree may take; the largest has 6 MB.
MOST_BYTES = 64 << 20


def files(archive):
    """Name and bytes of everything below `src` in the archive's one folder."""
    found = {}
    with tarfile.open(archive, "r:gz") as tar:
        for member in tar:
            name = member.name.partition("/src/")[2]
            if not name or not member.isfile():
                continue
            found[name] = tar.extractfile(member).read(MOST_BYTES)
            if sum(map(len, found.values())) >= MOST_BYTES:
                sys.exit(f"pack_book: {archive} holds more than {MOST_BYTES} bytes")
    if "mimetype" not in found:
        sys.exit(f"pack_book: {archive} has no src/mimetype, so it is not the source of an EPUB")
    return found


def main(archive, book):
    found = files(archive)
    # The first entry of an EPUB is its type.
    names = ["mimetype"] + sorted(name for name in found if name != "mimetype")
    with zipfile.ZipFile(book, "w", zipfile.ZIP_STORED) as packed:
        for name in names:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, found[name])
    with open(book, "rb") as file:
        print(hashlib.sha256(file.read()).hexdigest())


main(*sys.argv[1:])
