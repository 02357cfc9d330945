# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, embedsignature=False
"""What is asked of every character of a page: the lines it stands in, their signs, the pairs of letters, the blanks.

The Python of `lines`, `pairs` and `squeeze` says what is meant and is what the tests compare this with; see decision 0041. Memory is read
only below lengths that are taken from the objects themselves.
"""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.object cimport PyTypeObject
from cpython.ref cimport Py_INCREF
from cpython.tuple cimport PyTuple_SET_ITEM
from libc.string cimport memset

ctypedef unsigned int Char  # a code point; Cython takes Py_UCS4 for a string of one letter

cdef extern from "Python.h":
    int PyUnicode_KIND(object words)
    void* PyUnicode_DATA(object words)
    Char PyUnicode_READ(int kind, void* data, Py_ssize_t at) noexcept
    object PyUnicode_Substring(object words, Py_ssize_t start, Py_ssize_t end)
    object PyUnicode_FromKindAndData(int kind, const void* data, Py_ssize_t size)
    int PyUnicode_4BYTE_KIND
    void PyObject_GC_UnTrack(void* thing)
    object PyType_GenericAlloc(PyTypeObject* kind, Py_ssize_t items)
    bint Py_UNICODE_ISSPACE(Char char) noexcept
    bint Py_UNICODE_ISALNUM(Char char) noexcept
    bint Py_UNICODE_ISDECIMAL(Char char) noexcept
    Char Py_UNICODE_TOLOWER(Char char) noexcept

cdef enum:
    UNIT = 5  # columns of a unit that are read
    FIELDS = 10  # of a line
    TEXT = 3
    SIGNS = 8  # the field of a line that holds its signs
    QUIET = 9
    NO_WORD = 0xFFFF
    LEAST_LETTERS = 7  # fewer than a sentence has: `lines._FEW_WORDS`
    HEADING = 15  # a line no longer is a sentence by its stop only: `lines._HEADING`
    FEW_LETTERS = 10  # fewer than a Latin line has: `lines._is_latin`
    LATIN_HEAD = 400
    # Places for words by their first two letters, a power of two: as few as will do, because a table that stays in the nearest cache is
    # read four times as fast, and a page asks fifty lists.
    LEAST_HEADS = 64
    MOST_HEADS = 4096
    HEADS_A_WORD = 16
    ALONE = 256  # places for words of one letter
    FEW = 128  # places for pairs in the object itself
    HINTS = 8192  # bytes: a bit for each value of `hint_of`
    LONGEST = 2000  # code points whose pairs are kept: `pairs.LONGEST`

cdef str TWO_IN_LOWER_CASE = "\u0130"  # the only letter whose lower case is two


cdef inline Char lower(Char char) noexcept:
    if char < 0x80:
        return char + 32 if c"A" <= char <= c"Z" else char
    return char if is_hangul(char) else Py_UNICODE_TOLOWER(char)


# Most letters are syllables: what they are is known without the tables.
cdef inline bint is_hangul(Char char) noexcept:
    return 0xAC00 <= char <= 0xD7A3


cdef inline bint is_space(Char char) noexcept:
    return not is_hangul(char) and Py_UNICODE_ISSPACE(char)


cdef inline bint is_letter(Char char) noexcept:
    if char < 0x80:
        return c"0" <= char <= c"9" or c"a" <= (char | 32) <= c"z"
    return is_hangul(char) or Py_UNICODE_ISALNUM(char)


cdef inline bint is_digit(Char char) noexcept:
    if char < 0x80:
        return c"0" <= char <= c"9"
    return not is_hangul(char) and Py_UNICODE_ISDECIMAL(char)


cdef inline bint is_trimmed(Char char) noexcept:
    return not is_hangul(char) and (
        char == 0x20 or char == 0x09 or char == 0xA0 or char == 0x3000 or char == 0x200B or char == 0xFEFF
        or char == 0x0B or char == 0x0C
    )


cdef struct Word:
    Py_ssize_t length
    Py_ssize_t letters  # where they begin among all letters
    int sign
    int following  # the next word in the same place


cdef class WordList:
    """Words found in a text, the longest first where several begin: what `lexicon.PlainWordList` does by a pattern."""

    cdef unsigned short* heads
    cdef unsigned short alone[ALONE]
    cdef Char mask  # of the places
    cdef bint any_alone
    cdef Word* words
    cdef Char* letters
    cdef frozenset once
    cdef dict signs

    def __cinit__(self, words, dict signs=None):
        cdef Py_ssize_t at = 0, number = 0, place, places = LEAST_HEADS
        cdef frozenset once = frozenset(words)
        if len(once) >= NO_WORD:
            raise ValueError("these are too many words")
        while places < MOST_HEADS and places < HEADS_A_WORD * len(once):
            places *= 2
        self.once, self.signs, self.mask, self.any_alone = once, signs, places - 1, False
        self.heads = <unsigned short*>PyMem_Malloc(places * sizeof(unsigned short))
        self.words = <Word*>PyMem_Malloc(max(1, len(once)) * sizeof(Word))
        self.letters = <Char*>PyMem_Malloc(max(1, sum(map(len, once))) * sizeof(Char))
        if self.heads == NULL or self.words == NULL or self.letters == NULL:
            raise MemoryError
        memset(self.heads, 0xFF, places * sizeof(unsigned short))
        memset(self.alone, 0xFF, ALONE * sizeof(unsigned short))
        for word in sorted(once, key=len):  # each is put before those of its place, so that the longest stands first
            if not word:
                raise ValueError("a word has a letter at least")
            self.words[number].length, self.words[number].letters = len(word), at
            self.words[number].sign = signs[word] if signs else 0
            if len(word) == 1:
                place, self.any_alone = ord(word) & (ALONE - 1), True
                self.words[number].following, self.alone[place] = self.alone[place], number
            else:
                place = self.place_of(ord(word[0]), ord(word[1]))
                self.words[number].following, self.heads[place] = self.heads[place], number
            for char in word:
                self.letters[at] = ord(char)
                at += 1
            number += 1

    def __dealloc__(self):
        PyMem_Free(self.heads)
        PyMem_Free(self.words)
        PyMem_Free(self.letters)

    cdef inline bint stands(self, int kind, void* data, Py_ssize_t at, Py_ssize_t end, int word) noexcept:
        cdef Py_ssize_t length = self.words[word].length, step
        cdef Char* letters = self.letters + self.words[word].letters
        if at + length > end:
            return False
        for step in range(length):
            if PyUnicode_READ(kind, data, at + step) != letters[step]:
                return False
        return True

    cdef inline Py_ssize_t place_of(self, Char one, Char other) noexcept:
        return (one * 37 + other) & self.mask

    cdef inline int first(self, Char char, Char then) noexcept:
        """Return the first of the words that may begin with two letters, the longest first."""
        cdef int word = self.heads[self.place_of(char, then)]
        return self.alone[char & (ALONE - 1)] if word == NO_WORD and self.any_alone else word

    cdef inline int after(self, int word, Char char) noexcept:
        """Return the word that is tried after another: at last those of one letter."""
        cdef int following = self.words[word].following
        if following == NO_WORD and self.words[word].length > 1:
            return self.alone[char & (ALONE - 1)]
        return following

    cdef inline int word_at(self, int kind, void* data, Py_ssize_t at, Py_ssize_t end) noexcept:
        cdef Char char = PyUnicode_READ(kind, data, at)
        cdef int word = self.first(char, PyUnicode_READ(kind, data, at + 1) if at + 1 < end else 0)
        while word != NO_WORD and not self.stands(kind, data, at, end, word):
            word = self.after(word, char)
        return word

    def find(self, str text, Py_ssize_t start, Py_ssize_t end):
        """Return where the first word of ``text[start:end]`` begins, -1 where there is none."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t at
        end = min(end, len(text))
        for at in range(max(0, start), end):
            if self.word_at(kind, data, at, end) != NO_WORD:
                return at
        return -1

    def __reduce__(self):
        """Go to another process as the words."""
        return WordList, (self.once, self.signs)

    def signs_in(self, str text, Py_ssize_t start, Py_ssize_t end):
        """Return the signs of all words of ``text[start:end]`` together."""
        cdef int kind = PyUnicode_KIND(text), word, found = 0
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t at
        cdef Char char
        end = min(end, len(text))
        for at in range(max(0, start), end):
            char = PyUnicode_READ(kind, data, at)
            word = self.first(char, PyUnicode_READ(kind, data, at + 1) if at + 1 < end else 0)
            while word != NO_WORD:
                if self.stands(kind, data, at, end, word):
                    found |= self.words[word].sign
                word = self.after(word, char)
        return found

    def every(self, str text):
        """Return where all words of a text begin and end, also within others; by their beginnings, the longest first."""
        cdef int kind = PyUnicode_KIND(text), word
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t at, end = len(text)
        cdef Char char
        cdef list found = []
        for at in range(end):
            char = PyUnicode_READ(kind, data, at)
            word = self.first(char, PyUnicode_READ(kind, data, at + 1) if at + 1 < end else 0)
            while word != NO_WORD:
                if self.stands(kind, data, at, end, word):
                    found.append((at, at + self.words[word].length))
                word = self.after(word, char)
        return found

    def spans(self, str text, Py_ssize_t start, Py_ssize_t end):
        """Return where the words of ``text[start:end]`` begin and end, none within another."""
        cdef int kind = PyUnicode_KIND(text), word
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t at = max(0, start)
        cdef list found = []
        end = min(end, len(text))
        while at < end:
            word = self.word_at(kind, data, at, end)
            if word == NO_WORD:
                at += 1
            else:
                found.append((at, at + self.words[word].length))
                at += self.words[word].length
        return found


cdef class LineReader:
    """Makes the lines of a text, as `lines._lines_of` does."""

    cdef type line
    cdef object is_prose, is_marked, without_mark
    cdef frozenset outside
    cdef int dated, picture, signed, latin, loud, every
    cdef Char of_writer
    cdef str endings  # letters before the stop of a sentence
    cdef str region  # that of the line before, which is that of most
    cdef bint is_outside
    cdef WordList words

    def __init__(
        self, type line, dict words, is_prose, is_marked, without_mark, frozenset outside, str of_writer, str endings,
        int dated, int picture, int signed, int latin, int loud, int every,
    ):
        """``words`` are in lower case, each with its signs; the rest are the rules and signs of `lines` by name."""
        self.line, self.is_prose, self.is_marked, self.without_mark = line, is_prose, is_marked, without_mark
        self.outside, self.of_writer, self.endings = outside, ord(of_writer), endings
        self.region, self.is_outside = "", "" in outside
        self.dated, self.picture, self.signed, self.latin = dated, picture, signed, latin
        self.loud, self.every = loud, every
        self.words = WordList(words, words)

    def lines_of(self, str text, units):
        """Return the lines of ``units``, stretches of ``text`` in order."""
        cdef Py_ssize_t count = len(units)
        cdef Py_ssize_t* starts = <Py_ssize_t*>PyMem_Malloc((count + 1) * sizeof(Py_ssize_t))
        cdef int* signs = <int*>PyMem_Malloc((count + 1) * sizeof(int))
        cdef Py_ssize_t number
        cdef Py_ssize_t end = 0
        cdef str read = text
        cdef bint odd
        cdef list found = []
        try:
            if starts == NULL or signs == NULL:
                raise MemoryError
            for number in range(count):
                unit = units[number]
                if not isinstance(unit, tuple) or len(unit) < UNIT:
                    raise TypeError("a unit is a tuple: start, end, tag, links, region")
                starts[number] = max(0, <Py_ssize_t>(<tuple>unit)[0])
                end = max(0, <Py_ssize_t>(<tuple>unit)[1])
            if end < len(text):  # of a page that is too long the units end before the text does
                read = text[:end]
            odd = TWO_IN_LOWER_CASE in read  # then every rule is asked: `lines._signs_of`
            for number in range(count):
                signs[number] = self.every if odd else 0
            if count and not odd:
                self.find(read, starts, signs, count)
            for number in range(count):
                line = self.one(text, <tuple>units[number], signs[number])
                if line is not None:
                    found.append(line)
        finally:
            PyMem_Free(starts)
            PyMem_Free(signs)
        return found

    cdef int find(self, str text, Py_ssize_t* starts, int* signs, Py_ssize_t count) except -1:
        """Find the signs of each unit in one pass; a word that reaches over a border is the last one's, a date both's."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t size = len(text), at, last, other, step, unit = 0
        cdef int word
        cdef Char char, then
        cdef WordList words = self.words
        then = lower(PyUnicode_READ(kind, data, starts[0])) if starts[0] < size else 0
        for at in range(starts[0], size):
            while unit + 1 < count and starts[unit + 1] <= at:
                unit += 1
            char = then
            then = lower(PyUnicode_READ(kind, data, at + 1)) if at + 1 < size else 0
            word = words.first(char, then)
            while word != NO_WORD:
                if self.stands(kind, data, at, size, word):
                    other, last = unit, at + words.words[word].length - 1
                    while other + 1 < count and starts[other + 1] <= last:
                        other += 1
                    signs[other] |= words.words[word].sign
                word = words.after(word, char)
            if char == c"." or char == c"-" or char == c"/" or char == 0xB144:  # 년
                last = date_end(kind, data, at, size)
                if last:
                    signs[unit] |= self.dated
                    other = unit
                    while other + 1 < count and starts[other + 1] <= last:
                        other += 1
                    signs[other] |= self.dated
        return 0

    cdef inline bint stands(self, int kind, void* data, Py_ssize_t at, Py_ssize_t size, int word) noexcept:
        cdef Py_ssize_t length = self.words.words[word].length, step
        cdef Char* letters = self.words.letters + self.words.words[word].letters
        if at + length > size:
            return False
        for step in range(length):
            if lower(PyUnicode_READ(kind, data, at + step)) != letters[step]:
                return False
        return True

    cdef object one(self, str text, tuple unit, int found):
        """Return the line of a unit; None for a blank one."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t start = max(0, <Py_ssize_t>unit[0]), end = min(<Py_ssize_t>unit[1], len(text)), at, length = 0, size
        cdef str tag = unit[2], region = unit[4], stripped, words
        cdef bint row, prose, quiet, mark = False, stop = False
        cdef int signs
        cdef Char char
        while start < end and is_trimmed(PyUnicode_READ(kind, data, start)):
            start += 1
        while end > start and is_trimmed(PyUnicode_READ(kind, data, end - 1)):
            end -= 1
        if start >= end:
            return None
        for at in range(start, end):
            char = PyUnicode_READ(kind, data, at)
            length += not is_space(char)
            if char == 0x2022:  # •
                mark = True
            elif char == c"." or char == c"?" or char == c"!":
                stop = True
                mark = mark or char == c"."
        words = stripped = PyUnicode_Substring(text, start, end)
        row = tag == "li" and (region != "body" or mark and self.is_marked(stripped) is not None)
        if row and mark:
            words = self.without_mark("", stripped, 1)
            kind, data, size, length = PyUnicode_KIND(words), PyUnicode_DATA(words), len(words), 0
            for at in range(size):
                length += not is_space(PyUnicode_READ(kind, data, at))
        else:
            size = end - start
            data = <char*>data + start * kind
        signs = found
        if region == "caption":
            signs |= self.picture
        if size and PyUnicode_READ(kind, data, 0) == self.of_writer:
            signs |= self.signed
        if length > FEW_LETTERS and is_latin(kind, data, min(size, LATIN_HEAD)):
            signs |= self.latin
        prose = False
        if length > LEAST_LETTERS:
            char = PyUnicode_READ(kind, data, size - 1)
            # Without a stop, a mark at the end and one of 다, 요, 죠, ㅎ, ㅋ, ㅜ, ㅠ no line is a sentence: the rule is not asked.
            if length <= HEADING and not (char == c"." and PyUnicode_READ(kind, data, size - 2) in (0xB2E4, 0xC694, 0xC8E0)):
                pass
            elif length > HEADING and not signs & self.dated and self.is_told(kind, data, size):
                prose = True  # as of most sentences: the rule need not be asked
            elif stop or not is_letter(char) or char in (0xB2E4, 0xC694, 0xC8E0, 0x314E, 0x314B, 0x315C, 0x3160):
                prose = self.is_prose(words, length, signs)
        if region is not self.region:
            self.region, self.is_outside = region, region in self.outside
        quiet = self.is_outside and not prose and not signs & self.loud and len(tag) > 0
        line = PyType_GenericAlloc(<PyTypeObject*>self.line, FIELDS)
        put(line, 0, unit)
        put(line, 1, start)
        put(line, 2, end)
        put(line, 3, stripped)
        put(line, 4, words)
        put(line, 5, length)
        put(line, 6, row)
        put(line, 7, prose)
        put(line, 8, signs)
        put(line, 9, quiet)
        # A line holds texts, numbers and its unit, nothing that could lead back to it: the collector need not follow thousands.
        PyObject_GC_UnTrack(<void*>line)
        return line

    cdef bint is_told(self, int kind, void* data, Py_ssize_t size) noexcept:
        """Tell words that end as a Korean sentence does, in two syllables and a stop: `lines._is_ended` tells the other ends."""
        cdef Char last = PyUnicode_READ(kind, data, size - 1), before = PyUnicode_READ(kind, data, size - 2)
        cdef Py_ssize_t at
        if not (last == c"." or last == c"?" or last == c"!") or not is_hangul(PyUnicode_READ(kind, data, size - 3)):
            return False
        for at in range(len(self.endings)):
            if before == PyUnicode_READ(PyUnicode_KIND(self.endings), PyUnicode_DATA(self.endings), at):
                return True
        return False


def longest(tuple units):
    """Return the length of the longest of the units: `lines.plain_longest`."""
    cdef Py_ssize_t most = 0
    for unit in units:
        if not isinstance(unit, tuple) or len(<tuple>unit) < UNIT:
            raise TypeError("a unit is a tuple: start, end, tag, links, region")
        most = max(most, <Py_ssize_t>(<tuple>unit)[1] - <Py_ssize_t>(<tuple>unit)[0])
    return most


def with_signs(list lines, int wanted):
    """Return the positions of the lines that have one of the ``wanted`` signs: `lines.plain_with_signs`."""
    cdef Py_ssize_t at
    cdef list found = []
    for at in range(len(lines)):
        if <int>field(lines[at], SIGNS) & wanted:
            found.append(at)
    return found


def best_run(list scores):
    """Return the run with the greatest sum: `bestrun.plain_best_run`."""
    cdef Py_ssize_t position, start = 0, first = 0, after = 0
    cdef double score, total = 0.0, best = 0.0
    for position in range(len(scores)):
        score = scores[position]
        if total <= 0:
            if score <= 0:
                continue
            start, total = position, 0.0
        total += score
        if total > best:
            first, after, best = start, position + 1, total
    return first, after, best


def runs_of(list words):
    """Return each run of equal words with where it ends: `bestrun.plain_runs_of`."""
    cdef Py_ssize_t at, size = len(words)
    cdef list runs = []
    for at in range(1, size + 1):
        if at == size or (words[at] is not words[at - 1] and words[at] != words[at - 1]):
            runs.append((words[at - 1], at))
    return runs


def beginning_with(list lines, Py_ssize_t end, str letters):
    """Return the positions before ``end`` of the lines that begin with one of the letters: `lines.plain_beginning_with`."""
    return edged(lines, min(end, len(lines)), letters, False)


def ending_with(list lines, str letters):
    """Return the positions of the lines that end in one of the letters: `lines.plain_ending_with`."""
    return edged(lines, len(lines), letters, True)


cdef list edged(list lines, Py_ssize_t end, str letters, bint last):
    cdef int kind = PyUnicode_KIND(letters)
    cdef void* data = PyUnicode_DATA(letters)
    cdef Py_ssize_t at, number, size, count = len(letters)
    cdef Char char
    cdef list found = []
    for at in range(end):
        text = field(lines[at], TEXT)
        if not isinstance(text, str):
            raise TypeError("the text of a line is a str")
        size = len(<str>text)
        if size:
            char = PyUnicode_READ(PyUnicode_KIND(text), PyUnicode_DATA(text), size - 1 if last else 0)
            for number in range(count):
                if char == PyUnicode_READ(kind, data, number):
                    found.append(at)
                    break
    return found


def not_quiet(list lines):
    """Return the positions of the lines that are not quiet: `lines.plain_not_quiet`."""
    cdef Py_ssize_t at
    cdef list found = []
    for at in range(len(lines)):
        if field(lines[at], QUIET) is not True:
            found.append(at)
    return found


cdef bint is_latin(int kind, void* data, Py_ssize_t size) noexcept:
    """Tell letters with next to no syllables among them: `lines._is_latin`."""
    cdef Py_ssize_t at, latin = 0, hangul = 0
    cdef Char char
    for at in range(size):
        char = PyUnicode_READ(kind, data, at)
        latin += 97 <= (char | 32) <= 122
        hangul += is_hangul(char)
    return latin > FEW_LETTERS and latin > 4 * hangul


cdef inline object field(line, Py_ssize_t at):
    if not isinstance(line, tuple) or len(<tuple>line) != FIELDS:
        raise TypeError("a line is a tuple of ten: `lines.Line`")
    return (<tuple>line)[at]


cdef inline void put(object line, Py_ssize_t at, object value):
    Py_INCREF(value)
    PyTuple_SET_ITEM(line, at, value)


cdef Py_ssize_t date_end(int kind, void* data, Py_ssize_t at, Py_ssize_t size) noexcept:
    """Return where the digit stands that follows the mark of a date, 0 where none does: `lines._DATE_SIGN`."""
    cdef bint before = at > 0 and is_digit(PyUnicode_READ(kind, data, at - 1))
    if not before:
        before = (
            at > 1
            and is_space(PyUnicode_READ(kind, data, at - 1))
            and is_digit(PyUnicode_READ(kind, data, at - 2))
        )
    if not before or at + 1 >= size:
        return 0
    if is_digit(PyUnicode_READ(kind, data, at + 1)):
        return at + 1
    if (
        at + 2 < size
        and is_space(PyUnicode_READ(kind, data, at + 1))
        and is_digit(PyUnicode_READ(kind, data, at + 2))
    ):
        return at + 2
    return 0


def squeezed(str text):
    """Return a text without its blanks, the offsets in it before which some stood, and how many up to each: `squeeze`."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t size = len(text), at = 0, kept = 0, begin, taken = 0
    cdef Char* letters = <Char*>PyMem_Malloc((size + 1) * sizeof(Char))
    cdef Char char
    cdef bint broken
    cdef list gaps = [], shifts = []
    if letters == NULL:
        raise MemoryError
    try:
        while at < size:
            char = PyUnicode_READ(kind, data, at)
            if not is_blank(char):
                letters[kept] = char
                kept, at = kept + 1, at + 1
                continue
            begin, broken = at, False
            while at < size and is_blank(char):
                broken = broken or char == c"\n"
                at += 1
                if at < size:
                    char = PyUnicode_READ(kind, data, at)
            if broken:
                letters[kept] = c"\n"
                kept += 1
            taken += at - begin - broken
            gaps.append(kept)
            shifts.append(taken)
        return PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, letters, kept), tuple(gaps), tuple(shifts)
    finally:
        PyMem_Free(letters)


cdef inline bint is_blank(Char char) noexcept:
    if is_hangul(char):
        return False
    return Py_UNICODE_ISSPACE(char) or char == 0xAD or char == 0x200B or char == 0x2060 or char == 0xFEFF


cdef class Pairs:
    """The pairs of one text, to be compared with those of others: `pairs.Pairs`."""

    cdef unsigned long long few[FEW]
    cdef unsigned long long* table  # a pair is two code points; 0 is none
    cdef Py_ssize_t count, mask

    def __cinit__(self):
        self.table = self.few

    def __init__(self, str text):
        if self.table != self.few:
            raise TypeError("pairs are made once")
        self.read(text)

    cdef int read(self, str text) except -1:
        """Hold the pairs of ``text``, and no longer those of the text before."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t size = min(len(text), LONGEST), at, room = 16
        cdef Char char, before = 0
        cdef unsigned long long* table
        while room < 2 * size:
            room *= 2
        if self.table != self.few:
            PyMem_Free(self.table)
            self.table = self.few
        if room > FEW:
            self.mask, self.count = FEW - 1, 0  # what holds, should there be no memory
            memset(self.few, 0, FEW * sizeof(unsigned long long))
            table = <unsigned long long*>PyMem_Malloc(room * sizeof(unsigned long long))
            if table == NULL:
                raise MemoryError
            self.table = table
        memset(self.table, 0, room * sizeof(unsigned long long))
        self.mask, self.count = room - 1, 0
        for at in range(size):
            char = PyUnicode_READ(kind, data, at)
            if is_letter(char):
                if before:
                    self.add(pair_of(before, char))
                before = char

    def __dealloc__(self):
        if self.table != self.few:
            PyMem_Free(self.table)

    cdef inline void add(self, unsigned long long pair) noexcept:
        cdef Py_ssize_t at = self.place(pair)
        self.count += self.table[at] == 0
        self.table[at] = pair

    cdef inline Py_ssize_t place(self, unsigned long long pair) noexcept:
        """Return where a pair stands, or where it would; half of the table is always free."""
        cdef Py_ssize_t at = <Py_ssize_t>((pair * 0x9E3779B97F4A7C15ULL) >> 40) & self.mask
        while self.table[at] != 0 and self.table[at] != pair:
            at = (at + 1) & self.mask
        return at

    def __len__(self):
        return self.count

    cpdef Py_ssize_t common(self, Pairs other):
        """Return how many pairs both texts have."""
        cdef Pairs less = self if self.count <= other.count else other
        cdef Pairs more = other if less is self else self
        cdef Py_ssize_t at, found = 0
        for at in range(less.mask + 1):
            if less.table[at] != 0:
                found += more.table[more.place(less.table[at])] != 0
        return found

    def share(self, Pairs other):
        """Return the share of these pairs that the other text has too; 0 where there are none."""
        return self.common(other) / <double>self.count if self.count else 0.0

    def found_in(self, str text):
        """Return how many of these pairs a text has, which may be much longer."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t at, place, found = 0
        cdef Char char, before = 0
        cdef unsigned char* seen = <unsigned char*>PyMem_Malloc(self.mask + 1)
        if seen == NULL:
            raise MemoryError
        memset(seen, 0, self.mask + 1)
        for at in range(len(text)):
            char = PyUnicode_READ(kind, data, at)
            if is_letter(char):
                place = self.place(pair_of(before, char))
                if self.table[place] != 0 and not seen[place]:
                    seen[place] = True
                    found += 1
                before = char
        PyMem_Free(seen)
        return found


def places_of(list texts, list others, double least, double little, str begins):
    """Return the positions of the texts that may be like one of ``others``: `pairs.plain_places_of`."""
    cdef Pairs own = Pairs("")
    cdef unsigned char* hints = <unsigned char*>PyMem_Malloc(HINTS)
    cdef Pairs pairs
    cdef Py_ssize_t at, place, most
    cdef double share
    cdef bint begun, nothing_is_enough = least <= 0 or little < 0
    cdef dict seen = {}, shares = {}
    if hints == NULL:
        raise MemoryError
    try:
        memset(hints, 0, HINTS)
        for other in others:
            pairs = <Pairs?>other
            for place in range(pairs.mask + 1):
                if pairs.table[place] != 0:
                    hints[hint_of(pairs.table[place]) >> 3] |= 1 << (hint_of(pairs.table[place]) & 7)
        for at in range(len(texts)):
            text = texts[at]
            if text is None:
                raise TypeError("a text is a str")
            # Most rows of a menu share nothing with the others: nothing is kept of them.
            begun = len(<str>text) > 0 and (<str>text)[0] in begins
            if not (has_hint(text, hints) or begun or nothing_is_enough):
                continue
            if text in seen:
                found = seen[text]
                if found is not None:
                    (<list>found).append(at)
                continue
            own.read(text)
            most = 0
            for other in others:
                most = max(most, own.common(<Pairs>other))
            share = most / <double>own.count if own.count else 0.0
            if share > little or share >= least or begun:
                seen[text], shares[text] = [at], share
            else:
                seen[text] = None
    finally:
        PyMem_Free(hints)
    return {
        text: seen[text] for text, share in shares.items()
        if share >= least or (share > little and len(<list>seen[text]) > 1) or (len(<str>text) and (<str>text)[0] in begins)
    }


cdef inline unsigned int hint_of(unsigned long long pair) noexcept:
    return <unsigned int>((pair * 0x9E3779B97F4A7C15ULL) >> 48)


cdef bint has_hint(str text, unsigned char* hints) noexcept:
    """Tell a text that may have a pair of those that made the hints."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t at
    cdef Char char, before = 0
    cdef unsigned int hint
    for at in range(min(len(text), LONGEST)):
        char = PyUnicode_READ(kind, data, at)
        if is_letter(char):
            if before:
                hint = hint_of(pair_of(before, char))
                if hints[hint >> 3] >> (hint & 7) & 1:
                    return True
            before = char
    return False


cdef inline unsigned long long pair_of(Char one, Char other) noexcept:
    return (<unsigned long long>one << 32) | other
