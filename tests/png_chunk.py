"""A part of a PNG file, for pictures that Pillow does not write."""

from __future__ import annotations

import struct
import zlib


def png_chunk(kind: bytes, content: bytes) -> bytes:
    """Return one chunk: its length, kind, content and checksum."""
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum
