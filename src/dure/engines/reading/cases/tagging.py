"""Which words of a page belong to a case's title, as a linear-chain conditional random field sees them.

Rules know how titles are framed; the field knows, from annotated pages, which words stand in and around them. Method: Lafferty,
McCallum and Pereira, "Conditional Random Fields" (ICML 2001); labels B (a title begins), I (it goes on) and O (none). Each word has
the features of `TEMPLATES`, hashed to 32 bits; what a feature adds to each label stands in `dure/data/models/case_titles.bin`, fitted by
`tests/gold/tagging.py`. This module is what `_tags.pyx` does natively, and what is used without a compiler.
"""

from __future__ import annotations

import math
import re
import struct
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

from dure.engines.reading.native import TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dure.engines.reading.casedraft import Place
    from dure.engines.reading.prose import Paragraph, Prose

OUT, BEGINS, GOES_ON = 0, 1, 2
LABELS: Final = 3

TEMPLATES: Final = (
    "the word",
    "its last two letters",
    "its last letter and kind",
    "its first two letters",
    "the word three before",
    "the word two before",
    "the word before",
    "the word behind",
    "the word two behind",
    "the word three behind",
    "last two letters of the word before",
    "last two letters of the word behind",
    "first two letters of the word behind",
    "the word before and the word",
    "the word and the word behind",
    "shapes of the three words around",
    "shapes of the three words before",
    "shapes of the three words behind",
    "three code points behind its quotation",
    "the code point behind its quotation",
    "two code points before its quotation",
    "its quotation is speech",
    "the first word behind its quotation",
    "the mark of its list",
    "last two code points before the first mark of its list",
    "the end of its sentence",
    "a grade stands in its sentence, by where the word stands",
    "a word of contests stands in its sentence, by where the word stands",
    "the headline has the word",
    "it is part of an institution's name",
    "a blank stands before it",
    "the last word before its quotation",
    "the shape of the last word before its quotation",
    "the end of the paragraph before",
    "the first word of its paragraph",
    "what its sentence speaks of: the end of the word before the last 은 or 는",
    "what its list is summed up as: the end of the first noun behind the next 등",
    "how many commas its sentence has, by where the word stands",
    "the last word of its sentence",
    "the last word but one of its sentence",
)
"""What is asked of each word, in the order of their numbers from 1."""

_TOKEN = re.compile(r"[가-힣]+|[A-Za-z]+|[0-9]+(?:[.,][0-9]+)*|[^\s가-힣A-Za-z0-9]")
PARTICLES: Final = (
    *("이라는", "으로", "에서", "에게", "부터", "까지", "라는", "이며", "이고"),
    *("을", "를", "이", "가", "은", "는", "의", "에", "로", "과", "와", "도", "등"),
)
"""What is parted from the end of a word: the first that fits, the longest first."""
GRADES: Final = ("대상", "우수", "장려", "금상", "은상", "동상", "별상", "입선", "력상", "으뜸", "창의", "격려", "가상")
CONTESTS: Final = (
    *("사례", "시책", "제안", "디어", "과제", "사업", "선정", "수상", "차지", "발표", "소개", "선발", "뽑혔", "뽑은"),
    *("채택", "제출", "공모", "정책", "젝트", "받았", "안았"),
)
"""Pairs of letters of the words that tell of contests; ``GRADES`` of those that tell of prizes."""
_WORD, _PARTICLE, _SIGN, _BREAK = 1, 2, 3, 4
_REACH = 3
_MASK = 0xFFFFFFFF


class Token(NamedTuple):
    """A word without its particle, a particle, a sign, or the break between two paragraphs; offsets into the page."""

    start: int
    end: int
    kind: int


LIKELY = 0.05
"""From this probability on a stretch is told of by the field though others are likelier."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the field says of a page: the titles that are likeliest, and probabilities for each word.

    ``likely`` are all stretches that are titles with a probability of `LIKELY` or more, just as they stand (start, end, probability);
    ``starts`` are where the words begin, ``chances`` how likely each belongs to a title, ``begins`` how likely one begins with it;
    ``follows`` and ``goes_on`` how likely a title that began with the word, or that goes on with it, goes on with the next.
    The break before a paragraph is a word too, and begins where the paragraph does: a title that opens one begins with the break.
    """

    titles: tuple[tuple[int, int, float], ...]
    likely: tuple[tuple[int, int, float], ...]
    starts: tuple[int, ...]
    chances: tuple[float, ...]
    begins: tuple[float, ...]
    follows: tuple[float, ...]
    goes_on: tuple[float, ...]

    def likelihood(self, start: int, end: int) -> Likelihood:
        """Return how likely a stretch is one title, as a whole and in its parts; all 0 where it holds no word."""
        first, after = self._words(start, end)
        if first == after:
            return Likelihood(0.0, 0.0, 0.0, 0.0, 0.0)
        last = after - 1
        begins, inside = self.begins[first], self.chances[first:after]
        ends = 1 - (self.follows if first == last else self.goes_on)[last]
        whole = begins * (self.follows[first] if first < last else 1.0) * math.prod(self.goes_on[first + 1 : last])
        return Likelihood(whole * ends, begins, ends, min(inside), math.fsum(inside) / len(inside))

    def _words(self, start: int, end: int) -> tuple[int, int]:
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


class Likelihood(NamedTuple):
    """How likely a stretch is a title: exactly it; begun as it is; ended as it is, if it comes so far; least and mean of its words."""

    exact: float
    begins: float
    ends: float
    least: float
    mean: float


class NoModel(ValueError):
    """The bytes hold no model that `packed` wrote."""


class Model(NamedTuple):
    """What each feature adds to O, B and I in units of ``scale``, and what each step from label to label adds."""

    weights: Mapping[int, tuple[int, int, int]]
    scale: float
    steps: tuple[tuple[float, float, float], ...]


_HEAD: Final = struct.Struct("<8sIf9f")
_MAGIC: Final = b"DURECRF1"
_FEATURE = 7  # bytes: its number, and what it adds to each label


def packed(model: Model) -> bytes:
    """Return a model as it is kept: head, the features' numbers in order (32 bits each), then three bytes each."""
    names = sorted(model.weights)
    steps = [step for row in model.steps for step in row]
    head = _HEAD.pack(_MAGIC, len(names), model.scale, *steps)
    return (
        head + struct.pack(f"<{len(names)}I", *names) + b"".join(struct.pack("<3b", *model.weights[n]) for n in names)
    )


def unpacked(kept: bytes) -> Model:
    """Return the model that `packed` wrote; `NoModel` if it is none."""
    count = _features_in(kept)
    _, _, scale, *steps = _HEAD.unpack_from(kept)
    names = struct.unpack_from(f"<{count}I", kept, _HEAD.size)
    values = struct.iter_unpack("<3b", kept[_HEAD.size + 4 * count :])
    rows = tuple((steps[at], steps[at + 1], steps[at + 2]) for at in range(0, 9, 3))
    return Model(dict(zip(names, values, strict=True)), scale, rows)


def _features_in(kept: bytes) -> int:
    if not kept.startswith(_MAGIC) or len(kept) < _HEAD.size:
        raise NoModel
    count: int = _HEAD.unpack_from(kept)[1]
    if len(kept) != _HEAD.size + count * _FEATURE:
        raise NoModel
    return count


_Stretches = tuple[tuple[int, int, float], ...]
_Chances = tuple[float, ...]
Fields = tuple[_Stretches, _Stretches, tuple[int, ...], _Chances, _Chances, _Chances, _Chances]
"""What `Tagged` holds, in its order."""


@cache
def model_in_use() -> bytes:
    """Return the model that stands in the package."""
    return (resources.files("dure.data") / "models" / "case_titles.bin").read_bytes()


def tagged(prose: Prose, places: Sequence[Place]) -> Tagged:
    """Return what the field says of the body of a page; ``places`` are the names of institutions in it, in order."""
    return Tagged(*_tagger().tagged(prose, places))


@cache
def _tagger() -> PlainTagger:
    return tagger_of(model_in_use())


def tagger_of(kept: bytes) -> PlainTagger:
    """Return a model made ready: natively, where the package was built with a compiler; `NoModel` if `packed` did not write it."""
    _features_in(kept)
    return PlainTagger(kept) if TAGS is None else TAGS.Tagger(kept, PARTICLES, GRADES, CONTESTS)


class PlainTagger:
    """A model made ready; the Python that says what `_tags.Tagger` does."""

    def __init__(self, kept: bytes) -> None:
        self._model = unpacked(kept)

    def features(self, prose: Prose, places: Sequence[Place]) -> tuple[list[tuple[int, int]], list[list[int]]]:
        """Return the words of a page's body and the features of each, as they are fitted on."""
        tokens = list(_tokens(prose))
        return [(one.start, one.end) for one in tokens], _features(prose, places, tokens)

    def tagged(self, prose: Prose, places: Sequence[Place]) -> Fields:
        """Return what `Tagged` holds, in its order."""
        tokens = list(_tokens(prose))
        weights, scale = self._model.weights, self._model.scale
        scores = []
        for features in _features(prose, places, tokens):
            found = [weights[one] for one in features if one in weights]
            scores.append(tuple(scale * sum(row[label] for row in found) for label in range(LABELS)))
        chances, begins, follows, goes_on = _chances(scores, self._model.steps)
        labels = _likeliest(scores, self._model.steps)
        titles = []
        for first in (at for at, label in enumerate(labels) if label == BEGINS):
            after = first + 1
            while after < len(labels) and labels[after] == GOES_ON:
                after += 1
            mean = math.fsum(chances[first:after]) / (after - first)
            titles.append((tokens[first].start, tokens[after - 1].end, mean))
        likely = tuple(_likely(tokens, begins, follows, goes_on))
        starts = tuple(one.start for one in tokens)
        return tuple(titles), likely, starts, tuple(chances), tuple(begins), tuple(follows), tuple(goes_on)


def _tokens(prose: Prose) -> Iterator[Token]:
    for number, paragraph in enumerate(prose.body):
        if number:
            yield Token(paragraph.start, paragraph.start, _BREAK)
        yield from _cut(prose.text, paragraph.start, paragraph.end)


def _cut(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        first, after = match.span()
        letter = text[first]
        if not ("가" <= letter <= "힣"):
            yield Token(first, after, _WORD if letter.isascii() and letter.isalnum() else _SIGN)
            continue
        particle = next((one for one in PARTICLES if after - first > len(one) and match[0].endswith(one)), "")
        yield Token(first, after - len(particle), _WORD)
        if particle:
            yield Token(after - len(particle), after, _PARTICLE)


def hashed(word: str) -> int:
    """Return the 32-bit FNV-1a hash of the code points."""
    number = 0x811C9DC5
    for char in word:
        number = ((number ^ ord(char)) * 0x01000193) & _MASK
    return number


def mixed(*numbers: int) -> int:
    """Return one 32-bit number for several, in order."""
    number = 0
    for one in numbers:
        number = (number * 0x9E3779B1 + one) & _MASK
        number ^= number >> 16
        number = (number * 0x7FEB352D) & _MASK
        number ^= number >> 15
        number = (number * 0x846CA68B) & _MASK
        number ^= number >> 16
    return number


class _Sentence(NamedTuple):
    start: int
    end: int
    ending: int
    graded: int
    contests: tuple[int, ...]


def _sentence(text: str, start: int, end: int) -> _Sentence:
    last = end
    while last > start and text[last - 1] in " .":
        last -= 1
    pairs = {text[at : at + 2] for at in range(start, end - 1)}
    return _Sentence(
        start,
        end,
        hashed(text[max(start, last - 3) : last]),
        int(any(one in pairs for one in GRADES)),
        tuple(number for number, one in enumerate(CONTESTS) if one in pairs),
    )


_GRADE_PAIRS: Final = frozenset(GRADES)
_OUTSIDE: Final = 0x23  # what stands before the first word and behind the last
_NOTHING: Final = hashed("")
_SHAPE_GRADE, _SHAPE_DIGIT, _SHAPE_LATIN, _SHAPE_WORD, _SHAPE_PLACE = 1, 2, 3, 4, 64
_LONGEST_SHAPE = 3


def _features(prose: Prose, places: Sequence[Place], tokens: Sequence[Token]) -> list[list[int]]:
    text, count = prose.text, len(tokens)
    starts = [one.start for one in tokens]
    words = [hashed(text[one.start : one.end] if one.kind != _BREAK else "\n") for one in tokens]
    in_place = [False] * count
    for place in places:
        for at in range(bisect_left(starts, place.start), bisect_left(starts, place.end)):
            in_place[at] = tokens[at].kind != _BREAK
    shapes = [_shape(text, one, word, in_place=place) for one, word, place in zip(tokens, words, in_place, strict=True)]
    headline = {
        hashed(text[one.start : one.end]) for head in prose.headings for one in _cut(text, head.start, head.end)
    }
    around = [*([_OUTSIDE] * _REACH), *words, *([_OUTSIDE] * _REACH)]
    forms = [*([_OUTSIDE] * _REACH), *shapes, *([_OUTSIDE] * _REACH)]
    rows: list[list[int]] = []
    for at, one in enumerate(tokens):
        last2, first2 = _last(text, one), _first(text, one)
        before = _last(text, tokens[at - 1]) if at else _OUTSIDE
        behind = tokens[at + 1] if at + 1 < count else None
        here = at + _REACH
        rows.append(
            [
                mixed(1, words[at]),
                mixed(2, last2),
                mixed(3, ord(text[one.end - 1]) if one.kind != _BREAK else 0, one.kind),
                mixed(4, first2),
                mixed(5, around[here - 3]),
                mixed(6, around[here - 2]),
                mixed(7, around[here - 1]),
                mixed(8, around[here + 1]),
                mixed(9, around[here + 2]),
                mixed(10, around[here + 3]),
                mixed(11, before),
                mixed(12, _last(text, behind) if behind else _OUTSIDE),
                mixed(13, _first(text, behind) if behind else _OUTSIDE),
                mixed(14, around[here - 1], words[at]),
                mixed(15, words[at], around[here + 1]),
                mixed(16, forms[here - 1], forms[here], forms[here + 1]),
                mixed(17, forms[here - 3], forms[here - 2], forms[here - 1]),
                mixed(18, forms[here + 1], forms[here + 2], forms[here + 3]),
            ]
        )
    ending_before = _NOTHING
    for paragraph in prose.body:
        ending_before = _by_paragraph(prose, paragraph, tokens, words, shapes, starts, rows, ending_before)
    for at, one in enumerate(tokens):
        if one.kind == _BREAK:
            continue
        if one.kind == _WORD and one.end - one.start > 1 and words[at] in headline:
            rows[at].append(mixed(29))
        if in_place[at]:
            rows[at].append(mixed(30))
        if one.start and text[one.start - 1].isspace():
            rows[at].append(mixed(31))
    return rows


def _shape(text: str, one: Token, word: int, *, in_place: bool) -> int:
    """Return what a word looks like: a grade, digits, Latin letters, its length up to three; a sign or particle is itself."""
    if one.kind in {_PARTICLE, _SIGN, _BREAK}:
        return word
    letters = text[one.start : one.end]
    if any(letters[at : at + 2] in _GRADE_PAIRS for at in range(len(letters) - 1)):
        shape = _SHAPE_GRADE
    elif letters[0].isascii():
        shape = _SHAPE_DIGIT if letters[0].isdigit() else _SHAPE_LATIN
    else:
        shape = _SHAPE_WORD + min(len(letters), _LONGEST_SHAPE)
    return shape + _SHAPE_PLACE * in_place


def _last(text: str, one: Token) -> int:
    return hashed("\n" if one.kind == _BREAK else text[max(one.start, one.end - 2) : one.end])


def _first(text: str, one: Token) -> int:
    return hashed("\n" if one.kind == _BREAK else text[one.start : min(one.end, one.start + 2)])


_PLAIN, _LISTED, _QUOTED = 0, 1, 2
_LINE_BREAK = re.compile(r"[\r\n]")


def _by_paragraph(
    prose: Prose, paragraph: Paragraph, tokens: Sequence[Token], words: Sequence[int], shapes: Sequence[int],
    starts: Sequence[int], rows: list[list[int]], ending_before: int,
) -> int:  # fmt: skip
    """Add to the words of a paragraph what its sentences, quotations and lists say; return how it ends."""
    text = prose.text
    first, after = bisect_left(starts, paragraph.start), bisect_left(starts, paragraph.end)
    if first < after and tokens[first].kind == _BREAK:
        first += 1
    stands = [_PLAIN] * (after - first)
    if paragraph.items:
        lead = paragraph.items[0].start - 1
        while lead > paragraph.start and text[lead - 1].isspace():
            lead -= 1
        before = hashed(text[max(paragraph.start, lead - 2) : lead])
        for item in paragraph.items:
            mark = hashed(item.mark)
            for at in range(max(first, bisect_left(starts, item.start)), min(after, bisect_left(starts, item.end))):
                if not stands[at - first]:
                    rows[at] += [mixed(24, mark), mixed(25, before)]
                    stands[at - first] = _LISTED
    for quote in reversed(paragraph.quotes):
        inside = range(
            max(first, bisect_left(starts, quote.inner_start)), min(after, bisect_left(starts, quote.inner_end))
        )
        behind = next(
            (
                at
                for at in range(inside.stop, min(after, inside.stop + 4))
                if tokens[at].start >= quote.end and tokens[at].kind == _WORD
            ),
            None,
        )
        ahead = next(
            (
                at
                for at in range(inside.start - 1, max(first, inside.start - 4) - 1, -1)
                if tokens[at].end <= quote.start and tokens[at].kind == _WORD
            ),
            None,
        )
        said = [
            mixed(19, hashed(_LINE_BREAK.split(text[quote.end : quote.end + 3])[0])),
            mixed(20, hashed(_LINE_BREAK.split(text[quote.end : quote.end + 1])[0])),
            mixed(21, hashed(_LINE_BREAK.split(text[max(0, quote.start - 2) : quote.start])[-1])),
            mixed(22, int(quote.speech)),
            mixed(23, _OUTSIDE if behind is None else words[behind]),
            mixed(32, _OUTSIDE if ahead is None else words[ahead]),
            mixed(33, _OUTSIDE if ahead is None else shapes[ahead]),
        ]
        for at in inside:
            if stands[at - first] != _QUOTED:
                rows[at] += said
                stands[at - first] = _QUOTED
    ending = ending_before
    opening = words[first] if first < after else _OUTSIDE
    for start, end in paragraph.sentences:
        sentence = _sentence(text, start, end)
        ending = sentence.ending
        inside = range(max(first, bisect_left(starts, start)), min(after, bisect_left(starts, end)))
        last = [words[at] for at in inside if tokens[at].kind == _WORD][-2:]
        commas = min(_MANY, sum(words[at] == _COMMA for at in inside))
        for at, spoken, summed in zip(inside, *_told_around(text, tokens, words, inside), strict=True):
            stand = stands[at - first]
            rows[at] += [mixed(26, sentence.ending), mixed(27, sentence.graded, stand)]
            rows[at] += [mixed(28, stand, one) for one in sentence.contests]
            rows[at] += [mixed(36, spoken), mixed(37, summed), mixed(38, commas, stand)]
            rows[at] += [mixed(39, last[-1] if last else _OUTSIDE), mixed(40, last[0] if len(last) > 1 else _OUTSIDE)]
    for at in range(first, after):
        rows[at] += [mixed(34, ending_before), mixed(35, opening)]
    return ending


_COMMA, _AND_SO_ON = hashed(","), hashed("등")
_SPEAKING: Final = frozenset({hashed("은"), hashed("는")})
_MANY = 4
_SPOKEN = 4  # letters: 시책으로 of 시책으로는


def _told_around(
    text: str, tokens: Sequence[Token], words: Sequence[int], inside: range
) -> tuple[list[int], list[int]]:
    """Return for each word of a sentence what the sentence spoke of before it, and what a 등 behind it sums up."""
    spoken, speaks = [], _OUTSIDE
    for at in inside:
        if at > inside.start and tokens[at].kind == _PARTICLE and words[at] in _SPEAKING:
            before = tokens[at - 1]
            speaks = hashed(text[max(before.start, before.end - _SPOKEN) : before.end])
        spoken.append(speaks)
    summed, noun, sums = [], _OUTSIDE, _OUTSIDE
    for at in reversed(inside):
        summed.append(sums)
        one = tokens[at]
        if words[at] == _AND_SO_ON:
            sums = noun
        elif one.kind == _WORD and one.end - one.start > 1 and not text[one.start].isascii():
            noun = _last(text, one)
    return spoken, summed[::-1]


def _chances(
    scores: Sequence[Sequence[float]], steps: Sequence[Sequence[float]]
) -> tuple[list[float], list[float], list[float], list[float]]:
    """Return for each word how likely it is no O and how likely B, and how likely I follows if it is B, and if it is I.

    By the forward-backward algorithm, scaled at each word; the labels of a page are a Markov chain behind each word too.
    """
    count = len(scores)
    chances, begins, follows, goes_on = [0.0] * count, [0.0] * count, [0.0] * count, [0.0] * count
    if not scores:
        return chances, begins, follows, goes_on
    passing = [
        [math.exp(step) if (a, b) != (OUT, GOES_ON) else 0.0 for b, step in enumerate(row)]
        for a, row in enumerate(steps)
    ]
    grown = []
    for row in scores:
        most = max(row)
        grown.append([math.exp(score - most) for score in row])
    ahead = [[grown[0][OUT], grown[0][BEGINS], 0.0]]
    for row in grown[1:]:
        before = ahead[-1]
        now = [math.fsum(before[a] * passing[a][b] for a in range(LABELS)) * row[b] for b in range(LABELS)]
        total = math.fsum(now)
        ahead.append([one / total for one in now])
    behind = [1.0, 1.0, 1.0]
    for at in range(count - 1, -1, -1):
        if at + 1 < count:
            reached = [grown[at + 1][b] * behind[b] for b in range(LABELS)]
            new = [math.fsum(passing[a][b] * reached[b] for b in range(LABELS)) for a in range(LABELS)]
            follows[at] = passing[BEGINS][GOES_ON] * reached[GOES_ON] / new[BEGINS]
            goes_on[at] = passing[GOES_ON][GOES_ON] * reached[GOES_ON] / new[GOES_ON]
            total = math.fsum(new)
            behind = [one / total for one in new]
        both = [one * other for one, other in zip(ahead[at], behind, strict=True)]
        total = math.fsum(both)
        chances[at], begins[at] = 1 - both[OUT] / total, both[BEGINS] / total
    return chances, begins, follows, goes_on


def _likely(
    tokens: Sequence[Token], begins: Sequence[float], follows: Sequence[float], goes_on: Sequence[float]
) -> Iterator[tuple[int, int, float]]:
    """Yield the stretches that are exactly one title with a probability of `LIKELY` or more."""
    for first, begun in enumerate(begins):
        chance, last, further = begun, first, follows
        while chance >= LIKELY:
            exact = chance * (1 - further[last])
            if exact >= LIKELY:
                yield tokens[first].start, tokens[last].end, exact
            chance *= further[last]
            last, further = last + 1, goes_on


def _likeliest(scores: Sequence[Sequence[float]], steps: Sequence[Sequence[float]]) -> list[int]:
    """Return the likeliest labels, by Viterbi's algorithm; the first of equals. No title goes on that has not begun."""
    if not scores:
        return []
    best = [scores[0][OUT], scores[0][BEGINS], -math.inf]
    came: list[list[int]] = []
    for row in scores[1:]:
        new, back = [], []
        for label in range(LABELS):
            reached = [best[a] + steps[a][label] if (a, label) != (OUT, GOES_ON) else -math.inf for a in range(LABELS)]
            origin = max(range(LABELS), key=reached.__getitem__)
            new.append(reached[origin] + row[label])
            back.append(origin)
        best = new
        came.append(back)
    label = max(range(LABELS), key=best.__getitem__)
    labels = [label]
    for back in reversed(came):
        label = back[label]
        labels.append(label)
    return labels[::-1]
