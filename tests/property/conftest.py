"""How hypothesis runs here: the same examples every time, no clock."""

from hypothesis import HealthCheck, settings

from tests.conftest import IS_LONG

settings.register_profile(
    "project",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=800 if IS_LONG else 80,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("project")
