"""What is defined for a whole document: where links lead, what notes say, what abbreviations stand for."""

import re
from typing import TYPE_CHECKING

from converters.markdown.kramdown.lines import SPACE, end_of_indented
from converters.markdown.kramdown.tree import ROOT, Node, end_of

if TYPE_CHECKING:
    from converters.markdown.kramdown.blocks import Blocks

_LINK = re.compile(
    r" {0,3}\[([^\n\]]+)\]:[ \t]*+(?:<([^>\n]*)>|((?:(?![ \t][\"'])[^\n])++))"
    r"(?:(?:[ \t]*\n[ \t]*|[ \t]+)([\"'])([^\n]+)\4)?[ \t]*\n",
    re.ASCII,
)
_NOTE = re.compile(r" {0,3}\[\^(\w[\w-]*)\]:[^\S\n]*(.*\n)", re.ASCII)
_INDENT = re.compile(r"^(?:\t| {4})", re.ASCII | re.MULTILINE)
_ABBREVIATION = re.compile(r" {0,3}\*\[([^\n]+?)\]:([^\n]*)\n", re.ASCII)


def read_link(blocks: "Blocks") -> bool:
    """`[name]: address "title"`."""
    found = _LINK.match(blocks.text, blocks.at)
    if not found:
        return False
    blocks.document.define_link(found[1], found[2] if found[2] is not None else found[3].strip(SPACE), found[5])
    blocks.at = found.end()
    blocks.waiting = []
    blocks.parent.children.append(end_of("definition"))
    return True


def read_note(blocks: "Blocks") -> bool:
    """`[^name]: text`, and what is indented below it."""
    found = _NOTE.match(blocks.text, blocks.at)
    if not found:
        return False
    end = end_of_indented(blocks.text, found.end())
    note = Node(ROOT)
    inside = _INDENT.sub("", found[2] + blocks.text[found.end() : end])
    blocks.at = end
    blocks.read_within(inside, note)
    blocks.document.notes[found[1]] = note
    blocks.parent.children.append(end_of("definition"))
    return True


def read_abbreviation(blocks: "Blocks") -> bool:
    """`*[word]: meaning`."""
    found = _ABBREVIATION.match(blocks.text, blocks.at)
    if not found:
        return False
    blocks.document.abbreviations[found[1]] = found[2].strip(SPACE)
    blocks.at = found.end()
    blocks.parent.children.append(end_of("definition"))
    return True
