"""Where plugins send those who ask for an item, as far as an export says it.

Page Links To, Quick Page/Post Redirect and older releases of Yoast SEO keep it in custom fields of the post itself;
Safe Redirect Manager and ThirstyAffiliates keep posts of their own for nothing else. Redirection, Rank Math and Pretty
Links keep theirs in tables of the database, which no export holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from converters.problem import Problem, Report, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectNotKept(Problem):
    """A redirect of a plugin's that no list of addresses can hold, or that leads nowhere safe."""

    code = "redirect-not-kept"
    severity = Severity.WARNING
    text = "its redirect from {old} to {new} is not kept, because {reason}: make it on the new server by hand"
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class Forward:
    """A way from one address to another; both empty where there is none."""

    new: str = ""
    old: str = ""
    """Empty where the item's own address is meant."""


def forward_of(kind: str, metas: Mapping[str, str], report: Report) -> Forward:
    """Where an item's readers were sent. Reports a rule that has to be left out."""
    if kind == "redirect_rule":
        return _rule(metas, report)
    if kind == "thirstylink":
        return Forward(metas.get("_ta_destination_url", "").strip().replace("&amp;", "&"))
    if kind == "pretty-link":
        reason = "the export does not say where (Pretty Links keeps that in a table)"
        report(RedirectNotKept(old="its address", new="elsewhere", reason=reason))
        return Forward()
    new = metas.get("_links_to", "").strip()
    if not new and metas.get("_pprredirect_active", "").strip() == "1":
        new = metas.get("_pprredirect_url", "").strip()
        new = f"/?p={new}" if new.isdecimal() else new
    new = new or metas.get("_yoast_wpseo_redirect", "").strip()
    return Forward(f"http://{new}" if new.lower().startswith("www.") else new)


def _rule(metas: Mapping[str, str], report: Report) -> Forward:
    """A rule of Safe Redirect Manager: a path from the blog's root, with `*` at its end for anything below it."""
    old, new = (metas.get(f"_redirect_rule_{end}", "").strip() for end in ("from", "to"))
    reason = ""
    if metas.get("_redirect_rule_from_regex", "").strip() not in ("", "0"):
        reason = "it is a regular expression"
    elif old.endswith("*"):
        reason = "it stands for every address that begins so"
    elif "?" in old:
        reason = "it asks for parameters"
    elif metas.get("_redirect_rule_status_code", "").strip() in ("403", "404", "410"):
        reason = "it says that nothing is there"
    elif not old or not new:
        reason = "one of the two is missing"
    if reason:
        report(RedirectNotKept(old=old or "nowhere", new=new or "nowhere", reason=reason))
        return Forward()
    return Forward(new, "/" + old.lstrip("/"))
