"""Connections over sockets: which are kept open, to which of several addresses, and whose certificates count."""

from __future__ import annotations

import asyncio
import ssl

import pytest
from telegram.error import NetworkError

from bot.gateway.api.transport import transport_to
from tests.gateway.calls import TOKEN, address, opened, tells_nothing
from tests.gateway.internet import (
    CERTIFICATE,
    Names,
    Server,
    deaf,
    far,
    listening,
    silent,
)

# -- what is kept open ----------------------------------------------------------------------------------------


async def test_a_connection_serves_one_call_after_the_other() -> None:
    server = Server()
    async with listening(server) as listens, opened() as web:
        for _ in range(3):
            assert await web.post(address(listens.port)) is True
        assert (listens.connections, len(server.asked)) == (1, 3)
        assert server.asked[0][0].startswith(f"POST /bot1:{TOKEN}/getMe HTTP/1.1\r\n")


async def test_one_that_the_other_side_has_closed_is_not_used_again() -> None:
    async with listening(Server(last=1)) as server, opened() as web:
        for calls in (1, 2, 3):
            assert await web.post(address(server.port)) is True
            assert server.connections == calls
            async with asyncio.timeout(5):
                while server.open:  # noqa: ASYNC110  the end arrives over a socket
                    await asyncio.sleep(0.01)
            await asyncio.sleep(0.05)  # and here too


async def test_one_that_nobody_needs_is_closed() -> None:
    async with listening(Server()) as server, opened(idle=0.05) as web:
        await web.post(address(server.port))
        assert server.open == 1
        async with asyncio.timeout(5):
            while server.open:  # noqa: ASYNC110  the end arrives over a socket
                await asyncio.sleep(0.01)


async def test_there_are_no_more_at_once_than_said_and_none_afterwards() -> None:
    async with listening(Server()) as server:
        async with opened(connections=2, read_timeout=5) as web:
            await asyncio.gather(*(web.post(address(server.port)) for _ in range(20)))
            assert server.connections <= 2
        async with asyncio.timeout(5):
            while server.open:  # noqa: ASYNC110  the end arrives over a socket
                await asyncio.sleep(0.01)


async def test_a_call_that_is_cancelled_leaves_no_connection_that_would_answer_the_next() -> None:
    async with listening(silent) as server, opened(read_timeout=5) as web:
        call = asyncio.create_task(web.post(address(server.port)))
        while not server.open:  # noqa: ASYNC110  it arrives over a socket
            await asyncio.sleep(0.01)
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
        async with asyncio.timeout(5):
            while server.open:  # noqa: ASYNC110  the end arrives over a socket
                await asyncio.sleep(0.01)


# -- two addresses --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [[far(), "127.0.0.1"], ["127.0.0.1", far()]], ids=["silent first", "silent last"])
async def test_of_two_addresses_the_one_that_answers_counts(names: Names, order: list[str]) -> None:
    """The patience is two seconds; an address that doesn't answer would be waited for much longer."""
    names.known["telegram.test"] = order
    async with listening(Server()) as server, opened(connect_timeout=2, read_timeout=5) as web:
        with deaf(far(), server.port):
            assert await web.post(address(server.port, host="telegram.test")) is True


async def test_of_three_silent_ones_and_one_that_answers(names: Names) -> None:
    names.known["telegram.test"] = [far(), "127.0.0.3", "127.0.0.4", "127.0.0.1"]
    async with listening(Server()) as server, opened(connect_timeout=3, read_timeout=5) as web:
        with deaf(far(), server.port), deaf("127.0.0.3", server.port), deaf("127.0.0.4", server.port):
            assert await web.post(address(server.port, host="telegram.test")) is True


async def test_of_one_that_refuses_and_one_that_answers(names: Names) -> None:
    names.known["telegram.test"] = [far(), "127.0.0.1"]
    async with listening(Server()) as server, opened(connect_timeout=2) as web:
        assert await web.post(address(server.port, host="telegram.test")) is True


async def test_an_address_alone_that_answers_at_the_second_family_only(names: Names) -> None:
    names.known["telegram.test"] = ["127.0.0.1", far()]
    async with listening(Server(), host=far()) as server, opened(connect_timeout=2, read_timeout=5) as web:
        with deaf("127.0.0.1", server.port):
            assert await web.post(address(server.port, host="telegram.test")) is True


# -- certificates ---------------------------------------------------------------------------------------------


async def test_over_tls_only_a_certificate_that_is_trusted_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    async with listening(Server(), tls=True) as server:
        async with opened(transport_to("https://localhost"), read_timeout=5) as web:
            assert await web.post(address(server.port, tls=True, host="localhost")) is True
        monkeypatch.delenv("SSL_CERT_FILE")
        async with opened(transport_to("https://localhost"), read_timeout=5) as web:
            with pytest.raises(NetworkError) as raised:
                await web.post(address(server.port, tls=True, host="localhost"))
        assert isinstance(raised.value.__cause__, ssl.SSLCertVerificationError)
        tells_nothing(raised.value)


async def test_a_certificate_for_another_name_doesn_t_count(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    names.known["elsewhere.test"] = ["127.0.0.1"]
    async with listening(Server(), tls=True) as server, opened(transport_to("https://x"), read_timeout=5) as web:
        with pytest.raises(NetworkError) as raised:
            await web.post(address(server.port, tls=True, host="elsewhere.test"))
        assert isinstance(raised.value.__cause__, ssl.SSLCertVerificationError)
