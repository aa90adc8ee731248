import os
import signal
from pathlib import Path

import pytest

from generator.parallel import LEAST, SWITCH, beside, map_in_processes
from tests.samples import count_forks

MANY = range(LEAST * 2)


@pytest.fixture(autouse=True)
def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "2")
    monkeypatch.setattr("threading.active_count", lambda: 1)  # a worker of the tests has one more, which only waits


def test_results_are_in_order_and_come_from_two_processes() -> None:
    found = map_in_processes(lambda number: (number * 2, os.getpid()), MANY)
    assert [one for one, _ in found] == [number * 2 for number in MANY]
    assert len({process for _, process in found}) == 2


def test_the_steps_add_up_whoever_takes_them() -> None:
    steps: list[int] = []
    map_in_processes(lambda number: number, MANY, step=steps.append)
    assert sum(steps) == len(MANY)
    steps.clear()
    map_in_processes(lambda number: number, MANY[: LEAST - 1], step=steps.append)
    assert steps == [1] * (LEAST - 1)


def test_each_process_finishes_its_share(tmp_path: Path) -> None:
    map_in_processes(lambda number: number, MANY, finish=lambda: (tmp_path / str(os.getpid())).touch())
    assert len([*tmp_path.iterdir()]) == 2
    assert not (tmp_path / str(os.getpid())).exists()


def test_large_results_come_whole() -> None:
    assert map_in_processes(lambda number: bytes([number]) * 100_000, MANY) == [bytes([n]) * 100_000 for n in MANY]


def test_who_gives_up_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    started = count_forks(monkeypatch)

    def give_up(_: int) -> None:
        raise KeyboardInterrupt

    def work(number: int) -> int:
        if number > 1:
            signal.pause()
        return number

    with pytest.raises(KeyboardInterrupt):
        map_in_processes(work, MANY, step=give_up)
    assert len(started) == 2
    for process in started:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, 0)


def test_little_work_stays_here() -> None:
    assert set(map_in_processes(lambda _: os.getpid(), MANY[: LEAST - 1])) == {os.getpid()}


@pytest.mark.parametrize("bad", [0, 1])
def test_an_error_is_raised_whichever_process_meets_it(bad: int) -> None:
    def work(number: int) -> int:
        if number == bad:
            raise ValueError(f"không làm được {number}")
        return number

    with pytest.raises(ValueError, match=f"không làm được {bad}"):
        map_in_processes(work, MANY)


def test_a_killed_process_is_no_result() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(ChildProcessError):
        map_in_processes(work, MANY)


@pytest.mark.parametrize("pays", [True, False])
def test_work_beside_is_done_where_it_pays(pays: bool) -> None:
    with beside(lambda: os.getpid(), pays=pays) as result:
        here = os.getpid()
    assert (result() != here) == pays


def test_work_beside_ends_with_its_block(monkeypatch: pytest.MonkeyPatch) -> None:
    started = count_forks(monkeypatch)
    with pytest.raises(ValueError, match="xong"), beside(lambda: "không ai hỏi", pays=True):
        raise ValueError("xong")
    with pytest.raises(ChildProcessError):
        os.waitpid(started[0], 0)
