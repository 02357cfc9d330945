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

include "_scan_tags.pxi"
include "_scan_leaves.pxi"
include "_scan_tree.pxi"

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
# The document types that pages have; of the rest only the tree builder knows whether they mean the quirks of old browsers.
cdef object DOCUMENT_TYPE = re.compile(
    r"doctype\s+html(?:\s+public\s+(?P<mark>[\"'])-//w3c//dtd (?:html 4\.01(?P<loose> transitional| frameset)?|xhtml 1\.[01](?: \w+)?)//en(?P=mark)"
    r"(?P<system>\s*(?:\"[^\"]*\"|'[^']*'))?)?\s*", re.IGNORECASE,
)
cdef str WINDOWS = bytes(range(128, 160)).decode("cp1252", "replace")

cdef enum:
    ID, CLASS, LOOK, ITEMPROP, TYPE
    WANTED

cdef struct Span:
    Py_ssize_t start
    Py_ssize_t end


cdef inline bint is_space(Char char) noexcept:
    return char == 32 or char == 10 or char == 9 or char == 13 or char == 12


cdef inline bint is_letter(Char char) noexcept:
    return 97 <= (char | 32) <= 122


cdef inline bint is_alphanumeric(Char char) noexcept:
    return 97 <= (char | 32) <= 122 or 48 <= char <= 57


@cython.final
cdef class Scanner:
    """The tokens of a source, as the HTML standard reads them (13.2.5)."""

    cdef str source
    cdef int kind
    cdef void* data
    cdef Py_ssize_t size
    cdef bint serialised  # by the tree builder: what is open is closed by name, and nothing is implied
    cdef Tree tree
    cdef list metas, times, scripts
    cdef object title
    cdef dict styles
    cdef Span values[WANTED]
    cdef unsigned long long look
    cdef bint self_closing, in_select, is_begun
    cdef int svg, template  # how deep in them
    cdef Py_ssize_t entities
    cdef Char chars[2]
    cdef int char_count

    def __cinit__(self, str source, bint serialised):
        self.source = source
        self.kind = PyUnicode_KIND(source)
        self.data = PyUnicode_DATA(source)
        self.size = len(source)
        self.serialised = serialised
        self.tree = Tree(self.size // 4)
        self.metas, self.times, self.scripts, self.styles = [], [], [], {}
        self.title = None

    cdef inline Char at(self, Py_ssize_t i) noexcept:
        return PyUnicode_READ(self.kind, self.data, i) if i < self.size else 0

    cdef inline Py_ssize_t find(self, Char char, Py_ssize_t i) except -2:
        """Return where a character stands next, or the end."""
        cdef Py_ssize_t found
        if i >= self.size:
            return self.size
        found = PyUnicode_FindChar(self.source, char, i, self.size, 1)
        return self.size if found < 0 else found

    cdef int run(self) except -1:
        """Read the source to its end, or to the first markup that is left to the tree builder."""
        cdef Py_ssize_t i = 0
        cdef Py_ssize_t end
        cdef Char char
        while i < self.size and not self.tree.is_odd:
            if self.at(i) != 60:
                end = self.find(60, i)
                self.characters(i, end)
                i = end
                continue
            char = self.at(i + 1)
            if is_letter(char):
                i = self.start_tag(i + 1)
            elif char == 47:  # /
                char = self.at(i + 2)
                if is_letter(char):
                    i = self.end_tag(i + 2)
                elif char == 62:
                    i += 3
                elif i + 2 >= self.size:
                    self.characters(i, self.size)
                    i = self.size
                else:
                    i = self.find(62, i + 2) + 1
            elif char == 33:  # !
                i = self.declaration(i)
            elif char == 63:  # ?
                i = self.find(62, i + 2) + 1
            else:
                self.characters(i, i + 1)
                i += 1
            if self.tree.steps > MANY_STEPS:
                self.tree.is_odd = True
        return 0

    cdef Py_ssize_t declaration(self, Py_ssize_t i) except -1:
        """Pass a comment, a document type or a marked section; return what is behind it."""
        cdef Py_ssize_t end
        if self.at(i + 2) == 45 and self.at(i + 3) == 45:  # <!--
            if self.at(i + 4) == 62 and not self.serialised:
                return i + 5
            if self.at(i + 4) == 45 and self.at(i + 5) == 62 and not self.serialised:
                return i + 6
            end = i + 4
            while True:
                end = self.find(62, end)
                if end >= self.size:
                    return self.size
                if self.at(end - 1) == 45 and self.at(end - 2) == 45 and end - 2 >= i + 4:
                    return end + 1
                if (self.at(end - 1) == 33 and self.at(end - 2) == 45 and self.at(end - 3) == 45 and end - 3 >= i + 4
                        and not self.serialised):
                    return end + 1
                end += 1
        end = self.find(62, i + 2)
        if (self.at(i + 2) | 32) == 100 and not (self.is_begun or self.tree.depth or self.tree.has_type):  # <!doctype html>
            self.tree.has_type = True
            kind = DOCUMENT_TYPE.fullmatch(PyUnicode_Substring(self.source, i + 2, end))
            self.tree.is_quirky = kind is None or (kind["loose"] is not None and kind["system"] is None)
            self.tree.is_type_known = kind is not None
        elif self.at(i + 2) == 91 and self.svg:
            self.tree.is_odd = True  # a marked section holds characters there
        return end + 1

    # Attributes and character references.

    cdef Py_ssize_t attributes(self, Py_ssize_t i, dict collected) except -1:
        """Read attributes up to the end of a tag; return what is behind it, -1 being no error but the end of the source."""
        cdef int kind = self.kind
        cdef void* data = self.data
        cdef Py_ssize_t size = self.size
        cdef Py_ssize_t start, end, value, value_end
        cdef unsigned long long key
        cdef Py_ssize_t count = 0
        cdef int wanted
        cdef Char char, mark
        self.self_closing = False
        for wanted in range(WANTED):
            self.values[wanted].start = -1
        while True:
            mark = 0
            while i < size:
                char = PyUnicode_READ(kind, data, i)
                if not (is_space(char) or char == 47):
                    break
                mark = char
                i += 1
            if i >= size:
                return size + 1  # cut inside a tag: there is no such tag
            if char == 62:
                self.self_closing = mark == 47
                return i + 1
            count += 1
            start = i
            key = 0
            while i < size:  # an equals sign may begin a name
                char = PyUnicode_READ(kind, data, i)
                if is_space(char) or char == 62 or char == 47 or (char == 61 and i > start):
                    break
                if char == 60 and self.at(i + 1) in (33, 73, 78, 80, 83, 88, 105, 110, 112, 115, 120):
                    self.tree.is_odd = True  # written by the tree builder it would look like raw text or a comment: !, i, n, p, s, x
                key = key_with(key, char + 32 if 65 <= char <= 90 else char)
                i += 1
            end = value = value_end = i
            while i < size and is_space(PyUnicode_READ(kind, data, i)):
                i += 1
            if i < size and PyUnicode_READ(kind, data, i) == 61:
                i += 1
                while i < size and is_space(PyUnicode_READ(kind, data, i)):
                    i += 1
                if i >= size:
                    return size + 1
                mark = PyUnicode_READ(kind, data, i)
                if mark == 34 or mark == 39:
                    value = i + 1
                    i = value
                    while i < size and PyUnicode_READ(kind, data, i) != mark:
                        i += 1
                    value_end = i
                    i += 1
                else:
                    value = i
                    while i < size:
                        char = PyUnicode_READ(kind, data, i)
                        if is_space(char) or char == 62:
                            break
                        i += 1
                    value_end = i
            if i >= size:
                return size + 1
            if key == KEY_CLASS:
                wanted = CLASS
            elif key == KEY_ID:
                wanted = ID
            elif key == KEY_STYLE:
                wanted = LOOK
            elif key == KEY_TYPE:
                wanted = TYPE
            elif key == KEY_ITEMPROP:
                wanted = ITEMPROP
            else:
                wanted = WANTED
            if wanted < WANTED and self.values[wanted].start < 0:
                self.values[wanted].start = value
                self.values[wanted].end = value_end
            if count > MANY_ATTRIBUTES:
                self.tree.is_odd = True  # as `opening` says: building a tree of it takes the square
                return size + 1
            if collected is not None:
                name = PyUnicode_Substring(self.source, start, end)
                if '"' in name or "=" in name:
                    self.tree.is_odd = True
                collected.setdefault(name.lower() if name.isascii() else ascii_lower(name), self.decoded(value, value_end, True))

    cdef str decoded(self, Py_ssize_t i, Py_ssize_t end, bint in_attribute):
        """Return a stretch of the source with its character references read and its line ends made one."""
        cdef str words = PyUnicode_Substring(self.source, i, end)
        cdef Py_ssize_t behind
        cdef Py_ssize_t from_ = i
        cdef list parts
        if "&" in words:
            parts = []
            while i < end:
                if self.at(i) == 38:
                    behind = self.reference(i, end, in_attribute)
                    if self.char_count:
                        parts.append(PyUnicode_Substring(self.source, from_, i))
                        parts.append(chr(self.chars[0]))
                        if self.char_count > 1:
                            parts.append(chr(self.chars[1]))
                        from_ = i = behind
                        continue
                i += 1
            parts.append(PyUnicode_Substring(self.source, from_, end))
            words = "".join(parts)
        return words.replace("\r\n", "\n").replace("\r", "\n") if "\r" in words else words

    cdef Py_ssize_t reference(self, Py_ssize_t i, Py_ssize_t end, bint in_attribute) except -1:
        """Read the character reference at an ampersand into `chars`; return what is behind it. None: `char_count` is 0."""
        cdef Py_ssize_t j = i + 1
        cdef unsigned long number = 0
        cdef Char char = self.at(j)
        cdef Char second
        cdef int base = 10
        cdef str name
        self.char_count = 0
        if char == 35:  # #
            j += 1
            if (self.at(j) | 32) == 120:
                base = 16
                j += 1
            start = j
            while j < end:
                char = self.at(j)
                if 48 <= char <= 57:
                    char -= 48
                elif base == 16 and 97 <= (char | 32) <= 102:
                    char = (char | 32) - 87
                else:
                    break
                if number <= 0x10FFFF:
                    number = number * base + char
                j += 1
            if j == start:
                return i
            if number == 0 or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
                number = 0xFFFD
            elif 128 <= number < 160 and WINDOWS[number - 128] != "\ufffd":
                number = ord(WINDOWS[number - 128])
            self.chars[0] = <Char> number
            self.char_count = 1
            return j + 1 if j < end and self.at(j) == 59 else j
        second = self.at(j + 1)
        if char > 127 or second > 127 or j + 1 >= end or not ENTITY_STARTS[<int> char][<int> second]:
            return i
        if char == 110 and second == 98 and j + 4 < end and self.at(j + 2) == 115 and self.at(j + 3) == 112 and self.at(j + 4) == 59:
            self.chars[0] = 0xA0  # the commonest by far
            self.char_count = 1
            return j + 5
        self.entities += 1
        if self.entities > MANY_ENTITIES:
            self.tree.is_odd = True
            return i
        while j < end and j - i < 33 and is_alphanumeric(self.at(j)):
            j += 1
        name = PyUnicode_Substring(self.source, i + 1, j)
        if j < end and self.at(j) == 59 and name + ";" in html5:
            return self.referred(html5[name + ";"], j + 1)
        for length in range(min(len(name), 6), 1, -1):
            if name[:length] in html5:
                j = i + 1 + length
                if in_attribute and j < end and (self.at(j) == 61 or is_alphanumeric(self.at(j))):
                    return i
                return self.referred(html5[name[:length]], j)
        return i

    cdef Py_ssize_t referred(self, str value, Py_ssize_t behind) except -1:
        self.chars[0] = ord(value[0])
        self.char_count = len(value)
        if self.char_count > 1:
            self.chars[1] = ord(value[1])
        return behind

    # What a page shows.

    cdef int characters(self, Py_ssize_t i, Py_ssize_t end) except -1:
        """Take a run of characters to where the tree would have them."""
        cdef Py_ssize_t behind
        if self.serialised:
            if self.tree.depth and not self.tree.hidden:
                self.words(i, end, True)
            return 0
        if self.svg or self.template or self.in_select:
            return 0
        if self.tree.mode != MODE_BODY:
            while i < end:
                if is_space(self.at(i)):
                    i += 1
                    continue
                if self.at(i) == 38:
                    behind = self.reference(i, end, False)
                    if self.char_count and is_space(self.chars[0]):
                        i = behind
                        continue
                break
            if i == end:
                return 0
            if self.tree.mode > MODE_BODY:
                self.tree.is_odd = True  # words between the cells of a table stand before it
                return 0
            self.begin_body(NOWHERE)
        self.tree.reopen()
        if not self.tree.hidden:
            self.words(i, end, True)
        return 0

    cdef int words(self, Py_ssize_t i, Py_ssize_t end, bint has_references) except -1:
        cdef Leaves leaves = self.tree.leaves
        cdef bint linked = self.tree.links > 0
        cdef Py_ssize_t behind
        cdef Char char
        cdef int kind = self.kind
        cdef void* data = self.data
        while i < end:  # which is in the source
            char = PyUnicode_READ(kind, data, i)
            if char == 38 and has_references:
                behind = self.reference(i, end, False)
                if self.char_count:
                    leaves.put(self.chars[0], linked)
                    if self.char_count > 1:
                        leaves.put(self.chars[1], linked)
                    i = behind
                    continue
            leaves.put(char, linked)
            i += 1
        return 0

    cdef inline void end_line(self) noexcept:
        if not self.tree.hidden and self.tree.depth:
            self.tree.leaves.flush(self.tree.tag, self.tree.region)

    cdef int begin_body(self, int region) except -1:
        self.tree.mode = MODE_BODY
        return self.tree.push(BODY, KEY_BODY, region)

    cdef int region(self, int tag) except -1:
        """Return the landmark an element makes or lies in; see `leaves._region`, whose order this is."""
        cdef int inherited = self.tree.region
        cdef int by_tag = REGION_OF[tag]
        cdef int named = NOWHERE
        if self.values[LOOK].start >= 0:
            style = self.escaped(LOOK)
            is_hidden = self.styles.get(style)
            if is_hidden is None:
                is_hidden = self.styles[style] = HIDDEN_STYLE.search(style) is not None
            if is_hidden:
                return IN_HIDDEN
        if inherited == IN_NAV or inherited == IN_ASIDE or inherited == IN_FOOTER or inherited == IN_HIDDEN:
            return inherited
        if self.values[ID].start >= 0 or self.values[CLASS].start >= 0:
            named = REGION_NUMBERS[named_region(self.escaped(ID), self.escaped(CLASS))]
        if named == IN_CAPTION or named == IN_BODY or (named != NOWHERE and inherited != IN_BODY):
            return named
        if self.values[ITEMPROP].start >= 0 and self.escaped(ITEMPROP) == "articleBody":
            return IN_BODY
        if inherited == IN_BODY and by_tag != IN_ASIDE and by_tag != IN_NAV and by_tag != IN_CAPTION:
            return IN_BODY
        return by_tag if by_tag != NOWHERE else inherited

    cdef str escaped(self, int wanted):
        """Return an attribute as the tree builder would write it."""
        cdef Span value = self.values[wanted]
        cdef str words
        if value.start < 0 or value.start == value.end:
            return ""
        words = PyUnicode_Substring(self.source, value.start, value.end)
        if self.serialised or not ("&" in words or "\xa0" in words):
            return words
        words = self.decoded(value.start, value.end, True)
        words = words.replace("&", "&amp;").replace("\xa0", "&nbsp;").replace('"', "&quot;")
        return words.replace("<", "&lt;").replace(">", "&gt;")

    # Start tags.

    cdef Py_ssize_t start_tag(self, Py_ssize_t i) except -1:
        """Read a start tag from its name on, and the raw text behind it; return what is behind that."""
        cdef Py_ssize_t start = i
        cdef Py_ssize_t behind
        cdef unsigned long long key = 0
        cdef unsigned long long look = 0
        cdef Char char
        cdef int tag
        cdef dict collected = None
        self.is_begun = True
        while i < self.size:
            char = self.at(i)
            if is_space(char) or char == 62 or char == 47:
                break
            if char == 60:
                self.tree.is_odd = True
            key = key_with(key, char + 32 if 65 <= char <= 90 else char)
            i += 1
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

    cdef Py_ssize_t start(self, int tag, unsigned long long key, Py_ssize_t start, Py_ssize_t behind, dict collected) except -1:
        """Do what a start tag does, in one insertion mode after another until one takes it."""
        cdef Tree tree = self.tree
        cdef unsigned int flags = FLAGS[tag]
        cdef Py_ssize_t at
        while not tree.is_odd:
            if tag == HTML or tag == HEAD:
                return behind
            if tree.mode < MODE_BODY:
                if tag == BODY:
                    self.begin_body(self.region(BODY))
                    return behind
                if tag == NOSCRIPT and tree.mode == MODE_HEAD:
                    return behind  # what may stand in it there may stand in the head
                if flags & IN_HEAD:
                    return self.in_head(tag, start, behind, collected)
                if tag == FRAMESET:
                    tree.is_odd = True
                    return behind
                self.begin_body(NOWHERE)
            if tag == FRAME:
                return behind
            if tree.mode > MODE_BODY:
                if tag == SCRIPT or tag == STYLE or tag == TEMPLATE:
                    return self.in_head(tag, start, behind, collected)
                if tree.mode == MODE_COLUMNS:
                    if tag == COL:
                        return behind
                    tree.pop()
                elif flags & TABLED:
                    if tree.mode == MODE_TABLE:
                        if tag == COL:
                            return behind
                        if tag == TD or tag == TH or tag == TR:
                            tree.push(TBODY, KEY_TBODY, tree.region)
                            continue
                    elif tree.mode == MODE_TABLE_BODY:
                        if tag == TD or tag == TH:
                            tree.push(TR, KEY_TR, tree.region)
                            continue
                        if tag != TR:
                            tree.pop()
                            continue
                    elif tag != TD and tag != TH:
                        tree.pop()
                        continue
                    tree.push(tag, key, self.region(tag) if flags & BLOCK and not tree.hidden else tree.region)
                    if tag == TD or tag == TH or tag == CAPTION:
                        tree.add_marker()
                    return behind
                elif tag == TABLE:
                    tree.pop_to(tree.in_table_scope(TABLE))
                elif tag == FORM:
                    if not tree.form:
                        tree.push(tag, key, tree.region)
                        tree.form = tree.current().serial
                        tree.pop()
                    return behind
                elif tag == INPUT and self.values[TYPE].start >= 0 and self.escaped(TYPE).lower() == "hidden":
                    return behind
                else:
                    tree.is_odd = True  # what stands between the cells of a table stands before it
                continue
            if flags & TABLED:
                at = max(tree.in_table_scope(TD), tree.in_table_scope(TH), tree.in_table_scope(CAPTION))
                if at < 0:
                    return behind
                tree.pop_to(at)
                tree.clear_to_marker()
                continue
            return self.start_in_body(tag, key, start, behind, collected)
        return behind

    cdef Py_ssize_t start_in_body(self, int tag, unsigned long long key, Py_ssize_t start, Py_ssize_t behind, dict collected) except -1:
        cdef Tree tree = self.tree
        cdef unsigned int flags = FLAGS[tag]
        cdef unsigned int serial
        cdef Py_ssize_t at
        if flags & ENDED_BY_NAME or tag == P:
            tree.close_paragraph()
            if tag == LISTING:
                tree.is_odd = True  # a line break that it begins with is none
        elif flags & HEADING:
            tree.close_paragraph()
            if tree.current().flags & HEADING:
                tree.pop()
        elif tag == LI:
            tree.close_item(LI, LI)
            tree.close_paragraph()
        elif tag == DD or tag == DT:
            tree.close_item(DD, DT)
            tree.close_paragraph()
        elif tag == A:
            at = tree.active(A)
            if at >= 0:
                serial = tree.formats[at].serial
                tree.adopt(A, key)
                at = tree.format_of(serial)
                if at >= 0:
                    tree.remove_format(at)
                at = tree.place_of(serial)
                if at > 0:
                    tree.take_out(at)
            tree.reopen()
        elif flags & IN_HEAD:
            return self.in_head(tag, start, behind, collected)
        elif flags & VOID or tag == IMAGE:
            if tag == HR:
                tree.close_paragraph()
                self.end_line()
            elif tag != PARAM and tag != SOURCE and tag != TRACK:
                tree.reopen()
                if tag == BR:
                    self.end_line()
            return behind
        elif tag == NOBR:
            tree.reopen()
            if tree.in_scope(NOBR, SCOPE) > 0:
                tree.adopt(NOBR, key)
                tree.reopen()
        elif tag == FORM:
            if tree.form:
                return behind
            tree.close_paragraph()
        elif tag == TABLE:
            if tree.paragraph:
                if not tree.is_quirky:
                    tree.close_paragraph()
                elif tree.has_type and not tree.is_type_known:
                    tree.is_odd = True  # whether it closes the paragraph hangs on the document type
        elif tag == BUTTON:
            at = tree.in_scope(BUTTON, SCOPE)
            if at > 0:
                tree.pop_to(at)
            tree.reopen()
        elif tag == OPTION or tag == OPTGROUP:
            if tree.current().tag == OPTION:
                tree.pop()
            tree.reopen()
        elif tag == RB or tag == RTC or tag == RP or tag == RT:
            if tree.in_scope(RUBY, SCOPE) > 0:
                tree.close_implied(RTC if tag == RP or tag == RT else OTHER)
        elif tag == TEXTAREA:
            return self.behind_raw("textarea", behind)
        elif flags & RAW:
            return self.raw(tag, behind)
        elif tag == SVG:
            tree.reopen()
            if self.self_closing:
                return behind
            self.svg = 1
        elif tag == BODY:
            # Its attributes are those that the body has not; the region of what stands in it is decided already.
            if self.values[ID].start >= 0 or self.values[CLASS].start >= 0 or self.values[LOOK].start >= 0 or self.values[ITEMPROP].start >= 0:
                tree.is_odd = True
            return behind
        elif tag == MATH or tag == PLAINTEXT or tag == FRAMESET:
            tree.is_odd = True
        else:
            tree.reopen()
            if tag == TIME:
                self.times.append(collected)
        tree.push(tag, key, self.region(tag) if flags & BLOCK and not tree.hidden else tree.region)
        if flags & FORMATTING:
            tree.add_format(tag, key, self.look)
        elif tag == FORM:
            tree.form = tree.current().serial
        elif tag == APPLET or tag == MARQUEE or tag == OBJECT:
            tree.add_marker()
        elif tag == SELECT:
            self.in_select = True
        return behind

    cdef Py_ssize_t in_head(self, int tag, Py_ssize_t start, Py_ssize_t behind, dict collected) except -1:
        """Take an element that may stand in a head, wherever it stands."""
        cdef Py_ssize_t end
        if tag == META:
            self.metas.append(collected)
        elif tag == SCRIPT:
            return self.script(start, behind)
        elif tag == TEMPLATE:
            self.template = 1
            if self.tree.depth:
                self.tree.push(TEMPLATE, key_of("template"), NOWHERE)
                self.tree.add_marker()
        elif tag == TITLE:
            end = self.raw_end("title", behind)
            if self.title is None:
                self.title = self.decoded(behind, end, False)
            if self.tree.depth:
                self.tree.push(TITLE, key_of("title"), self.region(TITLE) if not self.tree.hidden else NOWHERE)
                if not self.tree.hidden:
                    self.words(behind, end, True)
                self.tree.pop()
            return self.behind_end(end)
        elif FLAGS[tag] & RAW:
            return self.raw(tag, behind)
        return behind

    cdef Py_ssize_t raw(self, int tag, Py_ssize_t behind) except -1:
        """Pass an element of raw text; that of some is shown."""
        cdef Py_ssize_t end = self.raw_end(TAG_NAMES[tag], behind)
        if tag == XMP:
            self.tree.close_paragraph()
            self.tree.reopen()
        if (tag == XMP or tag == NOEMBED or tag == NOFRAMES) and self.tree.depth and not self.tree.hidden:
            self.words(behind, end, False)
        return self.behind_end(end)

    cdef Py_ssize_t script(self, Py_ssize_t start, Py_ssize_t behind) except -1:
        """Keep a script: whether it is JSON-LD, and what it holds."""
        cdef Span type_of = self.values[TYPE]
        cdef Py_ssize_t end = self.raw_end("script", behind)
        cdef str content = PyUnicode_Substring(self.source, behind, end)
        is_linked_data = False
        if type_of.start >= 0 and "ld+json" in PyUnicode_Substring(self.source, start, behind):
            is_linked_data = self.decoded(type_of.start, type_of.end, True).lower() == "application/ld+json"
        if "<!--" in content and "<script" in content.lower():
            self.tree.is_odd = True  # a script that writes scripts
        if "\r" in content and not self.serialised:
            content = content.replace("\r\n", "\n").replace("\r", "\n")
        self.scripts.append((is_linked_data, content))
        return self.behind_end(end)

    cdef Py_ssize_t raw_end(self, str name, Py_ssize_t i) except -1:
        """Return where the end tag of raw text begins, or the end of the source."""
        cdef Py_ssize_t j
        cdef Py_ssize_t length = len(name)
        cdef Char char
        while True:
            i = self.find(60, i)
            if i >= self.size:
                return self.size
            if self.at(i + 1) == 47:
                for j in range(length):
                    char = self.at(i + 2 + j)
                    if (char + 32 if 65 <= char <= 90 else char) != <Char> ord(name[j]):
                        break
                else:
                    char = self.at(i + 2 + length)
                    if char == 62 or char == 47 or is_space(char):
                        return i
            i += 1

    cdef Py_ssize_t behind_raw(self, str name, Py_ssize_t i) except -1:
        return self.behind_end(self.raw_end(name, i))

    cdef Py_ssize_t behind_end(self, Py_ssize_t i) except -1:
        """Return what is behind the end tag that begins there."""
        if i >= self.size:
            return self.size
        i += 2
        while i < self.size and is_letter(self.at(i)):
            i += 1
        i = self.attributes(i, None)
        return i if i < self.size else self.size

    cdef Py_ssize_t start_in_svg(self, int tag, unsigned long long key, Py_ssize_t start, Py_ssize_t behind) except -1:
        cdef Py_ssize_t end
        if tag == SVG:
            self.svg += not self.self_closing
        elif tag == TITLE or tag == STYLE or key == KEY_DESC:
            if not self.self_closing:
                end = self.find(60, behind)
                if self.at(end + 1) != 47 or (key != KEY_DESC and self.raw_end(TAG_NAMES[tag], behind) != end):
                    self.tree.is_odd = True
        elif (tag != OTHER and tag != A) or key == KEY_FOREIGN:
            self.tree.is_odd = True
        return behind

    cdef Py_ssize_t start_in_template(self, int tag, Py_ssize_t start, Py_ssize_t behind) except -1:
        if tag == TEMPLATE:
            self.template += 1
        elif tag == SCRIPT:
            return self.script(start, behind)
        elif tag == TEXTAREA:
            return self.behind_raw("textarea", behind)
        elif FLAGS[tag] & RAW:
            return self.behind_end(self.raw_end(TAG_NAMES[tag], behind))
        elif tag == SVG:
            self.svg = not self.self_closing
        elif tag in (META, TIME, TITLE, MATH, PLAINTEXT, FRAMESET) or FLAGS[tag] & (TABLED | SCOPE):
            self.tree.is_odd = True  # of tables only the tree builder knows what a template makes
        return behind

    # End tags.

    cdef Py_ssize_t end_tag(self, Py_ssize_t i) except -1:
        """Read an end tag from its name on; return what is behind it."""
        cdef unsigned long long key = 0
        cdef Char char
        cdef int tag
        self.is_begun = True
        while i < self.size:
            char = self.at(i)
            if is_space(char) or char == 62 or char == 47:
                break
            if char == 60:
                self.tree.is_odd = True
            key = key_with(key, char + 32 if 65 <= char <= 90 else char)
            i += 1
        tag = id_of(key)
        if self.at(i) == 62:
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

    cdef int end_in_svg(self, int tag, unsigned long long key) except -1:
        if tag == SVG:
            self.svg -= 1
            if self.svg == 0 and not self.template:
                self.tree.pop_to(self.tree.in_scope(SVG, 0))
        elif tag == OTHER:
            if self.tree.open_count[OTHER] or self.template:
                self.tree.is_odd = self.tree.is_odd or self.is_open(key)
        elif tag != TITLE and tag != STYLE and tag != A:
            self.tree.is_odd = True
        return 0

    cdef bint is_open(self, unsigned long long key) noexcept:
        cdef Py_ssize_t at
        for at in range(self.tree.depth):
            self.tree.steps += 1
            if self.tree.stack[at].key == key:
                return True
        return False

    cdef int end(self, int tag, unsigned long long key) except -1:
        """Do what an end tag does, in one insertion mode after another until one takes it."""
        cdef Tree tree = self.tree
        cdef Py_ssize_t at
        while not tree.is_odd:
            if tree.mode < MODE_BODY:
                if tag == HEAD:
                    tree.mode = MODE_AFTER_HEAD
                    return 0
                if tag != BODY and tag != HTML and tag != BR:
                    return 0
                self.begin_body(NOWHERE)
            if tag == BODY or tag == HTML or tag == COL or tag == TEMPLATE:
                return 0
            if tree.mode > MODE_BODY:
                if tree.mode == MODE_COLUMNS:
                    tree.pop()
                    if tag == COLGROUP:
                        return 0
                    continue
                if tag == TABLE or tag == TBODY or tag == THEAD or tag == TFOOT or tag == TR:
                    at = tree.in_table_scope(tag)
                    if at > 0:
                        tree.pop_to(at)
                elif FLAGS[tag] & FORMATTING:
                    tree.adopt(tag, key)
                elif tag == FORM:
                    tree.end_form()
                elif tag == BR:
                    tree.is_odd = True
                return 0
            if FLAGS[tag] & TABLED or tag == TABLE:
                if tag == COLGROUP:
                    return 0
                at = tree.in_table_scope(tag)
                if at < 0:
                    return 0
                if tag == TD or tag == TH or tag == CAPTION:
                    tree.pop_to(at)
                    tree.clear_to_marker()
                    return 0
                at = max(tree.in_table_scope(TD), tree.in_table_scope(TH))
                if tag == TABLE:
                    at = max(at, tree.in_table_scope(CAPTION))
                if at < 0:
                    return 0
                tree.pop_to(at)
                tree.clear_to_marker()
                continue
            return self.end_in_body(tag, key)
        return 0

    cdef int end_in_body(self, int tag, unsigned long long key) except -1:
        cdef Tree tree = self.tree
        cdef unsigned int flags = FLAGS[tag]
        cdef Py_ssize_t at
        if flags & ENDED_BY_NAME or tag == BUTTON or tag == DD or tag == DT or tag == APPLET or tag == MARQUEE or tag == OBJECT:
            at = tree.in_scope(tag, SCOPE)
            if at > 0:
                tree.pop_to(at)
                if flags & SCOPE:
                    tree.clear_to_marker()
        elif tag == LI:
            at = tree.in_scope(LI, SCOPE | LISTS)
            if at > 0:
                tree.pop_to(at)
        elif tag == P:
            if tree.paragraph:
                tree.close_paragraph()
            else:
                self.end_line()  # it makes a paragraph of nothing
        elif flags & HEADING:
            tree.close_heading()
        elif flags & FORMATTING:
            tree.adopt(tag, key)
        elif tag == FORM:
            tree.end_form()
        elif tag == BR:
            tree.reopen()
            self.end_line()
        else:
            tree.end_other(tag, key)
        return 0

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
        tree.pop_to(1)
        tree.leaves.flush(tree.tag, tree.region)
        text, units = tree.leaves.result()
        return self.title, self.metas, self.times, self.scripts, text, units, tree.leaves.holds_prose(enough)


cdef str ascii_lower(str name):
    return "".join([chr(ord(char) + 32) if "A" <= char <= "Z" else char for char in name])


def scan(str source, bint serialised, Py_ssize_t enough):
    """Return what a page holds, or None where the tree builder must be asked; see `_scan.pyi`."""
    cdef Scanner scanner
    if not serialised and "\0" in source:
        return None
    scanner = Scanner(source, serialised)
    scanner.run()
    if scanner.tree.is_odd:
        return None
    return scanner.result(enough)


def controls(bytes data):
    """Count control characters; see `decode`, which says of what."""
    cdef const unsigned char* bytes_of = data
    cdef Py_ssize_t i
    cdef Py_ssize_t found = 0
    cdef unsigned char byte
    for i in range(len(data)):
        byte = bytes_of[i]
        found += (byte < 32 and byte != 27 and not 9 <= byte <= 13) or byte == 127
    return found
