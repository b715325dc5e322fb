"""One file from the network: tried again where that may help, gone on with where it broke off, checked at the end."""

import re
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path

import httpcore
import httpx

from converters.addresses import bare_host
from converters.network.gateway import Gateway, Transport, wait_asked_by
from converters.network.limits import PASSING, Again, TooSlow, Unreachable
from writers.media.content import HEAD, complaint_about
from writers.media.downloaded import Download, Failed
from writers.media.hosts import path_of
from writers.media.partial import Partial

_GONE = frozenset({404, 410})
_INTERRUPTED = "it was interrupted"
_RANGE = re.compile(r"bytes (\d{1,18})-\d{1,18}/(\d{1,18}|\*)")


@dataclass(slots=True)
class Host:
    """What is known of a host."""

    name: str
    lock: threading.Lock = field(default_factory=threading.Lock)
    failures: int = 0
    """In a row."""
    dead: str = ""
    """Why nothing more is asked of it."""
    rests_until: float = 0


class Downloader:
    """Fetches files into a folder of unfinished ones. Several threads may use it at once."""

    def __init__(
        self, folder: Path, gateway: Gateway, *, referer: str = "", verify: ssl.SSLContext | None = None
    ) -> None:
        self.folder = folder
        self.gateway = gateway
        self.limits = gateway.limits
        self.stopped = threading.Event()
        self._hosts: dict[str, Host] = {}
        self._lock = threading.Lock()
        headers = {
            "User-Agent": f"portpress/{version('portpress')} (copies the files of a blog for its owner)",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
        }
        if referer.isascii() and referer.isprintable() and referer:
            headers["Referer"] = referer  # as a browser would on a page of the blog: hosts guard against hot links
        limits = self.limits
        self._client = httpx.Client(
            transport=Transport(gateway, verify=verify),
            headers=headers,
            timeout=httpx.Timeout(limits.read, connect=limits.connect, pool=None),
            trust_env=False,
        )

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def fetch(self, url: str) -> Download:
        """The file at an address. Raises Failed; and OSError when the folder cannot be written to."""
        partial = Partial(self.folder, url)
        for count in range(self.limits.tries):
            try:
                return self._attempt(url, partial, tried=count > 0)
            except Again as error:
                again = error
                if not partial.validator:
                    partial.drop()
            if count + 1 < self.limits.tries:
                wait = self.limits.pause_after(count, again)
                self.gateway.clock.sleep(wait, self.stopped)
        raise Failed(str(again))

    def _attempt(self, url: str, partial: Partial, *, tried: bool) -> Download:
        at = url
        for _ in range(self.limits.redirects + 1):
            host = self._host_of(at)
            self._wait_for(host, tried=tried)
            try:
                with self.gateway.watched(), self._client.stream("GET", at, headers=partial.request()) as response:
                    if response.next_request is not None:
                        at = str(response.next_request.url)
                        continue
                    download = self._received(response, host, url, partial)
            except Unreachable as error:
                raise self._dead(host, str(error)) from error
            except TooSlow as error:
                self._count_failure(host, str(error), tries=self.limits.tries)
                raise Failed(str(error)) from error
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                self._count_failure(host, f"{host.name} does not answer")
                raise Again(f"{host.name} does not answer") from error
            except (httpcore.TimeoutException, httpcore.NetworkError) as error:
                self._count_failure(host, f"{host.name} does not answer in time")
                raise Again(f"{host.name} broke off, or said nothing for too long") from error
            except (httpcore.ProtocolError, httpx.DecodingError, httpx.RemoteProtocolError) as error:
                raise Again(f"the host's answer makes no sense ({_line(error)})") from error
            except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpcore.UnsupportedProtocol, ValueError) as error:
                raise Failed(f"{at[:200]} is no address of the web") from error
            host.failures = 0
            return download
        raise Failed(f"it redirects more than {self.limits.redirects} times")

    def _received(self, response: httpx.Response, host: Host, url: str, partial: Partial) -> Download:
        status, start = response.status_code, partial.size
        span = _RANGE.match(response.headers.get("Content-Range", ""))
        if status in PASSING:
            raise self._put_off(host, response)
        if status == 416 and start:
            partial.drop()
            raise Again("the host has another file by now", 0)
        if status in _GONE:
            raise Failed(f"the host has no such file ({status})", gone=True)
        encoded = response.headers.get("Content-Encoding", "identity") != "identity"
        if status == 206 and start and span and int(span[1]) == start and not encoded:
            total = int(span[2]) if span[2] != "*" else None
        elif status == 200:
            length = response.headers.get("Content-Length", "")
            total = int(length) if length.isdecimal() and not encoded else None
            partial.begin("" if encoded else _validator_of(response))  # half of something packed cannot be gone on with
        else:
            partial.drop()
            raise Failed(f"the host answers {status} {response.reason_phrase}".strip())
        self._check_size(total or 0, partial)
        self._store(response.iter_bytes() if encoded else response.iter_raw(), url, partial)
        if total is not None and partial.size != total:
            raise Again(f"the host promised {total} bytes and sent {partial.size}")
        return Download(partial.finish(), _time_of(response), partial.is_cut_off())

    def _store(self, chunks: Iterator[bytes], url: str, partial: Partial) -> None:
        name = path.name if (path := path_of(url)) else ""
        checked = partial.size >= HEAD
        with partial.file.open("ab") as file:
            for chunk in chunks:
                if self.stopped.is_set():
                    raise Failed(_INTERRUPTED)
                file.write(chunk)
                if file.tell() > self.limits.largest:
                    break
                if not checked and file.tell() >= HEAD:
                    file.flush()
                    checked = True
                    self._check_content(name, partial)
        self._check_size(partial.size, partial)
        self._check_content(name, partial)

    def _check_size(self, size: int, partial: Partial) -> None:
        if size > self.limits.largest:
            partial.drop()
            raise Failed(f"it is larger than {self.limits.largest >> 20} MB (--max-file)")

    def _check_content(self, name: str, partial: Partial) -> None:
        if complaint := complaint_about(name, partial.head()):
            partial.drop()
            raise Failed(complaint)

    def _put_off(self, host: Host, response: httpx.Response) -> Again | Failed:
        """What to raise for an answer that may be another in a while."""
        reason = f"the host answers {response.status_code} {response.reason_phrase}".strip()
        wait = wait_asked_by(response)
        if wait is not None and wait > self.limits.longest_pause:
            return self._dead(host, f"{reason} and asks to wait {wait:.0f} seconds")
        if wait is not None:
            host.rests_until = max(host.rests_until, self.gateway.clock.now() + wait)
        if response.status_code != 429:
            self._count_failure(host, reason)
        return Again(reason, 0 if wait is not None else None)

    def _host_of(self, url: str) -> Host:
        try:
            name = bare_host(httpx.URL(url).host)
        except (httpx.InvalidURL, ValueError, UnicodeError) as error:
            raise Failed(f"{url[:200]} is no address of the web") from error
        with self._lock:
            return self._hosts.setdefault(name, Host(name))

    def _wait_for(self, host: Host, *, tried: bool) -> None:
        if host.dead:
            raise Failed(host.dead if tried else f"not tried: {host.dead}")
        rest = host.rests_until - self.gateway.clock.now()
        if rest > 0:
            self.gateway.clock.sleep(rest, self.stopped)
        if self.stopped.is_set():
            raise Failed(_INTERRUPTED)

    def _count_failure(self, host: Host, reason: str, tries: int = 1) -> None:
        with host.lock:
            host.failures += tries
            if host.failures >= self.limits.failures * self.limits.tries:
                host.dead = host.dead or reason

    def _dead(self, host: Host, reason: str) -> Failed:
        with host.lock:
            host.dead = host.dead or reason
        return Failed(reason)


def _validator_of(response: httpx.Response) -> str:
    """A strong ETag, else the date of the file: what If-Range may hold."""
    etag: str = response.headers.get("ETag", "")
    return etag if etag.startswith('"') else response.headers.get("Last-Modified", "")


def _time_of(response: httpx.Response) -> float:
    try:
        return max(0.0, parsedate_to_datetime(response.headers["Last-Modified"]).timestamp())
    except (KeyError, ValueError, OverflowError, OSError):
        return 0.0


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
