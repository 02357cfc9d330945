# The text being written: one flat buffer of code points, and of each leaf where it lies. Nothing is joined at the end:
# a break between leaves is one character, and so is the tab that makes cells a row.

cdef struct Record:
    Py_ssize_t start
    Py_ssize_t end
    Py_ssize_t links
    int tag
    int region

cdef struct Row:
    Py_ssize_t first  # where its leaves begin
    Py_ssize_t cells


cdef void* grown(void* memory, size_t count, size_t size) except NULL:
    cdef void* larger = realloc(memory, count * size)
    if larger == NULL:
        raise MemoryError
    return larger


@cython.final
cdef class Leaves:
    """The leaf blocks written so far; see `leaves.leaves_of`, whose rules these are."""

    cdef Char* text
    cdef Py_ssize_t length, room, begin  # the block being written begins at `begin`
    cdef Py_ssize_t links
    cdef Record* records
    cdef Py_ssize_t count, records_room
    cdef Row* rows
    cdef Py_ssize_t row_count, rows_room

    def __cinit__(self, Py_ssize_t size):
        self.room = size + 16
        self.text = <Char*> grown(NULL, self.room, sizeof(Char))
        self.records_room = 1024
        self.records = <Record*> grown(NULL, self.records_room, sizeof(Record))
        self.rows_room = 16
        self.rows = <Row*> grown(NULL, self.rows_room, sizeof(Row))

    def __dealloc__(self):
        free(self.text)
        free(self.records)
        free(self.rows)

    cdef inline int make_room(self, Py_ssize_t more) except -1:
        """Let so many characters be added, and two behind: a break, and one character more."""
        if self.length + more + 2 >= self.room:
            self.text = <Char*> grown(self.text, 2 * self.room + more, sizeof(Char))
            self.room = 2 * self.room + more
        return 0

    cdef inline int put(self, Char char, bint linked) except -1:
        """Add a character to the block: white space of HTML becomes one space, and none stands first."""
        cdef bint space
        if char > 32 and char < 127:
            space = False
        elif char == 32 or (char >= 9 and char <= 13):
            if self.length == self.begin or self.text[self.length - 1] == 32:
                return 0
            space = True
            char = 32
        else:
            space = Py_UNICODE_ISSPACE(char)
            if space and self.length == self.begin:
                return 0
        self.make_room(0)
        self.text[self.length] = char
        self.length += 1
        if linked and not space:
            self.links += 1
        return 0

    cdef int flush(self, int tag, int region) except -1:
        """End the block: what stands in it is a leaf, if anything does."""
        cdef Py_ssize_t end = self.length
        cdef Record* record
        if end > self.begin:
            while end > self.begin and Py_UNICODE_ISSPACE(self.text[end - 1]):
                end -= 1
        if end > self.begin:
            if self.count >= self.records_room:
                self.records = <Record*> grown(self.records, self.records_room * 2, sizeof(Record))
                self.records_room *= 2
            record = &self.records[self.count]
            record.start = self.begin
            record.end = end
            record.links = self.links if self.links < end - self.begin else end - self.begin
            record.tag = tag
            record.region = region
            self.count += 1
            self.text[end] = 10
            end += 1
        self.begin = self.length = end
        self.links = 0
        return 0

    cdef int open_row(self) except -1:
        if self.row_count >= self.rows_room:
            self.rows = <Row*> grown(self.rows, self.rows_room * 2, sizeof(Row))
            self.rows_room *= 2
        self.rows[self.row_count].first = self.count
        self.rows[self.row_count].cells = 0
        self.row_count += 1
        return 0

    cdef void open_cell(self) noexcept:
        if self.row_count > 0:
            self.rows[self.row_count - 1].cells += 1

    cdef void close_row(self) noexcept:
        """Join the cells of a row into one line; see `leaves._close_row`."""
        cdef Py_ssize_t i, first, cells, count
        cdef Py_ssize_t links = 0
        cdef Record* record
        if self.row_count == 0:
            return
        self.row_count -= 1
        first = self.rows[self.row_count].first
        cells = self.rows[self.row_count].cells
        count = self.count - first
        if cells < 2 and count > 2:
            for i in range(first, self.count):
                if self.records[i].tag == TD or self.records[i].tag == TH:
                    self.records[i].tag = P
            return
        if count < 2:
            return
        for i in range(first, self.count):
            record = &self.records[i]
            if record.tag != TD and record.tag != TH:
                return
            if record.end - record.start > MAX_CELL or record.region != self.records[first].region:
                return
            links += record.links
        for i in range(first + 1, self.count):
            self.text[self.records[i].start - 1] = 9
        self.records[first].end = self.records[self.count - 1].end
        self.records[first].links = links
        self.records[first].tag = TR
        self.count = first + 1

    cdef bint holds_prose(self, Py_ssize_t enough) noexcept:
        """Tell whether leaves with an ended sentence, and few links, have more than ``enough`` characters."""
        cdef Py_ssize_t i, j, length
        cdef Py_ssize_t prose = 0
        cdef Char char
        for i in range(self.count):
            length = self.records[i].end - self.records[i].start
            if self.records[i].links * 2 >= length:
                continue
            for j in range(self.records[i].start + 1, self.records[i].end - 1):
                char = self.text[j]
                if (char == 0xB2E4 or char == 0xC694) and 0xAC00 <= self.text[j - 1] <= 0xD7A3:  # 다, 요
                    char = self.text[j + 1]
                    if char == 0x2E or char == 0x22 or char == 0x27 or char == 0x201D or char == 0x2019:
                        prose += length
                        break
            if prose > enough:
                return True
        return False

    cdef tuple result(self):
        """Return the text and its units."""
        cdef Py_ssize_t i
        cdef tuple units = PyTuple_New(self.count)
        cdef object unit
        cdef object zero = 0
        cdef Record* record
        for i in range(self.count):
            record = &self.records[i]
            # What `tuple.__new__` does; by way of Python it takes as long as all the rest.
            unit = PyType_GenericAlloc(<PyTypeObject*> Unit, 6)
            put_item(unit, 0, record.start)
            put_item(unit, 1, record.end)
            put_item(unit, 2, TAG_NAMES[record.tag])
            put_item(unit, 3, record.links)
            put_item(unit, 4, REGIONS[record.region])
            put_item(unit, 5, zero)
            put_item(units, i, unit)
        text = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, self.text, self.length - 1 if self.count else 0)
        return text, units


cdef inline void put_item(object into, Py_ssize_t at, object value):
    Py_INCREF(value)
    PyTuple_SET_ITEM(into, at, value)
