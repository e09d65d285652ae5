"""The connections to the API: aiohttp's under httpx2's client, as Anthropic's SDK offers it.

httpx2's own connections take four times the processor time per request, most of it in checking each idle connection before
every request. Proxies and certificates of the environment apply to both.
"""

from __future__ import annotations

import httpx2


def open_network(most: int) -> httpx2.AsyncClient:
    """A client with at most `most` connections."""
    import anthropic

    return anthropic.DefaultAioHttpClient(limits=httpx2.Limits(max_connections=most), follow_redirects=False)


async def send(network: httpx2.AsyncClient, request: httpx2.Request) -> httpx2.Response:
    """The answer, read; whatever breaks on the way is a `TransportError`.

    Through the client's way to that address (a proxy of the environment is one) without what else it does for each
    request: cookies, redirects, credentials and a line for the log.
    """
    import aiohttp

    try:
        response = await network._transport_for_url(request.url).handle_async_request(request)
        response.request = request
        try:
            await response.aread()
        finally:
            await response.aclose()
        return response
    except aiohttp.ClientError as error:  # what the SDK's transport has no word of httpx2's for
        raise httpx2.RemoteProtocolError(str(error) or type(error).__name__, request=request) from error


def was_never_sent(error: httpx2.TransportError) -> bool:
    """Whether no connection was had, so that nothing can have been answered and paid."""
    import aiohttp

    if not isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout):
        return False
    # Under aiohttp a connection that broke after sending is a ConnectError too.
    reached = isinstance(error.__cause__, aiohttp.ClientConnectionError)
    return not reached or isinstance(error.__cause__, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)
