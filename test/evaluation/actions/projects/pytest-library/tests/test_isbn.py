import pytest

from library.isbn import check_digit


def test_check_digit():
    assert check_digit("978030640615") == 7


def test_check_digit_needs_twelve():
    with pytest.raises(ValueError):
        check_digit("1")
