"""The committed schemas are those of the types."""

import pytest

from tests.docs.schemas import DOCUMENTS, path_of, text
from tests.helpers.schemas import validator


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_committed_schema_is_the_one_of_the_types(name):
    assert path_of(name).read_text(encoding="utf-8") == text(name), "run make docs"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_a_schema_that_refuses_an_empty_document(name):
    assert not validator(name).is_valid({})
