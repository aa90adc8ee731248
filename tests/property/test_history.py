"""Random histories of a base in: what recordings say was added, changed, removed and re-added is what really was."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.history import What, changes_between, concerns, for_audience
from generator.recordings import Recording, Snapshot, State, difference, order, read, replay, write

KEYS = [f"{folder}/{name}" for folder in ("bai-hoc", "nghi-quyet") for name in ("a", "b-2", "c")]
AUDIENCES = ("bi-thu", "dang-vien", "giang-vien")
names = st.sampled_from(("title", "#", "#muc", "questions@bi-thu", "#@!bi-thu", "changes:2026-01-02@dang-vien"))
parts = st.dictionaries(names, st.sampled_from(("ab12", "cd_-")), max_size=4)
snapshots = st.builds(
    Snapshot,
    title=st.text(max_size=5),
    audiences=st.lists(st.sampled_from(AUDIENCES), unique=True).map(tuple),
    public=st.none() | parts,
    internal=st.none() | parts,
)
states = st.dictionaries(st.sampled_from(KEYS), snapshots)


def recorded(history: list[State]) -> list[Recording]:
    """A recording for each state, one a day, read back from what was written."""
    found: list[Recording] = []
    before: State = {}
    for number, state in enumerate(history):
        day = date(2026, 1, 1) + timedelta(number)
        recording = Recording(f"{day}-lan", day, "Lần", difference(before, state))
        found.append(read(recording.name, write(recording)))
        before = state
    return found


@given(history=st.lists(states, min_size=1, max_size=5))
def test_replaying_recordings_gives_every_state_back(history: list[State]) -> None:
    assert [state for _, state in replay(recorded(history))] == history


@given(history=st.lists(states, min_size=2, max_size=5))
def test_a_recording_names_only_what_differs(history: list[State]) -> None:
    for before, after, recording in zip(history, history[1:], recorded(history)[1:], strict=False):
        differing = {key for key in KEYS if before.get(key) != after.get(key)}
        assert recording.entries.keys() == differing


@given(before=states, after=states)
def test_each_entry_is_added_changed_or_removed_as_it_was(before: State, after: State) -> None:
    told = {change.key: change for change in changes_between(before, after, {})}
    for key in KEYS:
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            expected = None if old is new else What.ADDED if old is None else What.REMOVED
            assert (told[key].what if key in told else None) is expected
            continue
        touched = {
            name
            for name in {*old.all_parts, *new.all_parts}
            if old.all_parts.get(name) != new.all_parts.get(name) and not name.startswith("changes:")
        }
        assert set(told[key].parts if key in told else ()) == touched
        assert (key in told) == bool(touched or set(old.audiences) != set(new.audiences))


@given(before=states, after=states, line=st.sampled_from((("bi-thu", "dang-vien"), ("dang-vien",), ("giang-vien",))))
def test_an_audience_is_told_of_what_reaches_it(before: State, after: State, line: tuple[str, ...]) -> None:
    told = {change.key: change for change in for_audience(changes_between(before, after, {}), line[0], line)}
    for key in KEYS:
        old, new = before.get(key), after.get(key)
        reached = old is not None and bool({*old.audiences} & {*line})
        reaches = new is not None and bool({*new.audiences} & {*line})
        what = told[key].what if key in told else None
        if reached and reaches:
            assert what in (None, What.CHANGED)
            assert key not in told or all(concerns(part, line) for part in told[key].parts)
        else:
            assert what is (What.ADDED if reaches else What.REMOVED if reached else None)


@given(history=st.lists(states, min_size=1, max_size=4))
def test_the_public_view_has_only_what_the_public_got(history: list[State]) -> None:
    public = [recording.for_the_public() for recording in recorded(history)]
    for (_, seen), state in zip(replay(public), history, strict=True):
        assert {key: one.all_parts for key, one in seen.items()} == {
            key: one.public for key, one in state.items() if one.public is not None
        }


def test_recordings_stand_in_order_of_day_then_number() -> None:
    names = ["2026-01-02", "2026-01-02-2", "2026-01-02-2-b", "2026-01-02-10-a", "2026-01-03-a", "2026-01-03-2-a"]
    assert sorted(set(names), key=order) == names
