# cython: language_level=3, boundscheck=True, wraparound=False, cdivision=True, embedsignature=False
"""Markup to text and units in one pass over its characters, without a tree; see decision 0041.

Every character is read through `Scanner.at`, which knows the end. Nothing here calls itself. What the rules were not
written for is left to the tree builder: `scan` returns None.
"""

cimport cython
from cpython.object cimport PyTypeObject
from cpython.ref cimport Py_INCREF
from cpython.tuple cimport PyTuple_New, PyTuple_SET_ITEM
from libc.stdlib cimport free, realloc
from libc.string cimport memmove, memset

import re
from html.entities import html5

from dure.engines.reading.document import Unit
from dure.engines.reading.leaves import BLOCKS, HIDDEN_STYLE, REGION_OF_TAG, named_region
from dure.engines.reading.leaves import MAX_CELL as _MAX_CELL
from dure.engines.reading.leaves import SKIPPED as SKIPPED_NAMES

ctypedef unsigned int Char  # a code point, as a number: Py_UCS4 would be a string in arithmetic

cdef extern from "Python.h":
    int PyUnicode_KIND(object words)
    void* PyUnicode_DATA(object words)
    Char PyUnicode_READ(int kind, void* data, Py_ssize_t at) noexcept
    Py_ssize_t PyUnicode_FindChar(object words, Char char, Py_ssize_t start, Py_ssize_t end, int direction) except -2
    object PyUnicode_Substring(object words, Py_ssize_t start, Py_ssize_t end)
    object PyUnicode_FromKindAndData(int kind, const void* data, Py_ssize_t size)
    int PyUnicode_4BYTE_KIND
    object PyType_GenericAlloc(PyTypeObject* kind, Py_ssize_t items)
    bint Py_UNICODE_ISSPACE(Char char) noexcept

cdef Py_ssize_t MAX_CELL = _MAX_CELL
cdef enum:
    MANY_ATTRIBUTES = 1000
    MANY_STEPS = 5_000_000
    MANY_ENTITIES = 100_000
    COUNTED = 255  # as many as one byte can count

include "_scan_tags.pxi"

cdef unsigned long long KEY_BODY = key_of("body")
cdef unsigned long long KEY_TBODY = key_of("tbody")
cdef unsigned long long KEY_TR = key_of("tr")
cdef unsigned long long KEY_ID = key_of("id")
cdef unsigned long long KEY_CLASS = key_of("class")
cdef unsigned long long KEY_STYLE = key_of("style")
cdef unsigned long long KEY_ITEMPROP = key_of("itemprop")
cdef unsigned long long KEY_TYPE = key_of("type")
cdef unsigned long long KEY_DESC = key_of("desc")
cdef unsigned long long KEY_FOREIGN = key_of("foreignobject")
cdef unsigned long long KEY_TEMPLATE = key_of("template")
cdef unsigned long long KEY_TITLE = key_of("title")

include "_scan_leaves.pxi"
include "_scan_tree.pxi"
include "_scan_source.pxi"
include "_scan_page.pxi"
include "_scan_rules.pxi"

# The document types that pages have; of the rest only the tree builder knows whether they mean the quirks of old browsers.
cdef object DOCUMENT_TYPE = re.compile(
    r"doctype\s+html(?:\s+public\s+(?P<mark>[\"'])-//w3c//dtd (?:html 4\.01(?P<loose> transitional| frameset)?|xhtml 1\.[01](?: \w+)?)//en(?P=mark)"
    r"(?P<system>\s*(?:\"[^\"]*\"|'[^']*'))?)?\s*", re.IGNORECASE,
)


@cython.final
cdef class Scanner(Rules):
    """The tokens of a source, as the HTML standard reads them (13.2.5)."""

    cdef unsigned long long key  # the name of the tag read last
    cdef bint is_begun  # a document type comes too late

    cdef int run(self) except -1:
        """Read the source to its end, or to the first markup that is left to the tree builder."""
        cdef Py_ssize_t i = 0
        cdef Py_ssize_t end
        cdef Char char
        while i < self.size and not (self.is_odd or self.tree.is_odd):
            if self.at(i) != c'<':
                end = self.find(c'<', i)
                self.characters(i, end)
                i = end
                continue
            char = self.at(i + 1)
            if is_letter(char):
                i = self.start_tag(i + 1)
            elif char == c'/':  # /
                char = self.at(i + 2)
                if is_letter(char):
                    i = self.end_tag(i + 2)
                elif char == c'>':
                    i += 3
                elif i + 2 >= self.size:
                    self.characters(i, self.size)
                    i = self.size
                else:
                    i = self.find(c'>', i + 2) + 1
            elif char == c'!':  # !
                i = self.declaration(i)
            elif char == c'?':  # ?
                i = self.find(c'>', i + 2) + 1
            else:
                self.characters(i, i + 1)
                i += 1
            if self.tree.steps > MANY_STEPS:
                self.tree.is_odd = True
        if self.tree.depth:
            self.tree.pop_to(1)
        return 0

    cdef Py_ssize_t declaration(self, Py_ssize_t i) except -1:
        """Pass a comment, a document type or a marked section; return what is behind it."""
        cdef Py_ssize_t end
        if self.at(i + 2) == c'-' and self.at(i + 3) == c'-':  # <!--
            if self.at(i + 4) == c'>' and not self.serialised:
                return i + 5
            if self.at(i + 4) == c'-' and self.at(i + 5) == c'>' and not self.serialised:
                return i + 6
            end = i + 4
            while True:
                end = self.find(c'>', end)
                if end >= self.size:
                    return self.size
                if self.at(end - 1) == c'-' and self.at(end - 2) == c'-' and end - 2 >= i + 4:
                    return end + 1
                if (self.at(end - 1) == c'!' and self.at(end - 2) == c'-' and self.at(end - 3) == c'-' and end - 3 >= i + 4
                        and not self.serialised):
                    return end + 1
                end += 1
        end = self.find(c'>', i + 2)
        if (self.at(i + 2) | 32) == c'd' and not (self.is_begun or self.tree.depth or self.tree.has_type):  # <!doctype html>
            self.tree.has_type = True
            kind = DOCUMENT_TYPE.fullmatch(PyUnicode_Substring(self.source, i + 2, end))
            self.tree.is_quirky = kind is None or (kind["loose"] is not None and kind["system"] is None)
            self.tree.is_type_known = kind is not None
        elif self.at(i + 2) == c'[' and self.svg:
            self.tree.is_odd = True  # a marked section holds characters there
        return end + 1

    cdef Py_ssize_t name(self, Py_ssize_t i) except -1:
        """Read the name of a tag into `key`; return what is behind it."""
        cdef unsigned long long key = 0
        cdef Char char
        while i < self.size:
            char = self.at(i)
            if is_space(char) or char == c'>' or char == c'/':
                break
            if char == c'<':
                self.is_odd = True  # written by the tree builder it would look like another tag
            key = key_with(key, char + 32 if 65 <= char <= 90 else char)
            i += 1
        self.key = key
        return i

    cdef Py_ssize_t start_tag(self, Py_ssize_t i) except -1:
        """Read a start tag from its name on, and the raw text behind it; return what is behind that."""
        cdef Py_ssize_t start = i
        cdef Py_ssize_t behind
        cdef unsigned long long key
        cdef unsigned long long look = 0
        cdef int tag
        cdef dict collected = None
        self.is_begun = True
        i = self.name(i)
        key = self.key
        tag = id_of(key)
        if tag == META or tag == TIME:
            collected = {}
        start = i
        behind = self.attributes(i, collected)
        if behind > self.size:
            return self.size
        if self.serialised:
            return self.start_serialised(tag, key, start, behind, collected)
        if FLAGS[tag] & FORMATTING:
            for i in range(start, behind):
                look = (look ^ self.at(i)) * <unsigned long long> 0x100000001B3
        self.look = look
        if self.svg:
            return self.start_in_svg(tag, key, start, behind)
        if self.template:
            return self.start_in_template(tag, start, behind)
        if self.in_select:
            if tag != OPTION and tag != OPTGROUP:
                self.tree.is_odd = True
            return behind
        return self.start(tag, key, start, behind, collected)

    cdef Py_ssize_t end_tag(self, Py_ssize_t i) except -1:
        """Read an end tag from its name on; return what is behind it."""
        cdef unsigned long long key
        cdef int tag
        self.is_begun = True
        i = self.name(i)
        key = self.key
        tag = id_of(key)
        if self.at(i) == c'>':
            i += 1
        else:
            i = self.attributes(i, None)
            if i > self.size:
                return self.size
        if self.serialised:
            self.end_serialised(tag, key)
        elif self.svg:
            self.end_in_svg(tag, key)
        elif self.template:
            if tag == TEMPLATE:
                self.template -= 1
                if self.template == 0 and self.tree.depth:
                    self.tree.pop_to(self.tree.in_scope(TEMPLATE, 0))
                    self.tree.clear_to_marker()
        elif self.in_select:
            if tag == SELECT:
                self.in_select = False
                self.tree.pop_to(self.tree.in_scope(SELECT, 0))
            elif tag != OPTION and tag != OPTGROUP:
                self.tree.is_odd = True
        else:
            self.end(tag, key)
        return i

    # A serialised tree: nothing is implied.

    cdef Py_ssize_t start_serialised(self, int tag, unsigned long long key, Py_ssize_t start, Py_ssize_t behind, dict collected) except -1:
        cdef Tree tree = self.tree
        cdef unsigned int flags = FLAGS[tag]
        if tag == META:
            self.metas.append(collected)
        elif tag == TIME:
            self.times.append(collected)
        if tag == SCRIPT:
            return self.script(start, behind)
        if tag == PLAINTEXT:
            tree.is_odd = True
        if flags & RAW:
            start = self.raw_end(TAG_NAMES[tag], behind)
            if tag != STYLE and tag != IFRAME and tree.depth and not tree.hidden:
                self.words(behind, start, False)
            return self.behind_end(start)
        if tag == BODY and tree.depth == 0:
            self.begin_body(self.region(BODY))
        elif tree.depth == 0:
            return behind
        elif flags & VOID:
            if tag == BR or tag == HR:
                self.end_line()
        else:
            tree.push(tag, key, self.region(tag) if flags & BLOCK and not tree.hidden else tree.region)
        return behind

    cdef int end_serialised(self, int tag, unsigned long long key) except -1:
        cdef Py_ssize_t at = self.tree.depth
        while at > 1:
            at -= 1
            self.tree.steps += 1
            if self.tree.stack[at].key == key:
                return self.tree.pop_to(at)
        return 0

    cdef tuple result(self, Py_ssize_t enough):
        cdef Tree tree = self.tree
        tree.leaves.flush(tree.tag, tree.region)
        text, units = tree.leaves.result()
        return self.title, self.metas, self.times, self.scripts, text, units, tree.leaves.holds_prose(enough)


def scan(str source, bint serialised, Py_ssize_t enough):
    """Return what a page holds, or None where the tree builder must be asked; see `_scan.pyi`."""
    cdef Scanner scanner
    if not serialised and has_null(source):
        return None
    scanner = Scanner(source, serialised)
    scanner.run()
    if scanner.is_odd or scanner.tree.is_odd:
        return None
    return scanner.result(enough)


def controls(bytes data):
    """Count control characters; see `decode`, which says of what."""
    cdef const unsigned char* bytes_of = data
    cdef Py_ssize_t at, begin, size = len(data), found = 0
    cdef unsigned char byte, here  # as narrow as what is counted, for the compiler to count many at once
    for begin in range(0, size, COUNTED):
        here = 0
        for at in range(begin, min(begin + COUNTED, size)):
            byte = bytes_of[at]
            here += (byte == 127) | ((byte < 32) & (byte != 27) & (<unsigned char>(byte - 9) > 4))
        found += here
    return found


ctypedef fused Width:
    const unsigned char
    const unsigned short
    const unsigned int


cdef Py_ssize_t signs_of_tags(Width* letters, Py_ssize_t size) noexcept:
    cdef Py_ssize_t at, begin, found = 0
    cdef unsigned char here
    for begin in range(0, size, COUNTED):
        here = 0
        for at in range(begin, min(begin + COUNTED, size)):
            here += letters[at] == c"<"
        found += here
    return found


cdef bint holds_null(Width* letters, Py_ssize_t size) noexcept:
    cdef Py_ssize_t at, found = 0
    for at in range(size):
        found += letters[at] == 0
    return found != 0


cdef bint has_null(str source) noexcept:
    """Do what ``"\\0" in source`` does, many letters at once: in a text of wide letters every second byte is 0."""
    cdef int kind = PyUnicode_KIND(source)
    cdef void* data = PyUnicode_DATA(source)
    if kind == 1:
        return holds_null(<const unsigned char*>data, len(source))
    if kind == 2:
        return holds_null(<const unsigned short*>data, len(source))
    return holds_null(<const unsigned int*>data, len(source))


def tags(str source not None):
    """Count the signs that open a tag, as ``source.count("<")`` does: four times as fast, many letters at once."""
    cdef int kind = PyUnicode_KIND(source)
    cdef void* data = PyUnicode_DATA(source)
    if kind == 1:
        return signs_of_tags(<const unsigned char*>data, len(source))
    if kind == 2:
        return signs_of_tags(<const unsigned short*>data, len(source))
    return signs_of_tags(<const unsigned int*>data, len(source))
