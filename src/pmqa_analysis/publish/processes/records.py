"""Records between the prepared parent and those who ask it: JSON, its length first."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from typing import Any

__all__ = ["receive_record", "send_record"]

_LENGTH_BYTES = 4


def send_record(connection: socket.socket, record: Mapping[str, Any]) -> None:
    """Send a record.

    Raises:
        OSError: If the other side is gone.
    """
    content = json.dumps(record).encode()
    connection.sendall(len(content).to_bytes(_LENGTH_BYTES, "big") + content)


def receive_record(connection: socket.socket) -> dict[str, Any]:
    """Receive a record.

    Raises:
        OSError: If the other side closes before the record is whole.
    """
    length = int.from_bytes(_receive(connection, _LENGTH_BYTES), "big")
    record: dict[str, Any] = json.loads(_receive(connection, length))
    return record


def _receive(connection: socket.socket, length: int) -> bytes:
    parts: list[bytes] = []
    while length:
        part = connection.recv(length)
        if not part:
            raise ConnectionResetError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
