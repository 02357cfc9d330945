# What start and end tags do, by insertion mode (HTML, 13.2.6.4).


cdef class Rules(Page):
    """The rules of tree construction for tags."""

    cdef unsigned long long look  # of the tag read last: its attributes, hashed

    @cython.final
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

    @cython.final
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

    @cython.final
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

    @cython.final
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
