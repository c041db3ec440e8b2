"""A store on the disk that writes an object whole or not at all, as object stores do."""

from __future__ import annotations

from pathlib import Path

from fsspec.implementations.local import LocalFileSystem


class AtomicLocal(LocalFileSystem):
    """Objects are files; each is written outside the store and moved into its place."""

    cachable = False

    def pipe_file(self, path, value, mode="overwrite", **options):
        store, _, _ = path.partition("/2563/")
        target, building = Path(path), Path(f"{store}-building")
        target.parent.mkdir(parents=True, exist_ok=True)
        building.write_bytes(value)
        building.replace(target)
