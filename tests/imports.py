"""What two imports made of two files, compared field by field."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

_CLOCK = frozenset(["post_modified", "post_modified_gmt"])
"""What the importer sets by the clock or by itself, whatever the file says."""
_NUMBERED_ANEW = "nav_menu_item"
_MADE_UP = frozenset(["_edit_lock"])


def differences(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What differs between two dumps: the kind of difference, where, and both values.

    Posts are told apart by id, which the importer keeps; menu items, which it numbers anew, by their title and order.
    """
    yield from _sets("user", _by(theirs["users"], "login"), _by(ours["users"], "login"), {"id"})
    terms = [{(t["taxonomy"], t["slug"]): _without_object_ids(t) for t in dump["terms"]} for dump in (theirs, ours)]
    yield from _sets("term", terms[0], terms[1], {"term_id"})
    posts = [{_post_key(p): p for p in dump["posts"]} for dump in (theirs, ours)]
    skipped = {*_CLOCK, "post_author"}
    yield from _sets("post", posts[0], posts[1], skipped)


def counts(dump: Mapping[str, Any]) -> Counter[str]:
    """How many of each thing an import made."""
    found: Counter[str] = Counter()
    for post in dump["posts"]:
        found[f"posts {post['post_type']}/{post['post_status']}"] += 1
        found["post meta"] += len(post["meta"])
        found["terms of posts"] += len(post["terms"])
        found["comments"] += len(post["comments"])
        found["comment meta"] += sum(len(comment["meta"]) for comment in post["comments"])
    for term in dump["terms"]:
        found[f"terms {term['taxonomy']}"] += 1
        found["term meta"] += len(term["meta"])
    found["users"] = len(dump["users"])
    return found


def _by(rows: list[dict[str, Any]], name: str) -> dict[Any, dict[str, Any]]:
    return {row[name]: row for row in rows}


def _without_object_ids(term: dict[str, Any]) -> dict[str, Any]:
    return term


def _post_key(post: dict[str, Any]) -> tuple[str, ...]:
    if post["post_type"] == _NUMBERED_ANEW:
        metas = dict(post["meta"])
        menu = next((t[1] for t in post["terms"] if t[0] == "nav_menu"), "")
        return (_NUMBERED_ANEW, menu, str(post["menu_order"]), post["post_title"], metas.get("_menu_item_url") or "")
    return (post["post_type"], post["ID"])


def _sets(
    kind: str, theirs: Mapping[Any, dict[str, Any]], ours: Mapping[Any, dict[str, Any]], skipped: set[str]
) -> Iterator[tuple[str, str, str]]:
    for key in theirs:
        if key not in ours:
            yield f"{kind} missing", str(key), str(theirs[key])[:200]
    for key in ours:
        if key not in theirs:
            yield f"{kind} more", str(key), str(ours[key])[:200]
        else:
            yield from _fields(kind, str(key), theirs[key], ours[key], skipped)


def _fields(
    kind: str, where: str, theirs: dict[str, Any], ours: dict[str, Any], skipped: set[str]
) -> Iterator[tuple[str, str, str]]:
    for name, value in theirs.items():
        if name in skipped or (
            where.startswith(f"('{_NUMBERED_ANEW}")
            and name in ("ID", "guid", "post_date", "post_date_gmt", "meta", "post_name")
        ):
            continue
        other = ours[name]
        if value == other:
            continue
        if name == "comments" and len(value) == len(other):
            for number, (a, b) in enumerate(zip(value, other, strict=True)):
                yield from _fields(
                    "comment", f"{where} comment {number}", a, b, {"comment_ID", "comment_parent"} & set()
                )
            continue
        if isinstance(value, list):
            a, b = [x for x in value if x not in other], [x for x in other if x not in value]
            yield f"{kind}.{name}", where, f"{len(value)}/{len(other)} {str(a)[:300]} | {str(b)[:300]}"
        else:
            x, y = str(value), str(other)
            at = next((i for i, (p, q) in enumerate(zip(x, y, strict=False)) if p != q), min(len(x), len(y)))
            yield f"{kind}.{name}", where, f"{x[max(at - 20, 0) : at + 60]!r} | {y[max(at - 20, 0) : at + 60]!r}"
