"""A TLS end before a server on this machine, with a certificate that nobody knows yet."""

from __future__ import annotations

import asyncio
import ssl
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)
Key = ec.EllipticCurvePrivateKey


def _certificate(name: str, key: Key, issuer: str, by: Key, *more: x509.ExtensionType) -> bytes:
    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = datetime.now(UTC)
    made = x509.CertificateBuilder(named(issuer), named(name), key.public_key())
    made = made.serial_number(x509.random_serial_number())
    made = made.not_valid_before(now - DAY).not_valid_after(now + DAY)
    known = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key())
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    for extension in (*more, known, own):
        made = made.add_extension(extension, isinstance(extension, x509.BasicConstraints))
    return made.sign(by, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def certificates(folder: Path) -> tuple[Path, Path]:
    """The file of one who vouches, and one of a server `localhost` with its key."""
    ours, servers = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    pem = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    who, server = folder / "vouches.pem", folder / "server.pem"
    who.write_bytes(_certificate("Ours", ours, "Ours", ours, x509.BasicConstraints(True, None)))
    host = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    held = _certificate("localhost", servers, "Ours", ours, host)
    server.write_bytes(held + servers.private_bytes(*pem, serialization.NoEncryption()))
    return who, server


@contextmanager
def tls_end(server: Path, port: int) -> Iterator[int]:
    """The port at which TLS is taken off, and what comes is handed to `port` on this machine."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server)
    up: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event, int]] = Future()

    async def hand_on(reader: StreamReader, writer: StreamWriter) -> None:
        inner, outer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(_copy(reader, outer), _copy(inner, writer))

    async def serve() -> None:
        listening = await asyncio.start_server(hand_on, "127.0.0.1", 0, ssl=context)
        over = asyncio.Event()
        own = int(listening.sockets[0].getsockname()[1])
        up.set_result((asyncio.get_running_loop(), over, own))
        await over.wait()

    with ThreadPoolExecutor(1) as pool:
        serving = pool.submit(asyncio.run, serve())
        loop, over, own = up.result()
        try:
            yield own
        finally:
            loop.call_soon_threadsafe(over.set)
            serving.result()


async def _copy(reader: StreamReader, writer: StreamWriter) -> None:
    with closing(writer), suppress(ConnectionError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
