# The rules by which the HTML standard builds a tree (13.2.6), without building one: the stack of open elements and the
# list of active formatting elements are all they need. Markup they are not written for is left to the tree builder.

cdef enum:  # the insertion modes; within a head there is only one
    MODE_HEAD, MODE_AFTER_HEAD, MODE_BODY, MODE_TABLE, MODE_TABLE_BODY, MODE_ROW, MODE_COLUMNS

cdef struct Element:
    unsigned long long key
    unsigned int serial
    unsigned int flags
    int tag
    int mode  # the mode, and whether a paragraph was open, before it
    int outer_tag
    int outer_region
    bint paragraph
    bint shown  # it does not lie in an element whose words are no text
    bint hides  # it is such an element itself
    bint left  # an ended form in whose elements the page goes on

cdef struct Format:  # an active formatting element
    unsigned long long key
    unsigned long long look  # its attributes, hashed
    unsigned int serial  # 0 is a marker
    int tag
    bint is_open


@cython.final
cdef class Tree:
    """The open elements, and the leaves that they make."""

    cdef Leaves leaves
    cdef Element* stack
    cdef Py_ssize_t depth, stack_room
    cdef Format* formats
    cdef Py_ssize_t format_count, formats_room
    cdef Py_ssize_t open_count[TAGS]
    cdef unsigned int serial, form
    cdef Py_ssize_t steps, links
    cdef int mode, tag, region
    cdef bint paragraph, hidden, is_quirky, is_odd  # odd: not to be read here
    cdef bint has_type, is_type_known

    def __cinit__(self, Py_ssize_t size):
        self.leaves = Leaves(size)
        self.stack_room = 256
        self.stack = <Element*> grown(NULL, self.stack_room, sizeof(Element))
        self.formats_room = 64
        self.formats = <Format*> grown(NULL, self.formats_room, sizeof(Format))
        self.tag = BODY
        self.is_quirky = True

    def __dealloc__(self):
        free(self.stack)
        free(self.formats)

    # The stack.

    cdef int push(self, int tag, unsigned long long key, int region) except -1:
        cdef Element* element
        cdef unsigned int flags = FLAGS[tag]
        if self.depth >= self.stack_room:
            self.stack = <Element*> grown(self.stack, self.stack_room * 2, sizeof(Element))
            self.stack_room *= 2
        element = &self.stack[self.depth]
        self.depth += 1
        self.serial += 1
        element.key = key
        element.serial = self.serial
        element.flags = flags
        element.tag = tag
        element.mode = self.mode
        element.paragraph = self.paragraph
        element.left = False
        element.shown = not self.hidden
        element.hides = False
        self.open_count[tag] += 1
        if tag == P:
            self.paragraph = True
        elif flags & SCOPE or tag == BUTTON:
            self.paragraph = False
        if flags & TABLED or tag == TABLE:
            self.mode = mode_in(tag)
        if not self.hidden:
            if flags & BLOCK:
                self.leaves.flush(self.tag, self.region)
                element.outer_tag = self.tag
                element.outer_region = self.region
                self.tag = tag
                self.region = region
                if tag == TR:
                    self.leaves.open_row()
                elif tag == TD or tag == TH:
                    self.leaves.open_cell()
            elif flags & SKIPPED:
                element.hides = self.hidden = True
            elif tag == A:
                self.links += 1
        return 0

    cdef int pop(self) except -1:
        """Close the current element, and forms that ended before it; the body stays open to the end."""
        cdef Element* element
        while self.depth > 1:
            self.depth -= 1
            element = &self.stack[self.depth]
            if not element.left:
                self.open_count[element.tag] -= 1
            if element.flags & FORMATTING:
                self.lose(element.serial)
            if element.tag == P or element.flags & SCOPE or element.tag == BUTTON:
                self.paragraph = element.paragraph
            if element.flags & TABLED or element.tag == TABLE:
                self.mode = element.mode
            if element.hides:
                self.hidden = False
            elif element.shown:
                if element.flags & BLOCK:
                    self.leaves.flush(self.tag, self.region)
                    if element.tag == TR:
                        self.leaves.close_row()
                    self.tag = element.outer_tag
                    self.region = element.outer_region
                elif element.tag == A:
                    self.links -= 1
            if not self.stack[self.depth - 1].left:
                break
        return 0

    cdef int pop_to(self, Py_ssize_t at) except -1:
        """Close elements until that at ``at`` is closed; one below it may be, where it is a form that ended."""
        while self.depth > at and self.depth > 1 and not self.is_odd:
            self.pop()
        return 0

    cdef inline Element* current(self) noexcept:
        return &self.stack[self.depth - 1]  # the body is always open

    cdef Py_ssize_t in_scope(self, int tag, unsigned int ends) noexcept:
        """Return where an element lies that is in scope, or -1; ``ends`` are the flags of what ends the scope."""
        cdef Py_ssize_t at = self.depth
        if self.open_count[tag] == 0:
            return -1
        while at > 0:
            at -= 1
            self.steps += 1
            if self.stack[at].left:
                continue
            if self.stack[at].tag == tag:
                return at
            if self.stack[at].flags & ends:
                return -1
        return -1

    cdef Py_ssize_t in_table_scope(self, int tag) noexcept:
        cdef Py_ssize_t at = self.depth
        if self.open_count[tag] == 0:
            return -1
        while at > 0:
            at -= 1
            self.steps += 1
            if self.stack[at].tag == tag and not self.stack[at].left:
                return at
            if self.stack[at].tag == TABLE:
                return -1
        return -1

    cdef int close_implied(self, int but) except -1:
        while self.current().flags & IMPLIED and self.current().tag != but and self.depth > 1:
            self.pop()
        return 0

    cdef int close_paragraph(self) except -1:
        cdef Py_ssize_t at
        if self.paragraph:
            at = self.in_scope(P, 0)
            if at > 0:
                self.pop_to(at)
        return 0

    cdef int close_heading(self) except -1:
        """Close the heading in scope, of whatever level."""
        cdef Py_ssize_t at = self.depth
        while at > 1:
            at -= 1
            self.steps += 1
            if self.stack[at].flags & HEADING:
                self.pop_to(at)
                return 0
            if self.stack[at].flags & SCOPE:
                return 0
        return 0

    cdef int close_item(self, int first, int second) except -1:
        """Close the list item that an item starts in: nothing special but an address, division or paragraph between."""
        cdef Py_ssize_t at = self.depth
        cdef Element* element
        if self.open_count[first] == 0 and self.open_count[second] == 0:
            return 0
        while at > 1:
            at -= 1
            self.steps += 1
            element = &self.stack[at]
            if element.left:
                continue
            if element.tag == first or element.tag == second:
                self.pop_to(at)
                return 0
            if element.flags & SPECIAL and element.tag != ADDRESS and element.tag != DIV and element.tag != P:
                return 0
        return 0

    cdef int end_other(self, int tag, unsigned long long key) except -1:
        """Close an element by its end tag unless something special lies above it."""
        cdef Py_ssize_t at = self.depth
        cdef Element* element
        if self.open_count[tag] == 0:
            return 0
        while at > 1:
            at -= 1
            self.steps += 1
            element = &self.stack[at]
            if element.left:
                continue
            if element.key == key:
                self.pop_to(at)
                return 0
            if element.flags & SPECIAL:
                return 0
        return 0

    cdef int end_form(self) except -1:
        """Take the form off the stack, wherever it lies: what is open in it stays open, and in it."""
        cdef Py_ssize_t at
        cdef unsigned int form = self.form
        self.form = 0
        at = self.in_scope(FORM, SCOPE)
        if form == 0 or at < 1 or self.stack[at].serial != form:
            return 0
        self.close_implied(OTHER)
        if self.current().serial == form:
            self.pop()
        else:
            self.stack[at].left = True
            self.open_count[FORM] -= 1
        return 0

    # The active formatting elements.

    cdef void lose(self, unsigned int serial) noexcept:
        cdef Py_ssize_t at = self.format_count
        if self.steps > MANY_STEPS:
            self.is_odd = True  # one tag may close all that is open
            return
        while at > 0:
            at -= 1
            self.steps += 1
            if self.formats[at].serial == serial:
                self.formats[at].is_open = False
                return

    cdef int insert_format(self, Py_ssize_t at, Format entry) except -1:
        if self.format_count >= self.formats_room:
            self.formats = <Format*> grown(self.formats, self.formats_room * 2, sizeof(Format))
            self.formats_room *= 2
        memmove(&self.formats[at + 1], &self.formats[at], (self.format_count - at) * sizeof(Format))
        self.formats[at] = entry
        self.format_count += 1
        return 0

    cdef void remove_format(self, Py_ssize_t at) noexcept:
        self.format_count -= 1
        memmove(&self.formats[at], &self.formats[at + 1], (self.format_count - at) * sizeof(Format))

    cdef int add_marker(self) except -1:
        cdef Format marker
        memset(&marker, 0, sizeof(Format))
        return self.insert_format(self.format_count, marker)

    cdef void clear_to_marker(self) noexcept:
        while self.format_count > 0:
            self.format_count -= 1
            if self.formats[self.format_count].serial == 0:
                return

    cdef int add_format(self, int tag, unsigned long long key, unsigned long long look) except -1:
        """Make the current element an active one; of four that look alike the first is forgotten."""
        cdef Format entry
        cdef Py_ssize_t at = self.format_count
        cdef int alike = 0
        while at > 0 and self.formats[at - 1].serial != 0:
            at -= 1
            self.steps += 1
            if self.formats[at].tag == tag and self.formats[at].look == look:
                alike += 1
                if alike == 3:
                    self.remove_format(at)
                    break
        entry.key = key
        entry.look = look
        entry.serial = self.current().serial
        entry.tag = tag
        entry.is_open = True
        return self.insert_format(self.format_count, entry)

    cdef inline int reopen(self) except -1:
        """Open again the active elements that were closed with a block around them."""
        if self.format_count and not self.formats[self.format_count - 1].is_open:
            self.reopen_all()
        return 0

    cdef int reopen_all(self) except -1:
        cdef Py_ssize_t at = self.format_count
        while at > 0 and self.formats[at - 1].serial != 0 and not self.formats[at - 1].is_open:
            at -= 1
        while at < self.format_count:
            self.steps += 1
            self.push(self.formats[at].tag, self.formats[at].key, self.region)
            self.formats[at].serial = self.current().serial
            self.formats[at].is_open = True
            at += 1
        return 0

    cdef Py_ssize_t active(self, int tag) noexcept:
        cdef Py_ssize_t at = self.format_count
        while at > 0 and self.formats[at - 1].serial != 0:
            at -= 1
            self.steps += 1
            if self.formats[at].tag == tag:
                return at
        return -1

    cdef Py_ssize_t format_of(self, unsigned int serial) noexcept:
        cdef Py_ssize_t at = self.format_count
        while at > 0:
            at -= 1
            self.steps += 1
            if self.formats[at].serial == serial:
                return at
        return -1

    cdef Py_ssize_t place_of(self, unsigned int serial) noexcept:
        cdef Py_ssize_t at = self.depth
        while at > 0:
            at -= 1
            self.steps += 1
            if self.stack[at].serial == serial:
                return at
        return -1

    cdef void take_out(self, Py_ssize_t at) noexcept:
        """Take an inline element off the stack where it lies."""
        cdef Element* element = &self.stack[at]
        if element.hides or element.flags & BLOCK:
            self.is_odd = True  # what lay in it lies in it no more
        self.open_count[element.tag] -= 1
        if element.flags & FORMATTING:
            self.lose(element.serial)
        if element.tag == A and element.shown:
            self.links -= 1
        self.depth -= 1
        memmove(element, element + 1, (self.depth - at) * sizeof(Element))

    cdef int adopt(self, int tag, unsigned long long key) except -1:
        """End a formatting element across blocks: the standard's adoption agency algorithm."""
        cdef Py_ssize_t i, at, place, block, other, bookmark, seen
        cdef Format entry
        cdef Element element
        if self.current().key == key and self.format_of(self.current().serial) < 0:
            return self.pop()
        for i in range(8):
            at = self.active(tag)
            if at < 0:
                return self.end_other(tag, key)
            if not self.formats[at].is_open:
                self.remove_format(at)
                return 0
            place = self.place_of(self.formats[at].serial)
            block = -1
            for other in range(self.depth - 1, place, -1):
                self.steps += 1
                if self.stack[other].left:
                    self.is_odd = True
                    return 0
                if self.stack[other].flags & SCOPE:
                    return 0
                if self.stack[other].flags & SPECIAL:
                    block = other
            if block < 0:
                self.pop_to(place)
                self.remove_format(at)
                return 0
            bookmark = at
            seen = 0
            place = block - 1
            while self.stack[place].serial != self.formats[at].serial:
                seen += 1
                self.steps += self.depth - place
                other = self.format_of(self.stack[place].serial) if self.stack[place].flags & FORMATTING else -1
                if other >= 0 and seen > 3:
                    self.is_odd = True  # here the tree builder goes a way of its own
                    return 0
                if other < 0:
                    if self.stack[place].tag == A:
                        self.is_odd = True  # what was linked in it is not
                    self.take_out(place)
                    block -= 1
                elif bookmark == at:
                    bookmark = other + 1
                place -= 1
            entry = self.formats[at]
            self.remove_format(at)
            self.insert_format(bookmark - (at < bookmark), entry)
            element = self.stack[place]
            memmove(&self.stack[place], &self.stack[place + 1], (block - place) * sizeof(Element))
            self.stack[block] = element
        self.is_odd = True  # eight blocks deep: the rest of it is not worth the code
        return 0


cdef inline int mode_in(int tag) noexcept:
    if tag == TABLE:
        return MODE_TABLE
    if tag == TBODY or tag == THEAD or tag == TFOOT:
        return MODE_TABLE_BODY
    if tag == TR:
        return MODE_ROW
    if tag == COLGROUP:
        return MODE_COLUMNS
    return MODE_BODY
