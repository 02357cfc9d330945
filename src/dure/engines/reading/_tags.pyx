# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, embedsignature=False
"""Which words of a page belong to a case's title: the conditional random field of `cases/tagging.py`, natively.

The Python there says what is meant and is what the tests compare this with; see decision 0043. What is read unchecked here lies
within the text: a paragraph, sentence, quotation or list that reaches beyond it is a `ValueError`.
"""

import struct

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.math cimport exp
from libc.string cimport memset

ctypedef unsigned int Char
ctypedef unsigned int Hash
ctypedef unsigned long long Bits

cdef extern from "Python.h":
    int PyUnicode_KIND(object words)
    void* PyUnicode_DATA(object words)
    Char PyUnicode_READ(int kind, void* data, Py_ssize_t at) noexcept
    bint Py_UNICODE_ISSPACE(Char char) noexcept

cdef enum:
    WORD = 1
    PARTICLE = 2
    SIGN = 3
    BREAK = 4
    REACH = 3
    OUTSIDE = 0x23
    SHAPE_GRADE = 1
    SHAPE_DIGIT = 2
    SHAPE_LATIN = 3
    SHAPE_WORD = 4
    SHAPE_PLACE = 64
    LONGEST_SHAPE = 3
    PLAIN = 0
    LISTED = 1
    QUOTED = 2
    PARTICLE_LETTERS = 4
    MOST_PARTICLES = 32
    PAIR_PLACES = 256
    MOST_CONTESTS = 64  # bits of what a sentence's are kept in
    MANY = 4
    SPOKEN = 4  # letters: 시책으로 of 시책으로는
    QUOTE_REACH = 4  # words before and behind a quotation among which the nearest is looked for

cdef Hash NOTHING = 0x811C9DC5
cdef Hash STEP = 0x01000193
cdef Hash COMMA = (NOTHING ^ <Hash>0x2C) * STEP
cdef Hash AND_SO_ON = (NOTHING ^ <Hash>0xB4F1) * STEP  # 등
cdef Hash SPEAKING = (NOTHING ^ <Hash>0xC740) * STEP  # 은
cdef Hash SPEAKING_TOO = (NOTHING ^ <Hash>0xB294) * STEP  # 는
cdef double NEVER = -1e300
cdef double LIKELY = 0.05  # `tagging.LIKELY`

ctypedef struct Word:
    Py_ssize_t start
    Py_ssize_t end
    Hash word
    Hash last2
    Hash first2
    Hash shape
    int kind
    int stand
    bint in_place
    Hash spoken  # what its sentence spoke of before it
    Hash summed  # what a 등 behind it sums up
    int score[3]

ctypedef struct Slot:
    Hash name
    signed char weights[3]
    unsigned char used

ctypedef struct Text:
    int kind
    void* data
    Py_ssize_t length


cdef inline Char at_(Text* text, Py_ssize_t at) noexcept:
    return PyUnicode_READ(text.kind, text.data, at)


cdef inline bint is_hangul(Char char) noexcept:
    return 0xAC00 <= char <= 0xD7A3


cdef inline bint is_digit(Char char) noexcept:
    return c"0" <= char <= c"9"


cdef inline bint is_latin(Char char) noexcept:
    return char < 0x80 and c"a" <= (char | 32) <= c"z"


cdef inline bint is_space(Char char) noexcept:
    return not is_hangul(char) and Py_UNICODE_ISSPACE(char)


cdef inline Hash hashed(Text* text, Py_ssize_t start, Py_ssize_t end) noexcept:
    cdef Hash number = NOTHING
    cdef Py_ssize_t at
    if end > text.length:
        end = text.length
    for at in range(start, end):
        number = (number ^ at_(text, at)) * STEP
    return number


cdef inline bint is_break(Char char) noexcept:
    return char == c"\r" or char == c"\n"


cdef inline Py_ssize_t in_line(Text* text, Py_ssize_t start, Py_ssize_t end) noexcept:
    """Return where a stretch ends, or its first line."""
    cdef Py_ssize_t at = start
    if end > text.length:
        end = text.length
    while at < end and not is_break(at_(text, at)):
        at += 1
    return at


cdef inline Hash mixed(Hash number, Hash one) noexcept:
    number = number * <Hash>0x9E3779B1 + one
    number ^= number >> 16
    number *= <Hash>0x7FEB352D
    number ^= number >> 15
    number *= <Hash>0x846CA68B
    return number ^ (number >> 16)


cdef Hash first_of[48]  # `mixed(0, template)`, which every feature begins with
for _template in range(48):
    first_of[_template] = mixed(0, _template)


cdef int require_inside(Py_ssize_t start, Py_ssize_t end, Py_ssize_t least, Py_ssize_t most) except -1:
    """Refuse a stretch that reaches beyond what holds it: what is read from there on is read unchecked."""
    if start < least or end < start or end > most:
        raise ValueError(f"a stretch from {start} to {end} where all lie in {least} to {most}")
    return 0


cdef class Page:
    """The words of a page's body, and what is asked of them: kept as features, or counted at once."""

    cdef Word* words
    cdef Py_ssize_t count
    cdef Py_ssize_t room
    cdef Text text
    cdef object kept_text
    cdef list rows  # the features of each word; None where they are counted only

    def __cinit__(self):
        self.words = NULL

    def __dealloc__(self):
        PyMem_Free(self.words)

    cdef Py_ssize_t begin(self, Py_ssize_t offset) noexcept:
        """Return the number of the first word that begins at an offset or behind it."""
        cdef Py_ssize_t low = 0, high = self.count, middle
        while low < high:
            middle = (low + high) >> 1
            if self.words[middle].start < offset:
                low = middle + 1
            else:
                high = middle
        return low


cdef class Tagger:
    """A model made ready: a table with a place for each feature."""

    cdef Slot* slots
    cdef Hash mask
    cdef double scale
    cdef double steps[3][3]
    cdef double passing[3][3]
    cdef Char particles[MOST_PARTICLES][PARTICLE_LETTERS]
    cdef int particle_letters[MOST_PARTICLES]
    cdef int particle_count
    cdef Bits pair_names[PAIR_PLACES]
    cdef int pair_numbers[PAIR_PLACES]
    cdef int grade_count

    def __cinit__(self):
        self.slots = NULL

    def __dealloc__(self):
        PyMem_Free(self.slots)

    def __init__(self, bytes kept, particles, grades, contests):
        cdef Py_ssize_t count, places, at
        cdef Hash place
        if self.slots != NULL:
            raise RuntimeError("a tagger is made ready once")
        if len(particles) > MOST_PARTICLES or any(len(one) > PARTICLE_LETTERS for one in particles):
            raise ValueError(f"more than {MOST_PARTICLES} particles, or one of more than {PARTICLE_LETTERS} letters")
        if len(contests) > MOST_CONTESTS or any(len(one) != 2 for one in (*grades, *contests)):
            raise ValueError(f"more than {MOST_CONTESTS} words of contests, or one that is no pair of letters")
        if 2 * (len(grades) + len(contests)) > PAIR_PLACES:
            raise ValueError(f"more than {PAIR_PLACES // 2} words of grades and contests")
        head = struct.Struct("<8sIf9f")
        _, count, scale, *steps = head.unpack_from(kept)  # `tagger_of` has seen that they are a model
        self.scale = scale
        for at in range(9):
            self.steps[at // 3][at % 3] = steps[at]
            self.passing[at // 3][at % 3] = exp(self.steps[at // 3][at % 3])
        self.steps[0][2], self.passing[0][2] = NEVER, 0.0
        places = 16
        while places < 2 * count:
            places *= 2
        self.slots = <Slot*>PyMem_Malloc(places * sizeof(Slot))
        if self.slots == NULL:
            raise MemoryError
        memset(self.slots, 0, places * sizeof(Slot))
        self.mask = <Hash>(places - 1)
        names = struct.unpack_from(f"<{count}I", kept, head.size)
        values = struct.unpack_from(f"<{3 * count}b", kept, head.size + 4 * count)
        for at in range(count):
            place = <Hash>names[at] & self.mask
            while self.slots[place].used:
                place = (place + 1) & self.mask
            self.slots[place].name = names[at]
            self.slots[place].used = 1
            for label in range(3):
                self.slots[place].weights[label] = values[3 * at + label]
        self.particle_count = len(particles)
        for at, letters in enumerate(particles):
            self.particle_letters[at] = len(letters)
            for number, letter in enumerate(letters):
                self.particles[at][number] = ord(letter)
        memset(self.pair_names, 0, sizeof(self.pair_names))
        self.grade_count = len(grades)
        for number, pair in enumerate((*grades, *contests)):
            place = self.pair_place(ord(pair[0]), ord(pair[1]))
            self.pair_names[place] = (<Bits>ord(pair[0]) << 32) | <Bits>ord(pair[1])
            self.pair_numbers[place] = number

    cdef inline Hash pair_place(self, Char one, Char other) noexcept:
        cdef Bits name = (<Bits>one << 32) | other
        cdef Hash place = (one * <Hash>0x9E3779B1 + other * <Hash>0x85EBCA6B) >> 24
        while self.pair_names[place] and self.pair_names[place] != name:
            place = (place + 1) & (PAIR_PLACES - 1)
        return place

    cdef inline int pair_number(self, Char one, Char other) noexcept:
        """Return the number of a pair among the words of grades and contests, or −1."""
        if not is_hangul(one) or not is_hangul(other):
            return -1
        cdef Hash place = self.pair_place(one, other)
        return self.pair_numbers[place] if self.pair_names[place] else -1

    cdef inline int add(self, Page page, Py_ssize_t at, Hash name) except -1:
        """Count a feature of a word, or keep it."""
        if page.rows is not None:
            (<list>page.rows[at]).append(name)
            return 0
        cdef Hash place = name & self.mask
        cdef Slot* slot
        cdef Word* word
        while True:
            slot = &self.slots[place]
            if not slot.used:
                return 0
            if slot.name == name:
                word = &page.words[at]
                word.score[0] += slot.weights[0]
                word.score[1] += slot.weights[1]
                word.score[2] += slot.weights[2]
                return 0
            place = (place + 1) & self.mask

    cdef int cut(self, Page page, Py_ssize_t start, Py_ssize_t end) except -1:
        """Part a stretch into words and append them."""
        cdef Text* text = &page.text
        cdef Py_ssize_t at = start, first
        cdef Char char
        cdef int letters, number, same
        while at < end:
            char = at_(text, at)
            first = at
            if is_hangul(char):
                while at < end and is_hangul(at_(text, at)):
                    at += 1
                letters = 0
                for number in range(self.particle_count):
                    letters = self.particle_letters[number]
                    if at - first > letters:
                        for same in range(letters):
                            if at_(text, at - letters + same) != self.particles[number][same]:
                                break
                        else:
                            break
                    letters = 0
                self.append(page, first, at - letters, WORD)
                if letters:
                    self.append(page, at - letters, at, PARTICLE)
            elif is_latin(char):
                while at < end and is_latin(at_(text, at)):
                    at += 1
                self.append(page, first, at, WORD)
            elif is_digit(char):
                while at < end and is_digit(at_(text, at)):
                    at += 1
                    if at + 1 < end and (at_(text, at) == c"." or at_(text, at) == c",") and is_digit(at_(text, at + 1)):
                        at += 1
                self.append(page, first, at, WORD)
            else:
                at += 1
                if not is_space(char):
                    self.append(page, first, at, SIGN)
        return 0

    cdef int append(self, Page page, Py_ssize_t start, Py_ssize_t end, int kind) except -1:
        cdef Word* word
        if page.count >= page.room:
            raise MemoryError  # the room is one word a code point
        word = &page.words[page.count]
        memset(word, 0, sizeof(Word))
        word.start, word.end, word.kind = start, end, kind
        if kind == BREAK:
            word.word = word.last2 = word.first2 = (NOTHING ^ <Hash>c"\n") * STEP
        else:
            word.word = hashed(&page.text, start, end)
            word.last2 = word.word if end - start <= 2 else hashed(&page.text, end - 2, end)
            word.first2 = word.word if end - start <= 2 else hashed(&page.text, start, start + 2)
        page.count += 1
        return 0

    cdef Hash shape_of(self, Page page, Word* word) noexcept:
        cdef Hash shape = SHAPE_WORD
        cdef Py_ssize_t at, letters = word.end - word.start
        cdef int number
        cdef Char first
        if word.kind != WORD:
            return word.word
        for at in range(word.start, word.end - 1):
            number = self.pair_number(at_(&page.text, at), at_(&page.text, at + 1))
            if 0 <= number < self.grade_count:
                return SHAPE_GRADE + (SHAPE_PLACE if word.in_place else 0)
        first = at_(&page.text, word.start)
        if is_digit(first):
            shape = SHAPE_DIGIT
        elif is_latin(first):
            shape = SHAPE_LATIN
        else:
            shape = <Hash>(SHAPE_WORD + (letters if letters < LONGEST_SHAPE else LONGEST_SHAPE))
        return shape + (SHAPE_PLACE if word.in_place else 0)

    cdef Page page_of(self, prose, places, bint kept):
        """Return the words of a page with all that is asked of them: counted, or ``kept`` as features."""
        cdef Page page = Page()
        cdef Py_ssize_t room = 1, at
        body = prose.body
        cdef str words = prose.text
        page.kept_text = words
        page.text.kind = PyUnicode_KIND(words)
        page.text.data = PyUnicode_DATA(words)
        page.text.length = len(words)
        heads = prose.headings
        for paragraph in (*body, *heads):
            require_inside(paragraph.start, paragraph.end, 0, page.text.length)
            room += paragraph.end - paragraph.start + 1
        page.room = room
        page.words = <Word*>PyMem_Malloc(room * sizeof(Word))
        if page.words == NULL:
            raise MemoryError
        # The words of the headline come first, are noted and left again.
        for paragraph in heads:
            self.cut(page, paragraph.start, paragraph.end)
        headline = {page.words[at].word for at in range(page.count)}
        page.count = 0
        for at, paragraph in enumerate(body):
            if at:
                self.append(page, paragraph.start, paragraph.start, BREAK)
            self.cut(page, paragraph.start, paragraph.end)
        page.rows = [[] for _ in range(page.count)] if kept else None
        cdef Py_ssize_t last
        for place in places:
            last = page.begin(place.end)
            for at in range(page.begin(place.start), last):
                page.words[at].in_place = page.words[at].kind != BREAK
        for at in range(page.count):
            page.words[at].shape = self.shape_of(page, &page.words[at])
        self.by_word(page)
        cdef Hash ending = NOTHING
        for paragraph in body:
            ending = self.by_paragraph(page, paragraph, ending)
        cdef Word* word
        for at in range(page.count):
            word = &page.words[at]
            if word.kind == BREAK:
                continue
            if word.kind == WORD and word.end - word.start > 1 and word.word in headline:
                self.add(page, at, first_of[29])
            if word.in_place:
                self.add(page, at, first_of[30])
            if word.start and is_space(at_(&page.text, word.start - 1)):
                self.add(page, at, first_of[31])
        return page

    cdef int by_word(self, Page page) except -1:
        cdef Py_ssize_t at, other
        cdef Word* word
        cdef Word* near[7]
        cdef Word outside
        cdef int step
        memset(&outside, 0, sizeof(Word))
        outside.word = outside.last2 = outside.first2 = outside.shape = OUTSIDE
        for at in range(page.count):
            word = &page.words[at]
            for step in range(7):
                other = at + step - REACH
                near[step] = &page.words[other] if 0 <= other < page.count else &outside
            self.add(page, at, mixed(first_of[1], word.word))
            self.add(page, at, mixed(first_of[2], word.last2))
            self.add(
                page,
                at,
                mixed(mixed(first_of[3], at_(&page.text, word.end - 1) if word.kind != BREAK else 0), word.kind),
            )
            self.add(page, at, mixed(first_of[4], word.first2))
            self.add(page, at, mixed(first_of[5], near[0].word))
            self.add(page, at, mixed(first_of[6], near[1].word))
            self.add(page, at, mixed(first_of[7], near[2].word))
            self.add(page, at, mixed(first_of[8], near[4].word))
            self.add(page, at, mixed(first_of[9], near[5].word))
            self.add(page, at, mixed(first_of[10], near[6].word))
            self.add(page, at, mixed(first_of[11], near[2].last2))
            self.add(page, at, mixed(first_of[12], near[4].last2))
            self.add(page, at, mixed(first_of[13], near[4].first2))
            self.add(page, at, mixed(mixed(first_of[14], near[2].word), word.word))
            self.add(page, at, mixed(mixed(first_of[15], word.word), near[4].word))
            self.add(page, at, mixed(mixed(mixed(first_of[16], near[2].shape), word.shape), near[4].shape))
            self.add(page, at, mixed(mixed(mixed(first_of[17], near[0].shape), near[1].shape), near[2].shape))
            self.add(page, at, mixed(mixed(mixed(first_of[18], near[4].shape), near[5].shape), near[6].shape))
        return 0

    cdef Hash by_paragraph(self, Page page, paragraph, Hash ending_before) except? 0:
        """Add to the words of a paragraph what its lists, quotations and sentences say; return how it ends."""
        cdef Text* text = &page.text
        cdef Py_ssize_t start = paragraph.start, first, after, lead, low, high, at, other
        cdef Py_ssize_t inner, inner_end, outer, outer_end
        cdef Hash last_word, last_but_one
        cdef int commas
        cdef Hash mark, before, behind_word, ahead_word, ahead_shape, ending, opening, name
        cdef Hash said[7]
        cdef int step, number, graded, stand
        cdef Bits contests
        first, after = page.begin(start), page.begin(paragraph.end)
        if first < after and page.words[first].kind == BREAK:
            first += 1
        items = paragraph.items
        if items:
            require_inside(items[0].start, items[0].end, start + 1, text.length)
            lead = items[0].start - 1
            while lead > start and is_space(at_(text, lead - 1)):
                lead -= 1
            before = hashed(text, lead - 2 if lead - 2 > start else start, lead)
            for item in items:
                letters = item.mark
                mark = NOTHING
                for letter in letters:
                    mark = (mark ^ <Hash>ord(letter)) * STEP
                low, high = page.begin(item.start), page.begin(item.end)
                for at in range(max(first, low), min(after, high)):
                    if page.words[at].stand == PLAIN:
                        self.add(page, at, mixed(first_of[24], mark))
                        self.add(page, at, mixed(first_of[25], before))
                        page.words[at].stand = LISTED
        for quote in reversed(paragraph.quotes):
            outer, outer_end, inner, inner_end = quote.start, quote.end, quote.inner_start, quote.inner_end
            require_inside(outer, outer_end, 0, text.length)
            low, high = max(first, page.begin(inner)), min(after, page.begin(inner_end))
            if high < low:
                continue
            behind_word = ahead_word = ahead_shape = OUTSIDE
            for at in range(high, min(after, high + QUOTE_REACH)):
                if page.words[at].start >= outer_end and page.words[at].kind == WORD:
                    behind_word = page.words[at].word
                    break
            at = low - 1
            while at >= first and at >= low - QUOTE_REACH:
                if page.words[at].end <= outer and page.words[at].kind == WORD:
                    ahead_word, ahead_shape = page.words[at].word, page.words[at].shape
                    break
                at -= 1
            said[0] = mixed(first_of[19], hashed(text, outer_end, in_line(text, outer_end, outer_end + 3)))
            said[1] = mixed(first_of[20], hashed(text, outer_end, in_line(text, outer_end, outer_end + 1)))
            lead = outer
            while lead > 0 and lead > outer - 2 and not is_break(at_(text, lead - 1)):
                lead -= 1
            said[2] = mixed(first_of[21], hashed(text, lead, outer))
            said[3] = mixed(first_of[22], 1 if quote.speech else 0)
            said[4] = mixed(first_of[23], behind_word)
            said[5] = mixed(first_of[32], ahead_word)
            said[6] = mixed(first_of[33], ahead_shape)
            for at in range(low, high):
                if page.words[at].stand != QUOTED:
                    for step in range(7):
                        self.add(page, at, said[step])
                    page.words[at].stand = QUOTED
        ending = ending_before
        opening = page.words[first].word if first < after else OUTSIDE
        for inner, inner_end in paragraph.sentences:
            require_inside(inner, inner_end, 0, text.length)
            lead = inner_end
            while lead > inner and (at_(text, lead - 1) == c" " or at_(text, lead - 1) == c"."):
                lead -= 1
            ending = hashed(text, lead - 3 if lead - 3 > inner else inner, lead)
            graded, contests = 0, 0
            for at in range(inner, inner_end - 1):
                number = self.pair_number(at_(text, at), at_(text, at + 1))
                if number >= self.grade_count:
                    contests |= <Bits>1 << (number - self.grade_count)
                elif number >= 0:
                    graded = 1
            name = mixed(first_of[26], ending)
            low, high = max(first, page.begin(inner)), min(after, page.begin(inner_end))
            last_word, last_but_one, commas = OUTSIDE, OUTSIDE, 0
            for at in range(low, high):
                if page.words[at].kind == WORD:
                    last_but_one, last_word = last_word, page.words[at].word
                elif page.words[at].word == COMMA and commas < MANY:
                    commas += 1
            self.tell_around(page, low, high)
            for at in range(low, high):
                stand = page.words[at].stand
                self.add(page, at, mixed(first_of[36], page.words[at].spoken))
                self.add(page, at, mixed(first_of[37], page.words[at].summed))
                self.add(page, at, mixed(mixed(first_of[38], commas), stand))
                self.add(page, at, mixed(first_of[39], last_word))
                self.add(page, at, mixed(first_of[40], last_but_one))
                self.add(page, at, name)
                self.add(page, at, mixed(mixed(first_of[27], graded), stand))
                for number in range(MOST_CONTESTS if contests else 0):
                    if contests >> number == 0:
                        break
                    if contests >> number & 1:
                        self.add(page, at, mixed(mixed(first_of[28], stand), number))
        for at in range(first, after):
            self.add(page, at, mixed(first_of[34], ending_before))
            self.add(page, at, mixed(first_of[35], opening))
        return ending

    cdef void tell_around(self, Page page, Py_ssize_t low, Py_ssize_t high) noexcept:
        """Fill in for each word of a sentence what the sentence spoke of before it, and what a 등 behind it sums up."""
        cdef Py_ssize_t at
        cdef Word* word
        cdef Word* before
        cdef Hash speaks = OUTSIDE, noun = OUTSIDE, sums = OUTSIDE
        for at in range(low, high):
            word = &page.words[at]
            if at > low and word.kind == PARTICLE and (word.word == SPEAKING or word.word == SPEAKING_TOO):
                before = &page.words[at - 1]
                speaks = hashed(
                    &page.text, before.end - SPOKEN if before.end - SPOKEN > before.start else before.start, before.end
                )
            word.spoken = speaks
        for at in range(high - 1, low - 1, -1):
            word = &page.words[at]
            word.summed = sums
            if word.word == AND_SO_ON:
                sums = noun
            elif word.kind == WORD and word.end - word.start > 1 and at_(&page.text, word.start) >= 0x80:
                noun = word.last2

    def features(self, prose, places):
        """Return the words of a page's body and the features of each, as they are fitted on."""
        cdef Page page = self.page_of(prose, places, True)
        return [(page.words[at].start, page.words[at].end) for at in range(page.count)], page.rows

    def tagged(self, prose, places):
        """Return what `Tagged` holds, in its order."""
        cdef Page page = self.page_of(prose, places, False)
        cdef Py_ssize_t count = page.count
        if not count:
            return (), (), (), (), (), (), ()
        # For each word four probabilities, then three of the way to it.
        cdef double* chances = <double*>PyMem_Malloc(count * 7 * sizeof(double))
        cdef unsigned char* came = <unsigned char*>PyMem_Malloc(page.count * 3)
        if chances == NULL or came == NULL:
            PyMem_Free(chances)
            PyMem_Free(came)
            raise MemoryError
        cdef Py_ssize_t at, first
        cdef int label
        cdef double total, chance, further, exact
        try:
            self.weigh(page, chances + 4 * count, chances)
            label = self.decide(page, came)
            labels = [label]
            for at in range(page.count - 1, 0, -1):
                label = came[3 * at + label]
                labels.append(label)
            labels.reverse()
            titles = []
            at = 0
            while at < page.count:
                if labels[at] != 1:
                    at += 1
                    continue
                first = at
                total = chances[at]
                at += 1
                while at < page.count and labels[at] == 2:
                    total += chances[at]
                    at += 1
                titles.append((page.words[first].start, page.words[at - 1].end, total / (at - first)))
            likely = []
            for first in range(count):
                chance, at, further = chances[count + first], first, chances[2 * count + first]
                while chance >= LIKELY:
                    exact = chance * (1 - further)
                    if exact >= LIKELY:
                        likely.append((page.words[first].start, page.words[at].end, exact))
                    chance *= further
                    at += 1
                    if at == count:
                        break
                    further = chances[3 * count + at]
            return (
                tuple(titles),
                tuple(likely),
                tuple([page.words[at].start for at in range(count)]),
                tuple([chances[at] for at in range(count)]),
                tuple([chances[at] for at in range(count, 2 * count)]),
                tuple([chances[at] for at in range(2 * count, 3 * count)]),
                tuple([chances[at] for at in range(3 * count, 4 * count)]),
            )
        finally:
            PyMem_Free(chances)
            PyMem_Free(came)

    cdef void weigh(self, Page page, double* ahead, double* chances) noexcept:
        """Fill in how likely each word is in a title and begins one, and how likely one that began or went on with it goes on.

        Forward and backward, scaled at each word.
        """
        cdef Py_ssize_t at
        cdef int label, other
        cdef double total, going_on
        cdef double* begins = chances + page.count
        cdef double* follows = chances + 2 * page.count
        cdef double* goes_on = chances + 3 * page.count
        cdef double now[3]
        cdef double behind[3]
        cdef double grown[3]
        for at in range(page.count):
            self.grow(&page.words[at], grown)
            total = 0
            for label in range(3):
                if at:
                    now[label] = 0
                    for other in range(3):
                        now[label] += ahead[3 * (at - 1) + other] * self.passing[other][label]
                    now[label] *= grown[label]
                else:
                    now[label] = grown[label] if label != 2 else 0
                total += now[label]
            for label in range(3):
                ahead[3 * at + label] = now[label] / total
        for label in range(3):
            behind[label] = 1
        follows[page.count - 1] = goes_on[page.count - 1] = 0
        for at in range(page.count - 1, -1, -1):
            if at + 1 < page.count:
                self.grow(&page.words[at + 1], grown)
                total = 0
                going_on = grown[2] * behind[2]
                for label in range(3):
                    now[label] = 0
                    for other in range(3):
                        now[label] += self.passing[label][other] * grown[other] * behind[other]
                    total += now[label]
                follows[at] = self.passing[1][2] * going_on / now[1]
                goes_on[at] = self.passing[2][2] * going_on / now[2]
                for label in range(3):
                    behind[label] = now[label] / total
            total = 0
            for label in range(3):
                total += ahead[3 * at + label] * behind[label]
            chances[at] = 1 - ahead[3 * at] * behind[0] / total
            begins[at] = ahead[3 * at + 1] * behind[1] / total

    cdef inline void grow(self, Word* word, double* grown) noexcept:
        cdef int label, most = word.score[0]
        for label in range(1, 3):
            if word.score[label] > most:
                most = word.score[label]
        for label in range(3):
            grown[label] = exp(self.scale * (word.score[label] - most))

    cdef int decide(self, Page page, unsigned char* came) noexcept:
        """Fill in from which label each is best reached, and return the last one of the likeliest row."""
        cdef Py_ssize_t at
        cdef int label, other, origin
        cdef double reached, most
        cdef double best[3]
        cdef double new[3]
        best[0], best[1], best[2] = self.scale * page.words[0].score[0], self.scale * page.words[0].score[1], NEVER
        for at in range(1, page.count):
            for label in range(3):
                origin, most = 0, best[0] + self.steps[0][label]
                for other in range(1, 3):
                    reached = best[other] + self.steps[other][label]
                    if reached > most:
                        origin, most = other, reached
                new[label] = most + self.scale * page.words[at].score[label]
                came[3 * at + label] = <unsigned char>origin
            for label in range(3):
                best[label] = new[label]
        origin = 0
        for label in range(1, 3):
            if best[label] > best[origin]:
                origin = label
        return origin
