# The source, character by character: what a tag's attributes and a character reference are (HTML, 13.2.5.32 to 13.2.5.80).

cdef str WINDOWS = bytes(range(128, 160)).decode("cp1252", "replace")

cdef const char* SCRIPT_NAME = b"script"

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


cdef class Source:
    """A source, read through a check of its end, and the attributes of the tag read last."""

    cdef str source
    cdef int kind
    cdef void* data
    cdef Py_ssize_t size
    cdef bint serialised  # by the tree builder: what is open is closed by name, and nothing is implied
    cdef bint is_odd  # not to be read here
    cdef Span values[WANTED]
    cdef bint self_closing
    cdef bint has_comment, has_script  # in the raw text read last: <!--, <script
    cdef Py_ssize_t entities
    cdef Char chars[2]
    cdef int char_count

    def __cinit__(self, str source, bint serialised):
        self.source = source
        self.kind = PyUnicode_KIND(source)
        self.data = PyUnicode_DATA(source)
        self.size = len(source)
        self.serialised = serialised

    cdef inline Char at(self, Py_ssize_t i) noexcept:
        return PyUnicode_READ(self.kind, self.data, i) if i < self.size else 0

    cdef inline Py_ssize_t find(self, Char char, Py_ssize_t i) except -2:
        """Return where a character stands next, or the end."""
        cdef Py_ssize_t found
        if i >= self.size:
            return self.size
        found = PyUnicode_FindChar(self.source, char, i, self.size, 1)
        return self.size if found < 0 else found

    @cython.final
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
                if not (is_space(char) or char == c'/'):
                    break
                mark = char
                i += 1
            if i >= size:
                return size + 1  # cut inside a tag: there is no such tag
            if char == c'>':
                self.self_closing = mark == c'/'
                return i + 1
            count += 1
            start = i
            key = 0
            while i < size:  # an equals sign may begin a name
                char = PyUnicode_READ(kind, data, i)
                if is_space(char) or char == c'>' or char == c'/' or (char == c'=' and i > start):
                    break
                if char == c'<' and self.at(i + 1) in (33, 73, 78, 80, 83, 88, 105, 110, 112, 115, 120):
                    self.is_odd = True  # written by the tree builder it would look like raw text or a comment: !, i, n, p, s, x
                key = key_with(key, char + 32 if 65 <= char <= 90 else char)
                i += 1
            end = value = value_end = i
            while i < size and is_space(PyUnicode_READ(kind, data, i)):
                i += 1
            if i < size and PyUnicode_READ(kind, data, i) == c'=':
                i += 1
                while i < size and is_space(PyUnicode_READ(kind, data, i)):
                    i += 1
                if i >= size:
                    return size + 1
                mark = PyUnicode_READ(kind, data, i)
                if mark == c'"' or mark == c"'":
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
                        if is_space(char) or char == c'>':
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
                self.is_odd = True  # as `opening` says: building a tree of it takes the square
                return size + 1
            if collected is not None:
                name = PyUnicode_Substring(self.source, start, end)
                if '"' in name or "=" in name:
                    self.is_odd = True
                collected.setdefault(name.lower() if name.isascii() else ascii_lower(name), self.decoded(value, value_end, True))

    @cython.final
    cdef str decoded(self, Py_ssize_t i, Py_ssize_t end, bint in_attribute):
        """Return a stretch of the source with its character references read and its line ends made one."""
        cdef str words = PyUnicode_Substring(self.source, i, end)
        cdef Py_ssize_t behind
        cdef Py_ssize_t from_ = i
        cdef list parts
        if "&" in words:
            parts = []
            while i < end:
                if self.at(i) == c'&':
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

    @cython.final
    cdef Py_ssize_t reference(self, Py_ssize_t i, Py_ssize_t end, bint in_attribute) except -1:
        """Read the character reference at an ampersand into `chars`; return what is behind it. None: `char_count` is 0."""
        cdef Py_ssize_t j = i + 1
        cdef unsigned long number = 0
        cdef Char char = self.at(j)
        cdef Char second
        cdef int base = 10
        cdef str name
        self.char_count = 0
        if char == c'#':  # #
            j += 1
            if (self.at(j) | 32) == c'x':
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
            return j + 1 if j < end and self.at(j) == c';' else j
        second = self.at(j + 1)
        if char > 127 or second > 127 or j + 1 >= end or not ENTITY_STARTS[<int> char][<int> second]:
            return i
        if char == c'n' and second == c'b' and j + 4 < end and self.at(j + 2) == c's' and self.at(j + 3) == c'p' and self.at(j + 4) == c';':
            self.chars[0] = 0xA0  # the commonest by far
            self.char_count = 1
            return j + 5
        self.entities += 1
        if self.entities > MANY_ENTITIES:
            self.is_odd = True
            return i
        while j < end and j - i < 33 and is_alphanumeric(self.at(j)):
            j += 1
        name = PyUnicode_Substring(self.source, i + 1, j)
        if j < end and self.at(j) == c';' and name + ";" in html5:
            return self.referred(html5[name + ";"], j + 1)
        for length in range(min(len(name), 6), 1, -1):
            if name[:length] in html5:
                j = i + 1 + length
                if in_attribute and j < end and (self.at(j) == c'=' or is_alphanumeric(self.at(j))):
                    return i
                return self.referred(html5[name[:length]], j)
        return i

    @cython.final
    cdef Py_ssize_t referred(self, str value, Py_ssize_t behind) except -1:
        self.chars[0] = ord(value[0])
        self.char_count = len(value)
        if self.char_count > 1:
            self.chars[1] = ord(value[1])
        return behind

    @cython.final
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

    @cython.final
    cdef Py_ssize_t raw_end(self, str name, Py_ssize_t i) except -1:
        """Return where the end tag of raw text begins, or the end of the source; tell what of a script stands before it."""
        cdef Py_ssize_t j
        cdef Py_ssize_t length = len(name)
        cdef Char char
        self.has_comment = self.has_script = False
        while True:
            i = self.find(c'<', i)
            if i >= self.size:
                return self.size
            if self.at(i + 1) == c'/':
                for j in range(length):
                    char = self.at(i + 2 + j)
                    if (char + 32 if 65 <= char <= 90 else char) != <Char> ord(name[j]):
                        break
                else:
                    char = self.at(i + 2 + length)
                    if char == c'>' or char == c'/' or is_space(char):
                        return i
            elif self.at(i + 1) == c'!':
                self.has_comment = self.has_comment or (self.at(i + 2) == c'-' and self.at(i + 3) == c'-')
            elif (self.at(i + 1) | 32) == c's':
                for j in range(1, 6):
                    if (self.at(i + 1 + j) | 32) != <Char> SCRIPT_NAME[j]:
                        break
                else:
                    self.has_script = True
            i += 1

    @cython.final
    cdef Py_ssize_t behind_raw(self, str name, Py_ssize_t i) except -1:
        return self.behind_end(self.raw_end(name, i))

    @cython.final
    cdef Py_ssize_t behind_end(self, Py_ssize_t i) except -1:
        """Return what is behind the end tag that begins there."""
        if i >= self.size:
            return self.size
        i += 2
        while i < self.size and is_letter(self.at(i)):
            i += 1
        i = self.attributes(i, None)
        return i if i < self.size else self.size


cdef str ascii_lower(str name):
    return "".join([chr(ord(char) + 32) if "A" <= char <= "Z" else char for char in name])
