"""Finding learners by a text: the name of a folder or file, or a name or number from a platform."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fundamentals.classroom.gradebook._entities import Learner
from fundamentals.classroom.platforms import PLATFORMS
from fundamentals.language import Text

# Seat numbers, the numbers of labs and copies, and years are shorter than this.
_DIGITS_OF_AN_ID = 5
_LETTERS_OF_AN_ID = 4
_MOST_PERMUTED = 4
_MOST_SHOWN = 3
# No name is longer; a longer text may be meant to keep the grader busy.
_LONGEST = 300

# Ideographs, kana and Hangul.
_EASTERN = r"\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
# Parts of names that are no letters to Python: vowel signs, rare ideographs that a system numbers
# itself, and what stands for a lost character. Without them 王?明 would be 王明.
_PARTS_OF_NAMES = (
    r"\u0300-\u036f\u064b-\u065f\u0900-\u109f\u1780-\u17ff\ue000-\uf8ff\U000f0000-\U0010fffd"
    r"?\ufffd\u25a1\u3013"
)
_BETWEEN_SCRIPTS = re.compile(f"(?<=[{_EASTERN}])(?=[0-9a-z])|(?<=[0-9a-z])(?=[{_EASTERN}])")
_WORD = re.compile(f"(?:[^\\W_]|[{_PARTS_OF_NAMES}])+")
# Ids and addresses may contain these.
_COMPOSITE = re.compile(r"(?<![^\W_])[^\W_]+(?:[-.+@][^\W_]+)+")

# Words that people add to their names.
_NOISE = re.compile(
    r"(?:lab|hw|homework|assignment|exercise|submission|solution|answers?|final|copy|of|version|draft"
    r"|notebook|untitled|py|ipynb)(?:\d*|\d+[a-z])|(?:v|ver|ex|week|unit|part|task|p|q)\d+[a-z]?|[一二三四五六七八九十]+"
)
# What stands between the names of people who worked together.
_AND = re.compile(r"[&、+]|\band\b")
# A number of its own, which may count copies: (2).
_COUNT = re.compile(r"(?<![^\W_])\d{1,3}(?![^\W_])")
# Longer than most numbers, shorter than the time in seconds or finer.
_STUDENT_NUMBER = re.compile(r"\d{8,10}")
_DIGITS_OF_A_STUDENT_NUMBER = 6
# An id too short to identify anybody by itself, but no copy, lab or year: 1001_王小明 is not the
# 王小明 of another number.
_NUMBER_BESIDE_A_NAME = re.compile(r"(?!20\d\d)\d{3,4}")
_DATE = re.compile(r"20\d\d[01]\d[0-3]\d")
_EASTERN_NOISE = re.compile(
    "作業|作业|實作|實驗|練習|的?副本|複製|期中|期末|最終版?|完成版?|遲交|補交|重交|組長|號"
)


@dataclass(frozen=True)
class Clue:
    """A clue to a learner in a text.

    Attributes:
        said: The text.
        fits: The learners who match it; empty for an unknown id or number.
        decides: Whether it identifies the learner, rather than only excluding others.
    """

    said: str
    fits: frozenset[Learner]
    decides: bool = True


def identify_learner(
    clues: Sequence[Clue], gone: Collection[str] = frozenset()
) -> Learner | Text | None:
    """Return the one learner who matches all clues, or why there is none; None without clues.

    Args:
        clues: The clues.
        gone: Ids of learners who have left the class; among several learners they do not count.
    """
    if not any(clue.decides for clue in clues):
        return None
    fits = frozenset.intersection(*(clue.fits for clue in clues))
    if len(fits) > 1:
        fits = frozenset(each for each in fits if each.id not in gone) or fits
    if len(fits) == 1:
        return next(iter(fits))
    if fits:
        return Text("“{said}” could be {learners}", "「{said}」可能是 {learners}").format(
            said=" ".join(clue.said for clue in clues if clue.decides), learners=shown(fits)
        )
    said = [
        Text("“{said}” is {learners}", "「{said}」是 {learners}").format(
            said=clue.said, learners=shown(clue.fits)
        )
        if clue.decides and clue.fits
        else Text(
            "{said} is the id or number of another learner", "{said} 是別人的學號或編號"
        ).format(said=clue.said)
        for clue in clues
    ]
    return Text(", but ".join(each.en for each in said), "，但".join(each.zh_hant for each in said))


def shown(learners: Collection[Learner]) -> str:
    """Return ids and names of some of ``learners``."""
    texts = sorted(f"{each.id} {each.name}" for each in learners)
    return " / ".join(texts[:_MOST_SHOWN]) + (" …" if len(texts) > _MOST_SHOWN else "")


class LearnerIndex:
    """The learners of a class, found by the names of files.

    Args:
        learners: Everybody in the class.
        noise: Words that are not names, such as those of the lab.
        short_ids: Whether a short number alone also counts as an id, with or without leading zeros.
        gone: Ids of learners who have left the class.
    """

    def __init__(
        self,
        learners: Iterable[Learner],
        noise: Iterable[str] = (),
        *,
        short_ids: bool = False,
        gone: Collection[str] = frozenset(),
    ) -> None:
        self.gone = gone
        self.learners = tuple(learners)
        self._noise = frozenset(map(_folded, noise))
        self._by_id = _index(
            (key, learner) for learner in self.learners for key in _keys_of_id(learner)
        )
        self._by_name = _index(
            (key, learner)
            for learner in self.learners
            for words in _spellings(learner)
            for key in _keys(words)
        )
        self._by_first_word: dict[str, list[tuple[frozenset[str], Learner]]] = defaultdict(list)
        for learner in self.learners:
            for words in _spellings(learner):
                self._by_first_word[min(words)].append((frozenset(words), learner))
        self._by_number = _index(
            (f"{platform} {number}", learner)
            for learner in self.learners
            for platform, number in _numbers(learner)
        )
        self._by_seat = _index(
            (str(int(learner.id)), learner)
            for learner in self.learners
            if short_ids and _is_short_number(learner.id)
        )
        self._shapes = {_shape(key) for key in self._by_id if _is_clear(key)}
        self._has_student_numbers = any(
            sum(map(str.isdecimal, each.id)) >= _DIGITS_OF_A_STUDENT_NUMBER
            for each in self.learners
        )

    def has_id(self, text: str) -> bool:
        """Return whether ``text`` is somebody's id, address or login."""
        return _folded(text) in self._by_id

    def numbers(self, platform: str) -> frozenset[str]:
        """Return everybody's number, or login, on the platform with the id ``platform``."""
        found = (key.partition(" ") for key in self._by_number)
        return frozenset(number for of_platform, _, number in found if of_platform == platform)

    def of_exact(self, text: str) -> list[Clue]:
        """Return the clue of a whole id, login or address ``text``, as a platform writes it."""
        found = self._by_id.get(_folded(text)) if text else None
        return [Clue(text, frozenset(found))] if found else []

    def has_number(self, platform: str, number: str) -> bool:
        """Return whether ``number`` is somebody's on the platform with the id ``platform``."""
        return f"{platform} {number}" in self._by_number

    def of_number(self, platform: str, number: str) -> Clue:
        """Return the clue of that number on the platform, which excludes all other learners."""
        found = self._by_number.get(f"{platform} {number}")
        if found:
            return Clue(number, frozenset(found))
        unnumbered = (
            each for each in self.learners if all(used != platform for used, _ in _numbers(each))
        )
        return Clue(number, frozenset(unnumbered), decides=False)

    def of_label(self, label: str) -> list[Clue]:
        """Return the clues in ``label``, the name of a folder or a file without its suffix.

        A whole name counts, with its words in any order, next to numbers and words such as "final"
        or 作業. An id counts if there is nothing else, or as a separate word that is too long for
        the number of a lab, a seat, a copy or a year.
        """
        whole = _folded(label)
        if _is_short_number(whole) and (seated := self._by_seat.get(str(int(whole)))):
            return [Clue(label, frozenset(seated))]
        if whole in self._by_id and not _is_short_number(whole):
            by_name = self._named(_WORD.findall(whole))
            fits = [frozenset(self._by_id[whole]), *([by_name] if by_name else [])]
            return [Clue(label, each) for each in fits]
        return self._of_words(label, logins=True)

    def of_name(self, name: str) -> list[Clue]:
        """Return the clues in ``name``, as a platform gives it; it may contain an id.

        Moodle puts a group in front of it, which counts if it is the learner's group.
        """
        clues = self._of_words(name, logins=False)
        if len(name) > _LONGEST or any(clue.decides for clue in clues):
            return clues
        for dash in re.finditer("-", name):
            group = _folded(name[: dash.start()])
            fits = self._named(_words(_folded(name[dash.end() :])))
            fits = frozenset(each for each in fits if group in _sections(each))
            if fits:
                return [Clue(name, fits)]
        return clues

    def mentioned(self, label: str) -> frozenset[Learner]:
        """Return the learners all of whose name is among the words of ``label``.

        That does not identify them: "Wang Ming Hua" mentions Wang Ming.
        """
        if len(label) > _LONGEST:
            return frozenset()
        said = frozenset(_words(_BETWEEN_SCRIPTS.sub(" ", _folded(label))))
        named = (each for word in said for each in self._by_first_word.get(word, ()))
        return frozenset(learner for words, learner in named if words <= said)

    def _of_words(self, label: str, *, logins: bool) -> list[Clue]:
        if len(label) > _LONGEST:
            return []
        clues, text = self._ids_in(_BETWEEN_SCRIPTS.sub(" ", _folded(label)), logins=logins)
        if not clues:
            # The id of somebody outside the class, whose name may be a learner's, too.
            strange = filter(self._is_strange_id, _WORD.findall(text))
            clues = [Clue(each, frozenset(), decides=False) for each in strange]
        if len(parts := _AND.split(text)) > 1:
            together = [Clue(part.strip(), self._named(_words(part))) for part in parts]
            if all(clue.fits for clue in together):
                return [*clues, *together]
        counted = _COUNT.search(_folded(label)) is not None
        for words in self._without_noise(text):
            by_name = self._named(words)
            if by_name and counted:
                # A copy of 李大同's file looks like the file of a 李大同2.
                by_name |= self._named([word for word in words if not word.isdecimal()])
            is_login = logins and len(words) == 1 and not _is_short_number(words[0])
            by_id = frozenset(self._by_id.get(words[0], ())) if is_login else frozenset()
            if by_name or by_id:
                said = " ".join(words)
                return [*clues, *(Clue(said, fits) for fits in (by_id, by_name) if fits)]
        return clues

    def _ids_in(self, text: str, *, logins: bool) -> tuple[list[Clue], str]:
        """Return the clues of the ids in ``text``, and the text without them."""
        clues = []
        for pattern in (_COMPOSITE, _WORD):
            for token in pattern.findall(text):
                is_login = logins and pattern is _COMPOSITE and any(map(str.isalpha, token))
                if token in self._by_id and (is_login or _is_clear(token)):
                    clues.append(Clue(token, frozenset(self._by_id[token])))
                    # hao.lin may be somebody's login, and another's name.
                    if is_login and (by_name := self._named(_words(token))):
                        clues.append(Clue(token, by_name))
                    text = re.sub(rf"(?<![^\W_]){re.escape(token)}(?![^\W_])", " ", text)
                elif token in self._by_id and _NUMBER_BESIDE_A_NAME.fullmatch(token):
                    clues.append(Clue(token, frozenset(self._by_id[token]), decides=False))
        return clues, text

    def _is_strange_id(self, word: str) -> bool:
        return (
            _is_clear(word)
            and (_shape(word) in self._shapes or self._is_student_number(word))
            and word not in self._noise
            and not _NOISE.fullmatch(word)
            and not _DATE.fullmatch(word)
        )

    def _is_student_number(self, word: str) -> bool:
        return self._has_student_numbers and _STUDENT_NUMBER.fullmatch(word) is not None

    def _without_noise(self, text: str) -> Iterator[list[str]]:
        """Yield the words of ``text``, leaving out more and more words that are not names."""
        words = _words(text)
        yield words
        letters = [word for word in words if not word.isdecimal()]
        yield letters
        yield [
            word
            for word in _words(_EASTERN_NOISE.sub(" ", " ".join(letters)))
            if word not in self._noise and not _NOISE.fullmatch(word)
        ]

    def _named(self, words: Sequence[str]) -> frozenset[Learner]:
        """Return the learners named by all ``words``, or by those in one of two scripts."""
        found = self._find_name(words)
        if found:
            return found
        eastern = [word for word in words if _is_eastern(word)]
        western = [word for word in words if word not in eastern]
        if not eastern or not western:
            return frozenset()
        by_eastern, by_western = self._find_name(eastern), self._find_name(western)
        if not by_eastern:
            # In Latin letters, many share a name: 王明 and 汪鳴 are both Wang Ming.
            by_western = frozenset(each for each in by_western if not _is_eastern(each.name))
        return by_eastern | by_western

    def _find_name(self, words: Sequence[str]) -> frozenset[Learner]:
        return frozenset().union(*(self._by_name.get(key, ()) for key in _keys(words)))


def _index(entries: Iterable[tuple[str, Learner]]) -> Mapping[str, set[Learner]]:
    index: dict[str, set[Learner]] = defaultdict(set)
    for key, learner in entries:
        if key:
            index[key].add(learner)
    return dict(index)


def _keys_of_id(learner: Learner) -> Iterator[str]:
    yield from map(_folded, (learner.id, learner.login, learner.email))
    # b10901001@ntu.edu.tw is B10901001.
    account, at, _ = _folded(learner.email).partition("@")
    if at and _is_clear(account):
        yield account


def _numbers(learner: Learner) -> Iterator[tuple[str, str]]:
    """Yield the learner's numbers or logins with the ids of the platforms that use them."""
    if learner.platform and learner.lms_id:
        yield learner.platform, learner.lms_id.casefold()
    for platform in PLATFORMS:
        if platform.numbers_are_logins:
            for login in filter(None, (learner.login, learner.id)):
                yield platform.id, login.casefold()


def _spellings(learner: Learner) -> Iterator[list[str]]:
    """Yield the words of each name of the learner."""
    words = _words(_BETWEEN_SCRIPTS.sub(" ", _folded(learner.name)))
    if learner.name == learner.id or not any(map(str.isalpha, learner.name)) or not words:
        return
    yield words
    # 陳美玲 (Mei-Ling Chen) goes by either name.
    eastern = [word for word in words if _is_eastern(word)]
    if 0 < len(eastern) < len(words):
        yield eastern
        yield [word for word in words if word not in eastern]


def _keys(words: Sequence[str]) -> set[str]:
    """Return a key shared by all names with the same ``words``, in any order and also joined."""
    if not words:
        return set()
    if len(words) <= _MOST_PERMUTED:
        orders: Iterable[Sequence[str]] = itertools.permutations(words)
    else:
        orders = ([*words[start:], *words[:start]] for start in range(len(words)))
    return {" ".join(sorted(words)), *map("".join, orders)}


def _sections(learner: Learner) -> list[str]:
    return [_folded(each) for each in re.split("[,;、]", learner.section)]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _words(text: str) -> list[str]:
    # File names lose the apostrophe of O'Brien.
    return _WORD.findall(re.sub("['’]", "", text))


def _is_eastern(text: str) -> bool:
    return re.search(f"[{_EASTERN}]", text) is not None


def _is_short_number(text: str) -> bool:
    return text.isdecimal() and len(text) < _DIGITS_OF_AN_ID


def _is_clear(text: str) -> bool:
    """Return whether the id ``text`` is unmistakable among other words."""
    if text.isdecimal():
        return len(text) >= _DIGITS_OF_AN_ID
    return len(text) >= _LETTERS_OF_AN_ID and any(map(str.isdecimal, text))


def _shape(text: str) -> str:
    return re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "9", text))
