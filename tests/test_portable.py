"""The run as an older processor: what is turned off is what NumPy names and this processor has."""

from tests.portable import OLDEST_X86, settings

DISPATCHED = ["X86_V3", "X86_V4"]


def test_what_the_processor_lacks_is_told_and_not_turned_off():
    environment, skipped = settings(DISPATCHED, {"X86_V2": True, "X86_V3": True, "X86_V4": False}, "x86_64")
    older = {"ATEN_CPU_CAPABILITY": "default", "NPY_DISABLE_CPU_FEATURES": "X86_V3"}
    assert environment == older | OLDEST_X86
    assert skipped == ["skipped: NumPy's X86_V4, which this processor lacks"]


def test_the_oldest_processor_has_nothing_for_numpy_to_leave_out():
    environment, skipped = settings(DISPATCHED, {}, "AMD64")
    assert "NPY_DISABLE_CPU_FEATURES" not in environment and len(skipped) == 2


def test_another_processor_keeps_its_blas_and_c_library():
    environment, skipped = settings(["SVE"], {"SVE": True}, "aarch64")
    assert environment == {"ATEN_CPU_CAPABILITY": "default", "NPY_DISABLE_CPU_FEATURES": "SVE"}
    assert skipped == [f"skipped: {', '.join(OLDEST_X86)}, which are for x86-64; this is aarch64"]
