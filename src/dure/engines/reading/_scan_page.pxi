# What a page holds: words, scripts, what its head declares; and the elements whose inside is none of the page.


cdef class Page(Source):
    """What was read of a page so far."""

    cdef Tree tree
    cdef list metas, times, scripts
    cdef object title
    cdef dict styles
    cdef bint in_select
    cdef int svg, template  # how deep in them

    def __cinit__(self, str source, bint serialised):
        self.tree = Tree(self.size // 4)
        self.metas, self.times, self.scripts, self.styles = [], [], [], {}
        self.title = None

    @cython.final
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
                if self.at(i) == c'&':
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

    @cython.final
    cdef int words(self, Py_ssize_t i, Py_ssize_t end, bint has_references) except -1:
        cdef Leaves leaves = self.tree.leaves
        cdef bint linked = self.tree.links > 0
        cdef Py_ssize_t behind
        cdef Char char
        cdef int kind = self.kind
        cdef void* data = self.data
        cdef Py_ssize_t length
        cdef Char* text
        while i < end:  # which is in the source
            # Letters and signs of ASCII and syllables are no white space: they are put down as they are.
            leaves.make_room(end - i)
            text, length = leaves.text, leaves.length
            while i < end:
                char = PyUnicode_READ(kind, data, i)
                if not (32 < char < 127 and char != c'&' or 0xAC00 <= char <= 0xD7A3):
                    break
                text[length] = char
                length += 1
                i += 1
            if linked:
                leaves.links += length - leaves.length
            leaves.length = length
            if i >= end:
                break
            if char == c'&' and has_references:
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

    @cython.final
    cdef int begin_body(self, int region) except -1:
        self.tree.mode = MODE_BODY
        return self.tree.push(BODY, KEY_BODY, region)

    @cython.final
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

    @cython.final
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
                self.tree.push(TEMPLATE, KEY_TEMPLATE, NOWHERE)
                self.tree.add_marker()
        elif tag == TITLE:
            end = self.raw_end("title", behind)
            if self.title is None:
                self.title = self.decoded(behind, end, False)
            if self.tree.depth:
                self.tree.push(TITLE, KEY_TITLE, self.region(TITLE) if not self.tree.hidden else NOWHERE)
                if not self.tree.hidden:
                    self.words(behind, end, True)
                self.tree.pop()
            return self.behind_end(end)
        elif FLAGS[tag] & RAW:
            return self.raw(tag, behind)
        return behind

    @cython.final
    cdef Py_ssize_t raw(self, int tag, Py_ssize_t behind) except -1:
        """Pass an element of raw text; that of some is shown."""
        cdef Py_ssize_t end = self.raw_end(TAG_NAMES[tag], behind)
        if tag == XMP:
            self.tree.close_paragraph()
            self.tree.reopen()
        if (tag == XMP or tag == NOEMBED or tag == NOFRAMES) and self.tree.depth and not self.tree.hidden:
            self.words(behind, end, False)
        return self.behind_end(end)

    @cython.final
    cdef Py_ssize_t script(self, Py_ssize_t start, Py_ssize_t behind) except -1:
        """Keep a script: whether it is JSON-LD, and what it holds."""
        cdef Span type_of = self.values[TYPE]
        cdef Py_ssize_t end = self.raw_end("script", behind)
        cdef str content = PyUnicode_Substring(self.source, behind, end)
        is_linked_data = False
        if type_of.start >= 0 and "ld+json" in PyUnicode_Substring(self.source, start, behind):
            is_linked_data = self.decoded(type_of.start, type_of.end, True).lower() == "application/ld+json"
        if self.has_comment and self.has_script:
            self.tree.is_odd = True  # a script that writes scripts
        if "\r" in content and not self.serialised:
            content = content.replace("\r\n", "\n").replace("\r", "\n")
        self.scripts.append((is_linked_data, content))
        return self.behind_end(end)

    @cython.final
    cdef Py_ssize_t start_in_svg(self, int tag, unsigned long long key, Py_ssize_t start, Py_ssize_t behind) except -1:
        cdef Py_ssize_t end
        if tag == SVG:
            self.svg += not self.self_closing
        elif tag == TITLE or tag == STYLE or key == KEY_DESC:
            if not self.self_closing:
                end = self.find(c'<', behind)
                if self.at(end + 1) != c'/' or (key != KEY_DESC and self.raw_end(TAG_NAMES[tag], behind) != end):
                    self.tree.is_odd = True
        elif (tag != OTHER and tag != A) or key == KEY_FOREIGN:
            self.tree.is_odd = True
        return behind

    @cython.final
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

    @cython.final
    cdef bint is_open(self, unsigned long long key) noexcept:
        cdef Py_ssize_t at
        for at in range(self.tree.depth):
            self.tree.steps += 1
            if self.tree.stack[at].key == key:
                return True
        return False

    @cython.final
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
