"""Asks a WordPress for JSON: one question at a time, patiently, the password to nobody but the blog itself."""

import json
import re
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

import httpcore
import httpx

from converters.network.gateway import Gateway, Transport, wait_asked_by
from converters.network.limits import PASSING, Again, Limits, TooSlow, Unreachable
from converters.problem import ConversionError

LIMITS = Limits(read=60, patience=120, largest=64 << 20, connections=1, hosts=2)
"""A small host may need a minute for a hundred long posts."""

_API = re.compile(r"<([^<>]{1,2000})>\s*;[^,<>]*rel=[\"']?https://api\.w\.org/")
"""What a page of WordPress says of its API in its header `Link`."""
_IN_PAGE = re.compile(rb"<link\s[^>]{0,200}?rel=[\"']https://api\.w\.org/[\"'][^>]{0,20}?href=[\"']([^\"'<>]{1,2000})")
"""The same in its HTML."""
_LANGUAGE = re.compile(rb"<html\b[^>]{0,500}?\blang=[\"']([A-Za-z0-9-]{2,35})[\"']")
_START = re.compile(rb"^[ \t]*[\[{]", re.MULTILINE)
REMEDY = "in WordPress use Tools → Export instead, and give the .xml file"


class Refused(Exception):
    """An answer that says no; asking again changes nothing."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}".strip())
        self.status = status
        self.code = code
        """WordPress's own word for the reason, such as `rest_forbidden`."""


class Overtaxed(Exception):
    """A host that cannot answer, although it was asked several times; a smaller question may be answered."""


class NotJson(Exception):
    """An answer that is something else than JSON, mostly a web page."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came."""

    status: int
    url: str
    """Where it came from at last, after all redirects."""
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The value. Raises NotJson. What a broken plugin prints before it is passed over."""
        for start in (0, *(match.start() for match in _START.finditer(self.body[:65_536]))):
            with suppress(ValueError, RecursionError):
                return json.loads(self.body[start:].decode("utf-8-sig", "replace"))
        raise NotJson


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks. Nothing prints the password."""

    user: str
    password: str = field(repr=False)


class Client:
    """Asks one blog. `credentials` go with a question to `trusted`, the blog's own host, and nowhere else."""

    def __init__(
        self, gateway: Gateway, *, credentials: Credentials | None = None, verify: ssl.SSLContext | None = None
    ) -> None:
        self._gateway = gateway
        self._limits = gateway.limits
        self._credentials = credentials
        self._trusted: httpx.URL | None = None
        self._stopped = threading.Event()
        self._client = httpx.Client(
            transport=Transport(gateway, verify=verify),
            headers={
                "User-Agent": f"portpress/{version('portpress')} (copies a blog for its owner)",
                "Accept": "application/json, text/html;q=0.5",
            },
            timeout=httpx.Timeout(self._limits.read, connect=self._limits.connect, pool=None),
            trust_env=False,
        )

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def discover(self, url: str) -> tuple[str, str]:
        """The address that the routes of a blog's API follow, and the language its pages say they are in.

        Raises ConversionError when there is no WordPress there, or none that shows its API.
        """
        language = ""
        candidates = []
        try:
            page = self.ask(url)
            found = _LANGUAGE.search(page.body[:65_536])
            language = found[1].decode() if found else ""
            header, link = _API.search(page.headers.get("link", "")), _IN_PAGE.search(page.body[: 1 << 20])
            candidates = [header[1]] if header else [link[1].decode("ascii", "replace")] if link else []
            base = page.url
        except Refused:
            base = url
        except Overtaxed as error:
            raise ConversionError(f"{url} cannot be read: {error}; try again later") from error
        base = base.partition("?")[0].partition("#")[0].rstrip("/")
        if re.search(r"/wp-json(?:/wp/v2)?$", base):
            candidates.insert(0, base.partition("/wp-json")[0] + "/wp-json/")
        candidates += [f"{base}/wp-json/", f"{base}/?rest_route=/"]
        refused: Refused | None = None
        for candidate in dict.fromkeys(candidates):
            root = candidate.replace("&amp;", "&").replace("&#038;", "&")
            root = root if "rest_route=" in root else f"{root.rstrip('/')}/"
            try:
                if self._is_api(root):
                    return root, language
            except Refused as error:
                refused = error
                if self._credentials is not None:  # there are blogs that show it to those alone whom they know
                    self.trust(root, url)
                    return root, language
        if refused:
            raise ConversionError(
                f"{url} shows its REST API to nobody ({refused}), most likely because of a security plugin: allow it "
                f"there, or {REMEDY}"
            )
        raise ConversionError(
            f"{url} has no REST API that answers: it is no WordPress, or a plugin switched the API off; allow it "
            f"there, or {REMEDY}"
        )

    def _is_api(self, root: str) -> bool:
        """Whether an address is that of an API. Raises Refused where it is one that wants to know who asks."""
        try:
            index = self.ask(root).json
        except Refused as error:
            if error.status in (401, 403):
                raise
            return False
        except (NotJson, Overtaxed):
            return False
        return isinstance(index, dict) and "routes" in index

    def trust(self, root: str, given: str) -> None:
        """From now on, say who asks when the root or what is below it is asked for.

        Raises ConversionError where the password would go to another host than the one that was named, or could be
        read on its way.
        """
        at, named = httpx.URL(root), httpx.URL(given)
        if at.host.removeprefix("www.") != named.host.removeprefix("www."):
            raise ConversionError(
                f"{given} names {at.host} as the place of its API: give that address, if it may know the password"
            )
        if at.scheme != "https" and at.host not in ("127.0.0.1", "localhost", "::1"):
            raise ConversionError(f"{root} is not encrypted, and no password is sent to it: give an https:// address")
        self._trusted = at

    def ask(self, url: str) -> Answer:
        """What a URL answers. Raises Refused, Overtaxed; and ConversionError when nothing more can be asked at all."""
        again = Again("")
        for count in range(self._limits.tries):
            try:
                return self._attempt(url)
            except Again as error:
                again = error
            if count + 1 < self._limits.tries:
                wait = self._limits.pause_after(count, again)
                self._gateway.clock.sleep(wait, self._stopped)
        raise Overtaxed(str(again))

    def _attempt(self, url: str) -> Answer:
        at = url
        for _ in range(self._limits.redirects + 1):
            try:
                with self._gateway.watched(), self._client.stream("GET", at, auth=self._auth_for(at)) as response:
                    if response.next_request is not None:
                        at = str(response.next_request.url)
                        continue
                    return self._received(response, at)
            except Unreachable as error:
                remedy = "; if it is yours, give --allow-private-hosts" if "private" in str(error) else ""
                raise ConversionError(f"{at} cannot be read: {error}{remedy}") from error
            except TooSlow as error:
                raise Overtaxed(str(error)) from error
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                raise Again("it does not answer") from error
            except (httpcore.TimeoutException, httpcore.NetworkError) as error:
                raise Again("it broke off, or said nothing for too long") from error
            except (httpcore.ProtocolError, httpx.DecodingError, httpx.RemoteProtocolError) as error:
                raise Again("its answer makes no sense") from error
            except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpcore.UnsupportedProtocol, ValueError) as error:
                raise ConversionError(f"{at[:200]!r} is no address of a blog such as https://blog.example") from error
        raise ConversionError(f"{url} redirects more than {self._limits.redirects} times: give the address it ends at")

    def _auth_for(self, url: str) -> httpx.BasicAuth | None:
        at, trusted = httpx.URL(url), self._trusted
        if self._credentials is None or trusted is None:
            return None
        if (at.scheme, at.host, at.port) != (trusted.scheme, trusted.host, trusted.port):
            return None
        return httpx.BasicAuth(self._credentials.user, self._credentials.password)

    def _received(self, response: httpx.Response, url: str) -> Answer:
        status = response.status_code
        if status in PASSING:
            self._put_off(response)
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > self._limits.largest:
                raise Overtaxed(f"it answers with more than {self._limits.largest >> 20} MB")
        answer = Answer(status, url, dict(response.headers), bytes(body))
        if status >= 400:
            raise Refused(status, _code_in(answer))
        if status != 200:
            raise Refused(status, "")
        return answer

    def _put_off(self, response: httpx.Response) -> None:
        reason = f"it answers {response.status_code} {response.reason_phrase}".strip()
        wait = wait_asked_by(response)
        if wait is not None and wait > self._limits.longest_pause:
            raise ConversionError(
                f"{response.url.host} asks to wait {wait:.0f} seconds ({response.status_code}): run it again then, it "
                "goes on where it stopped"
            )
        raise Again(reason, wait)


def _code_in(answer: Answer) -> str:
    try:
        value = answer.json
    except NotJson:
        return ""
    code = value.get("code") if isinstance(value, dict) else None
    return code[:100] if isinstance(code, str) and code.isprintable() else ""
