"""Downloads from hosts that misbehave: each is bounded and has an outcome, and the other files arrive."""

import re
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from converters.network.gateway import Gateway, is_public
from converters.network.limits import Limits
from tests.misbehaving_host import ADDRESS, HALF, PICTURE, MisbehavingHost, misbehaving_host
from writers.media.download import Downloader
from writers.media.downloaded import Download, Failed
from writers.media.downloads import download_all

LIMITS = Limits(read=0.4, connect=2, largest=1 << 20, failures=100)


class TestClock:
    """A clock that moves by sleeping, and by one `step` whenever somebody looks at it."""

    __test__ = False

    def __init__(self, step: float = 0) -> None:
        self.time = 0.0
        self.step = step
        self.slept: list[float] = []

    def now(self) -> float:
        self.time += self.step
        return self.time

    def sleep(self, seconds: float, stopped: threading.Event) -> None:
        self.slept.append(seconds)
        self.time += seconds


def allowed(address: str) -> bool:
    """What is public, and the host of the tests."""
    return address == ADDRESS or is_public(address)


@pytest.fixture(scope="module")
def host() -> Iterator[MisbehavingHost]:
    with misbehaving_host() as running:
        yield running


_open: list[Downloader] = []


@pytest.fixture(autouse=True)
def closed_connections() -> Iterator[None]:
    yield
    while _open:
        _open.pop().close()


def downloader(
    folder: Path, clock: TestClock | None = None, limits: Limits = LIMITS, verify: ssl.SSLContext | None = None
) -> Downloader:
    return through(Gateway(limits, clock or TestClock(), allowed=allowed), folder, verify)


def through(gateway: Gateway, folder: Path, verify: ssl.SSLContext | None = None) -> Downloader:
    _open.append(Downloader(folder, gateway, referer="https://blog.example", verify=verify))
    return _open[-1]


def outcome_of(url: str, folder: Path, clock: TestClock | None = None) -> Download | str:
    try:
        return downloader(folder, clock).fetch(url)
    except Failed as failure:
        return str(failure)


@pytest.mark.parametrize(
    ("name", "tries", "outcome"),
    [
        ("good.png", 1, PICTURE),
        ("moved.png", 1, PICTURE),
        ("squeezed.png", 1, PICTURE),
        ("squeezed-and-broken-off.png", 2, PICTURE + bytes(100_000)),
        ("busy.png", 2, PICTURE),
        ("busy-until.png", 2, PICTURE),
        ("breaks-off.png", 2, PICTURE),
        ("breaks-off-and-changes.png", 2, PICTURE),
        ("breaks-off-and-shrinks.png", 3, PICTURE),
        ("promises-less.png", 1, PICTURE[:HALF]),
        ("page.jpg", 1, "the host sent a web page in its place"),
        ("home.jpg", 1, "the host sent a web page in its place"),
        ("words.jpg", 1, "what the host sent is no picture"),
        ("empty.jpg", 1, "the file is empty"),
        ("forbidden.jpg", 1, "the host answers 403 Forbidden"),
        ("missing.jpg", 1, r"the host has no such file \(404\)"),
        ("gone.jpg", 1, r"the host has no such file \(410\)"),
        ("broken.jpg", 4, "the host answers 503 Service Unavailable"),
        ("busy-for-a-day.jpg", 1, "the host answers 429 Too Many Requests and asks to wait 86400 seconds"),
        ("loop.jpg", 6, "it redirects more than 5 times"),
        ("into-loopback.jpg", 1, "127.0.0.1 is 127.0.0.1, an address inside a private network"),
        ("into-localhost.jpg", 1, "localhost is .*127.0.0.1.*, an address inside a private network"),
        ("into-number.jpg", 1, "2130706433 is 127.0.0.1, an address inside a private network"),
        ("into-metadata.jpg", 1, "169.254.169.254 is 169.254.169.254, an address inside a private network"),
        ("into-file.jpg", 1, "file://.*/etc/passwd is no address of the web"),
        ("into-nothing.jpg", 1, "there is no host .*broken"),
        ("huge.jpg", 1, r"it is larger than 1 MB \(--max-file\)"),
        ("endless.jpg", 1, r"it is larger than 1 MB \(--max-file\)"),
        ("bomb.jpg", 1, r"it is larger than 1 MB \(--max-file\)"),
        ("promises-more.png", 4, "the host's answer makes no sense.*"),
        ("promises-nonsense.png", 4, "the host's answer makes no sense.*"),
        ("breaks-off-and-mistakes-the-range.png", 2, "the host answers 206.*"),
        ("no-http.jpg", 4, "the host's answer makes no sense.*"),
        ("slams-the-door.jpg", 4, ".*(broke off|makes no sense).*"),
        ("hang.jpg", 4, "127.0.0.2 broke off, or said nothing for too long"),
    ],
)
def test_every_misbehaviour_has_its_outcome(
    host: MisbehavingHost, name: str, tries: int, outcome: bytes | str, tmp_path: Path
) -> None:
    host.asked.clear()
    found = outcome_of(host.url(f"/table/{name}"), tmp_path)
    if isinstance(outcome, bytes):
        assert isinstance(found, Download), found
        assert found.file.read_bytes() == outcome
    else:
        assert isinstance(found, str)
        assert re.fullmatch(outcome, found)
    assert host.asked[f"/table/{name}"] == tries
    assert "/secret.png" not in host.asked


@pytest.mark.parametrize("name", ["drip.jpg", "drip-of-headers.jpg"])
def test_answer_that_drips_is_given_up(host: MisbehavingHost, name: str, tmp_path: Path) -> None:
    found = outcome_of(host.url(f"/{name}"), tmp_path, TestClock(step=1))
    assert isinstance(found, str)
    assert re.fullmatch(r"it sent \d+ bytes in \d{2} seconds and was given up", found)


def test_waits_grow_and_a_host_that_asks_for_time_gets_it(host: MisbehavingHost, tmp_path: Path) -> None:
    for name, waits in (("broken.png", [1, 2, 4]), ("busy.png", [7]), ("busy-until.png", [30])):
        clock = TestClock()
        outcome_of(host.url(f"/waits/{name}"), tmp_path, clock)
        assert [seconds for seconds in clock.slept if seconds] == waits


def test_second_run_goes_on_where_the_first_broke_off(host: MisbehavingHost, tmp_path: Path) -> None:
    url = host.url("/resume/breaks-off.png")
    with pytest.raises(Failed):
        downloader(tmp_path, limits=replace(LIMITS, tries=1)).fetch(url)
    assert [file.stat().st_size for file in tmp_path.glob("*.part")] == [HALF]
    assert downloader(tmp_path).fetch(url).file.read_bytes() == PICTURE
    first, second = host.requests_for("/resume/breaks-off.png")
    assert "Range" not in first
    assert (second["Range"], second["If-Range"]) == (f"bytes={HALF}-", '"1"')


def test_file_that_failed_for_good_leaves_nothing_behind(host: MisbehavingHost, tmp_path: Path) -> None:
    for name in ("page.jpg", "huge.jpg", "endless.jpg", "missing.jpg", "broken.jpg", "promises-more.png"):
        outcome_of(host.url(f"/behind/{name}"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_requests_say_honestly_who_asks(host: MisbehavingHost, tmp_path: Path) -> None:
    outcome_of(host.url("/honest/good.png"), tmp_path)
    [headers] = host.requests_for("/honest/good.png")
    assert headers["User-Agent"].startswith("portpress/")
    assert headers["Referer"] == "https://blog.example"
    assert headers["Accept-Encoding"] == "identity"


def test_time_of_a_file_is_the_hosts(host: MisbehavingHost, tmp_path: Path) -> None:
    found = outcome_of(host.url("/time/good.png"), tmp_path)
    assert isinstance(found, Download)
    assert found.modified == 1555495200.0


def test_picture_that_ends_too_early_is_marked(host: MisbehavingHost, tmp_path: Path) -> None:
    cut_off = outcome_of(host.url("/marked/promises-less.png"), tmp_path)
    whole = outcome_of(host.url("/marked/good.png"), tmp_path)
    assert isinstance(cut_off, Download)
    assert isinstance(whole, Download)
    assert (cut_off.cut_off, whole.cut_off) == (True, False)


def test_certificate_of_a_stranger_is_refused_and_one_of_a_known_authority_taken(tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(ADDRESS).configure_cert(context)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    with misbehaving_host(context=context) as host:
        with pytest.raises(Failed, match=r"the certificate of 127\.0\.0\.2 is not valid"):
            downloader(tmp_path).fetch(host.url("/good.png"))
        assert downloader(tmp_path, verify=trusting).fetch(host.url("/good.png")).file.read_bytes() == PICTURE


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://no.such.host.invalid/x.png", "there is no host no.such.host.invalid"),
        ("http://127.0.0.1:1/x.png", "127.0.0.1 is 127.0.0.1, an address inside a private network"),
        ("http://[::1]/x.png", "::1 is ::1, an address inside a private network"),
        ("http://[::ffff:127.0.0.1]/x.png", ".*an address inside a private network"),
        ("http://10.1.2.3/x.png", ".*an address inside a private network"),
        ("http://192.168.0.1/x.png", ".*an address inside a private network"),
        ("http://0.0.0.0/x.png", ".*an address inside a private network"),
        ("http://100.64.0.1/x.png", ".*an address inside a private network"),
        ("ftp://127.0.0.2/x.png", ".*is no address of the web"),
        ("http://", ".*is no address of the web"),
        ("http://a b/x.png", "there is no host a%20b"),
    ],
)
def test_address_that_may_not_be_asked_is_not(url: str, reason: str, tmp_path: Path) -> None:
    found = outcome_of(url, tmp_path)
    assert isinstance(found, str)
    assert re.fullmatch(reason, found)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "nonsense", "",
    ],
)  # fmt: skip
def test_address_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "64:ff9b::5db8:d822", "::ffff:93.184.216.34"])
def test_address_outside_is_public(address: str) -> None:
    assert is_public(address)


def test_address_that_was_checked_is_the_one_that_is_connected_to(host: MisbehavingHost, tmp_path: Path) -> None:
    """A name that is public when it is looked at and private a moment later gains nothing by it."""
    answers = iter([[ADDRESS], ["127.0.0.1"]])
    gateway = Gateway(LIMITS, TestClock(), allowed=allowed, resolve=lambda host, port: next(answers))
    fetching = through(gateway, tmp_path)
    url = host.url("/pinned/good.png", "rebinding.example")
    assert fetching.fetch(url).file.read_bytes() == PICTURE
    assert host.requests_for("/pinned/good.png")[0]["Host"] == f"rebinding.example:{host.port}"
    with pytest.raises(Failed, match="private network"):
        fetching.fetch(host.url("/pinned/good.png", "rebinding.example"))


def test_host_with_a_dead_address_is_reached_by_another(host: MisbehavingHost, tmp_path: Path) -> None:
    gateway = Gateway(
        LIMITS, TestClock(), allowed=lambda address: True, resolve=lambda name, port: ["127.0.0.3", ADDRESS]
    )
    assert through(gateway, tmp_path).fetch(host.url("/two/good.png", "two.example")).file.read_bytes() == PICTURE


def test_host_that_is_dead_is_not_asked_for_every_file(tmp_path: Path) -> None:
    asked: list[str] = []

    def resolve(name: str, port: int) -> list[str]:
        asked.append(name)
        return ["127.0.0.3"]

    gateway = Gateway(replace(LIMITS, failures=3), TestClock(), allowed=lambda address: True, resolve=resolve)
    urls = [f"http://dead.example:9/{number}.png" for number in range(50)]
    outcomes = dict(download_all(urls, through(gateway, tmp_path)))
    assert list(outcomes) == urls
    reasons = [str(outcome) for outcome in outcomes.values()]
    assert reasons[0] == "dead.example does not answer"
    assert reasons[-1] == "not tried: dead.example does not answer"
    assert len(asked) < 20


def test_other_files_arrive_beside_all_that_fail(host: MisbehavingHost, tmp_path: Path) -> None:
    bad = ["page.jpg", "huge.jpg", "missing.jpg", "loop.jpg", "into-loopback.jpg", "slams-the-door.jpg", "hang.jpg"]
    good = [f"{number}.png" for number in range(30)]
    urls = [host.url(f"/beside/{name}") for pair in zip(good[:7], bad, strict=True) for name in pair]
    urls += [host.url(f"/beside/{name}") for name in good[7:]]
    outcomes = list(download_all(urls, downloader(tmp_path)))
    assert [url for url, _ in outcomes] == urls
    arrived = {url.rpartition("/")[2] for url, outcome in outcomes if isinstance(outcome, Download)}
    assert arrived == set(good)
