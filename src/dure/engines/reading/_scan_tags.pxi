# The elements that the rules name, by number, and what the standard and `leaves` say of each.

cdef enum:
    OTHER, A, ADDRESS, APPLET, AREA, ARTICLE, ASIDE, AUDIO, B, BASE, BASEFONT, BGSOUND, BIG, BLOCKQUOTE, BODY, BR, BUTTON
    CANVAS, CAPTION, CENTER, CODE, COL, COLGROUP, DD, DETAILS, DIALOG, DIR, DIV, DL, DT, EM, EMBED, FIELDSET, FIGCAPTION
    FIGURE, FONT, FOOTER, FORM, FRAME, FRAMESET, H1, H2, H3, H4, H5, H6, HEAD, HEADER, HGROUP, HR, HTML, I, IFRAME, IMAGE
    IMG, INPUT, KEYGEN, LEGEND, LI, LINK, LISTING, MAIN, MAP, MARQUEE, MATH, MENU, META, NAV, NOBR, NOEMBED, NOFRAMES
    NOSCRIPT, OBJECT, OL, OPTGROUP, OPTION, P, PARAM, PLAINTEXT, PRE, RB, RP, RT, RTC, RUBY, S, SCRIPT, SEARCH, SECTION
    SELECT, SMALL, SOURCE, SPAN, STRIKE, STRONG, STYLE, SUB, SUMMARY, SUP, SVG, TABLE, TBODY, TD, TEMPLATE, TEXTAREA, TFOOT, TH, THEAD
    TIME, TITLE, TR, TRACK, TT, U, UL, VAR, VIDEO, WBR, XMP
    TAGS

# In the order above.
cdef tuple TAG_NAMES = tuple("""
    other a address applet area article aside audio b base basefont bgsound big blockquote body br button
    canvas caption center code col colgroup dd details dialog dir div dl dt em embed fieldset figcaption
    figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image
    img input keygen legend li link listing main map marquee math menu meta nav nobr noembed noframes
    noscript object ol optgroup option p param plaintext pre rb rp rt rtc ruby s script search section
    select small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead
    time title tr track tt u ul var video wbr xmp
""".split())

cdef enum:
    SPECIAL = 1  # the standard's list
    SCOPE = 2  # ends a scope
    FORMATTING = 4
    VOID = 8
    BLOCK = 16  # a block of `leaves`
    SKIPPED = 32  # its words are none of the page
    ENDED_BY_NAME = 64  # opens a block, closing a paragraph; its end tag closes it where it is in scope
    HEADING = 128
    IMPLIED = 256  # its end tag may be left out
    TABLED = 512  # makes sense in a table only
    IN_HEAD = 1024
    RAW = 2048
    REGION = 4096  # a landmark by its own name
    LISTS = 8192  # ends the scope of a list item

cdef unsigned int FLAGS[TAGS]
cdef unsigned long long KEYS[1024]  # names as numbers, hashed
cdef int IDS[1024]
cdef bint ENTITY_STARTS[128][128]
cdef int REGION_OF[TAGS]

cdef enum:
    NOWHERE, IN_NAV, IN_ASIDE, IN_FOOTER, IN_HEADER, IN_ARTICLE, IN_CAPTION, IN_BODY, IN_HIDDEN

cdef tuple REGIONS = ("", "nav", "aside", "footer", "header", "article", "caption", "body", "hidden")
cdef dict REGION_NUMBERS = {name: number for number, name in enumerate(REGIONS)}


cdef inline unsigned int slot_of(unsigned long long key) noexcept:
    return <unsigned int> ((key * <unsigned long long> 0x9E3779B97F4A7C15) >> 54)


cdef inline unsigned long long key_with(unsigned long long key, Char char) noexcept:
    """Add a letter to the number of a name; names of up to eight ASCII letters have a number of their own."""
    if char > 127 or key >> 56:
        return ((key ^ char) * <unsigned long long> 0x100000001B3) | <unsigned long long> 0xFF00000000000000
    return (key << 8) | char


cdef unsigned long long key_of(str name):
    cdef unsigned long long key = 0
    for char in name:
        key = key_with(key, ord(char))
    return key


cdef inline int id_of(unsigned long long key) noexcept:
    cdef unsigned int slot = slot_of(key)
    while KEYS[slot]:
        if KEYS[slot] == key:
            return IDS[slot]
        slot = (slot + 1) & 1023
    return OTHER


cdef int mark(str names, unsigned int flag) except -1:
    for name in names.split():
        FLAGS[TAG_NAMES.index(name)] |= flag
    return 0


cdef int learn() except -1:
    cdef unsigned int slot
    cdef int number
    for number in range(1, TAGS):
        slot = slot_of(key_of(TAG_NAMES[number]))
        while KEYS[slot]:
            slot = (slot + 1) & 1023
        KEYS[slot] = key_of(TAG_NAMES[number])
        IDS[slot] = number
        REGION_OF[number] = REGION_NUMBERS[REGION_OF_TAG.get(TAG_NAMES[number], "")]
        if REGION_OF[number]:
            FLAGS[number] |= REGION
    for name in BLOCKS:
        FLAGS[TAG_NAMES.index(name)] |= BLOCK
    for name in SKIPPED_NAMES:
        if name in TAG_NAMES:
            FLAGS[TAG_NAMES.index(name)] |= SKIPPED
    mark(
        "address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd"
        " details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header"
        " hgroup hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes noscript object"
        " ol p param plaintext pre script search section select source style summary table tbody td template textarea tfoot"
        " th thead title tr track ul wbr xmp", SPECIAL,
    )
    mark("applet caption html table td th marquee object template", SCOPE)
    mark("a b big code em font i nobr s small strike strong tt u", FORMATTING)
    mark(
        "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr", VOID
    )
    mark(
        "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup"
        " listing main menu nav ol pre search section summary ul", ENDED_BY_NAME,
    )
    mark("h1 h2 h3 h4 h5 h6", HEADING)
    mark("dd dt li optgroup option p rb rp rt rtc", IMPLIED)
    mark("caption col colgroup tbody td tfoot th thead tr", TABLED)
    mark("base basefont bgsound link meta title noframes style script template", IN_HEAD)
    mark("script style iframe xmp noembed noframes", RAW)
    mark("ol ul", LISTS)
    for name in html5:
        if ord(name[0]) < 128 and ord(name[1]) < 128:
            ENTITY_STARTS[<int> ord(name[0])][<int> ord(name[1])] = True
    return 0


learn()
