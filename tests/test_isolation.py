"""A call that crashes, hangs or eats memory fails alone."""

import mmap
import os
import signal
import time

import pytest

from dure.engines.reading import ReadingError
from dure.isolation import Isolated, ProcessDied, TookTooLong

HERE = __name__


def double(number, *, plus=0):
    return 2 * number + plus


def refuse():
    code = "empty"
    raise ReadingError(code, "nothing there", "give something")


def own_process():
    return os.getpid()


def crash():
    os.kill(os.getpid(), signal.SIGKILL)


def hang():
    time.sleep(60)


def take(size):
    return len(bytearray(size))


def eat():
    return len(bytearray(3_000_000_000))


def made(name, **options):
    return Isolated(f"{HERE}:{name}", fork=True, **{"seconds": 20, **options})


def test_a_call_is_answered_by_one_process_that_stays():
    with made("double") as twice:
        assert twice.call(4, plus=1) == 9
    with made("own_process") as process:
        first = process.call()
        assert first != os.getpid()
        assert process.call() == first


def test_a_process_that_begins_empty_answers_too():
    with Isolated("math:sqrt", prepare="os:getpid", seconds=60) as root:
        assert root.call(9) == 3


def test_what_the_function_raises_is_raised_here():
    with made("refuse") as refusing, pytest.raises(ReadingError) as caught:
        refusing.call()
    assert (caught.value.code, caught.value.hint) == ("empty", "give something")


def test_a_crash_is_an_error_and_the_next_call_has_a_new_process():
    with made("crash") as crashing:
        for _ in range(2):
            with pytest.raises(ProcessDied, match="signal 9"):
                crashing.call()


def test_a_call_that_does_not_end_is_ended():
    started = time.monotonic()
    with made("hang", seconds=0.3) as hanging, pytest.raises(TookTooLong, match=r"0\.3 seconds"):
        hanging.call()
    assert time.monotonic() - started < 10


def test_memory_is_bounded():
    with made("eat", megabytes=2000) as eating, pytest.raises(MemoryError):
        eating.call()


def test_a_copy_of_a_large_caller_has_as_much_to_take_as_any():
    with mmap.mmap(-1, 3_000_000_000), made("take", megabytes=500) as small:  # mapped, never touched
        assert small.call(100_000_000) == 100_000_000
        with pytest.raises(MemoryError):
            small.call(1_000_000_000)
