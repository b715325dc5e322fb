"""Hosts in addresses of the web."""

import pytest

from converters.addresses import ascii_host, bare_host, on_site


@pytest.mark.parametrize(
    ("host", "asked_for"),
    [
        ("example.org", "example.org"), ("EXAMPLE.org:8080", "EXAMPLE.org:8080"), ("[::1]:80", "[::1]:80"),
        ("München.example", "xn--mnchen-3ya.example"), ("münchen.example:80", "xn--mnchen-3ya.example:80"),
        ("straße.example", "xn--strae-oqa.example"), ("日本.jp", "xn--wgv71a.jp"),
        ("ｅｘａｍｐｌｅ。org", "example.org"), ("", ""),
    ],
)  # fmt: skip
def test_host_is_asked_for_in_ascii(host: str, asked_for: str) -> None:
    assert ascii_host(host) == asked_for


@pytest.mark.parametrize(
    ("netloc", "bare"),
    [
        ("www.Example.org:443", "example.org"), ("ann:secret@example.org.", "example.org"), ("[::1]:80", "[::1]:80"),
        ("www.MÜNCHEN.example", "xn--mnchen-3ya.example"),
    ],
)  # fmt: skip
def test_hosts_that_links_mean_alike_are_one(netloc: str, bare: str) -> None:
    assert bare_host(netloc) == bare


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("/blog/a", "https://example.org/blog/a"), ("?p=1", "https://example.org/wp/?p=1"),
        ("", ""), ("about", "about"), ("//cdn.example/a.jpg", "https://cdn.example/a.jpg"), ("https://x.example/", "https://x.example/"),
    ],
)  # fmt: skip
def test_address_without_a_host_is_one_of_the_site(url: str, meant: str) -> None:
    assert on_site(url, "https://example.org/wp") == meant
