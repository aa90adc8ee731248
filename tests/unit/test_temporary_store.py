"""What is put into a temporary file comes back as it was, in every process."""

import errno
import os
import pickle
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.parallel import LEAST, SWITCH, map_in_processes
from generator.temporary_store import Store, StoredFiles

ANY_TEXT = st.text(st.characters(codec=None))
"""Also lone surrogates: a text is not to be judged where it only waits."""


@settings(deadline=None)
@given(st.lists(st.binary()), st.lists(ANY_TEXT))
def test_what_was_put_comes_back(contents: list[bytes], texts: list[str]) -> None:
    store = Store()
    handles, written = [store.put(one) for one in contents], [store.put_text(one) for one in texts]
    assert [one.read() for one in handles] == contents
    assert [one.text() for one in written] == texts


def test_processes_do_not_write_over_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "2")
    monkeypatch.setattr("threading.active_count", lambda: 1)  # a worker of the tests has one more, which only waits
    store = Store()

    def work(number: int) -> tuple[int, object]:
        return os.getpid(), store.put(b"%d " % number * 1000)

    done = map_in_processes(work, range(LEAST * 4))
    assert len({process for process, _ in done}) == 2
    for number, (_, handle) in enumerate(done):
        assert handle.read() == b"%d " % number * 1000  # type: ignore[attr-defined]


def test_files_are_a_mapping_and_the_last_of_an_address_counts() -> None:
    store = Store()
    files = StoredFiles(store)
    files.add({"a": b"1", "b": b"2"})
    others = StoredFiles(store)
    others.add({"a": b"3"})
    files.merge(pickle.loads(pickle.dumps(others)))
    assert files == {"a": b"3", "b": b"2"}
    assert ("a" in files, "c" in files, len(files)) == (True, False, 2)
    with pytest.raises(KeyError):
        files["c"]


def test_the_file_is_closed_with_the_last_that_can_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - the store closes it
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda buffering: file)
    store = Store()
    handle = store.put(b"1")
    del store
    assert (handle.read(), file.closed) == (b"1", False)
    del handle
    assert file.closed


def test_a_full_disk_is_said_to_be_that_of_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    store = Store()
    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(OSError, match="No space left") as caught:
        store.put(b"1")
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, tempfile.gettempdir())
