"""Just enough of the old compound file format (.xls, .doc, encrypted workbooks) to see what a file is."""

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END_OF_CHAIN = 0xFFFFFFFE
LAST_SECTOR = 0xFFFFFFFA
MINI_SECTOR = 64
ENTRY = 128
STORAGE_ROOT = 5
STREAM = 2


class OleDamagedError(ValueError):
    """The compound file contradicts itself."""


class OleFile:
    """A compound file held in memory: the names in it, and its streams."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MAGIC):
            raise OleDamagedError("no compound file")
        self.data = data
        self.sector = 1 << min(struct.unpack_from("<H", data, 30)[0], 12)
        if self.sector < 512:
            raise OleDamagedError("sector size")
        self.fat = self._read_fat()
        directory, self.mini_cutoff, mini_fat = struct.unpack_from("<I4xII", data, 48)
        self.entries = self._read_entries(self._chain(directory))
        self.mini_fat = _numbers(self._chain(mini_fat)) if mini_fat <= LAST_SECTOR else ()
        self._mini: bytes | None = None

    @property
    def names(self) -> set[str]:
        """Names of all streams and storages."""
        return set(self.entries)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; raises `OleDamagedError` when it is missing or broken."""
        if name not in self.entries:
            raise OleDamagedError(f"no stream {name}")
        _, start, size = self.entries[name]
        if size > len(self.data):
            raise OleDamagedError("stream longer than the file")
        return (self._mini_chain(start) if size < self.mini_cutoff else self._chain(start))[:size]

    def _at(self, number: int) -> bytes:
        offset = (number + 1) * self.sector
        if number > LAST_SECTOR or offset >= len(self.data):
            raise OleDamagedError("sector outside the file")
        return self.data[offset : offset + self.sector]

    def _read_fat(self) -> tuple[int, ...]:
        sectors = list(struct.unpack_from("<109I", self.data, 76))
        following, left = struct.unpack_from("<I", self.data, 68)[0], len(self.data) // self.sector
        while following <= LAST_SECTOR:
            left -= 1
            if left < 0:
                raise OleDamagedError("endless chain")
            *more, following = _numbers(self._at(following))
            sectors += more
        used = [number for number in sectors if number <= LAST_SECTOR]
        if len(used) > len(self.data) // self.sector:
            raise OleDamagedError("table longer than the file")
        return _numbers(b"".join(self._at(number) for number in used))

    def _chain(self, start: int) -> bytes:
        parts: list[bytes] = []
        while start != END_OF_CHAIN:
            if start >= len(self.fat) or len(parts) > len(self.data) // self.sector:
                raise OleDamagedError("broken chain")
            parts.append(self._at(start))
            start = self.fat[start]
        return b"".join(parts)

    def _mini_chain(self, start: int) -> bytes:
        if self._mini is None:
            roots = [entry for entry in self.entries.values() if entry[0] == STORAGE_ROOT]
            self._mini = self._chain(roots[0][1]) if roots else b""
        parts: list[bytes] = []
        while start != END_OF_CHAIN:
            if start >= len(self.mini_fat) or len(parts) > len(self.mini_fat):
                raise OleDamagedError("broken chain")
            parts.append(self._mini[start * MINI_SECTOR : (start + 1) * MINI_SECTOR])
            start = self.mini_fat[start]
        return b"".join(parts)

    def _read_entries(self, raw: bytes) -> dict[str, tuple[int, int, int]]:
        entries: dict[str, tuple[int, int, int]] = {}
        for offset in range(0, len(raw) - ENTRY + 1, ENTRY):
            length, kind = struct.unpack_from("<HB", raw, offset + 64)
            if kind == 0:
                continue
            name = raw[offset : offset + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", raw, offset + 116)
            entries.setdefault(name, (kind, start, size))
        return entries


def _numbers(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])
