"""HTTP over sockets: encrypted, through a proxy, kept open, and never with a broken-off answer taken for a whole."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.gateway.api.http11 import BrokenOffError, Connection, Origin, connect

#: A certificate for localhost and 127.0.0.1 with its key, made for these tests alone.
CERTIFICATE = Path(__file__).parent / "localhost.pem"


def _trusts_ours() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


class Server:
    """Answers each call with its number and the request's first line, and closes after the last one; `proxied`
    are the tunnels asked for."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.calls = 0
        self.connections = 0
        self.proxied: list[str] = []
        self.tasks: set[asyncio.Task[None]] = set()

    def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.tasks.add(asyncio.create_task(self._serve(reader, writer)))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while self.calls < self.last and (head := await reader.readuntil(b"\r\n\r\n")):
                first = head.split(b"\r\n")[0].decode()
                if first.startswith("CONNECT"):
                    await self._tunnel(first, head, reader, writer)
                    break
                self.calls += 1
                body = f"{self.calls} {first}".encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
            await writer.drain()
            writer.close()
        except (asyncio.IncompleteReadError, OSError):
            writer.transport.abort()
        await asyncio.wait([asyncio.create_task(writer.wait_closed())])

    async def _tunnel(
        self, first: str, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.proxied += [first, *(line.decode() for line in head.split(b"\r\n") if line.startswith(b"Proxy"))]
        host, _, port = first.split()[1].rpartition(":")
        there, back = await asyncio.open_connection(host, int(port))
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(_pour(reader, back), _pour(there, writer))
        back.transport.abort()
        await asyncio.wait([asyncio.create_task(back.wait_closed())])


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while some := await reader.read(10_000):
        writer.write(some)
    writer.close()


@asynccontextmanager
async def _served(*, tls: bool = False, last: int = 100) -> AsyncIterator[tuple[Server, int]]:
    server, context = Server(last), None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
    async with await asyncio.start_server(server.connected, "127.0.0.1", 0, ssl=context) as listening:
        yield server, listening.sockets[0].getsockname()[1]
        listening.close()
        await asyncio.gather(*server.tasks)


async def _ask(connection: Connection) -> str:
    status, body = await connection.ask("GET", "/x", [("Host", "localhost"), ("Content-Length", "0")], b"")
    assert status == 200
    return body.decode()


async def test_a_connection_serves_one_call_after_the_other() -> None:
    async with _served() as (server, port):
        connection = await connect(Origin(False, "127.0.0.1", port))
        assert [await _ask(connection) for _ in range(3)] == [f"{n} GET /x HTTP/1.1" for n in (1, 2, 3)]
        assert connection.fresh(60)
        assert not connection.fresh(0)
        await connection.close()
        assert server.connections == 1


async def test_one_that_the_other_side_has_closed_is_fresh_no_more() -> None:
    async with _served(last=1) as (_, port):
        connection = await connect(Origin(False, "127.0.0.1", port))
        await _ask(connection)
        async with asyncio.timeout(5):
            while connection.fresh(60):  # noqa: ASYNC110  the end arrives over a socket
                await asyncio.sleep(0.01)
        await connection.close()


async def test_over_tls_only_a_certificate_that_is_trusted_counts() -> None:
    async with _served(tls=True) as (_, port):
        connection = await connect(Origin(True, "localhost", port), _trusts_ours)
        assert await _ask(connection) == "1 GET /x HTTP/1.1"
        await connection.close()
        with pytest.raises(ssl.SSLCertVerificationError):
            await connect(Origin(True, "localhost", port))


@pytest.mark.parametrize(("user", "shown"), [("", []), ("ana:p%40ss@", ["Proxy-Authorization: Basic YW5hOnBAc3M="])])
async def test_through_a_proxy(user: str, shown: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    async with _served(tls=True) as (_, port), _served() as (proxy, at):
        monkeypatch.setenv("HTTPS_PROXY", f"http://{user}127.0.0.1:{at}")
        monkeypatch.setenv("NO_PROXY", "example.org")
        connection = await connect(Origin(True, "localhost", port), _trusts_ours)
        assert await _ask(connection) == "1 GET /x HTTP/1.1"
        assert proxy.proxied == [f"CONNECT localhost:{port} HTTP/1.1", *shown]
        await connection.close()
        monkeypatch.setenv("NO_PROXY", "localhost")
        direct = await connect(Origin(True, "localhost", port), _trusts_ours)
        await _ask(direct)
        assert len(proxy.proxied) == 1 + len(shown)
        await direct.close()


async def test_what_is_no_http_is_no_answer() -> None:
    async def nonsense(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"SSH-2.0-OpenSSH\r\n\r\n")
        await writer.drain()
        writer.transport.abort()

    async with await asyncio.start_server(nonsense, "127.0.0.1", 0) as listening:
        connection = await connect(Origin(False, "127.0.0.1", listening.sockets[0].getsockname()[1]))
        with pytest.raises(BrokenOffError):
            await _ask(connection)
        await connection.close()
