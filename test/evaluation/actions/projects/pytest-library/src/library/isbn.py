"""Numbers of books."""


def check_digit(digits: str) -> int:
    """The last digit of a number of thirteen."""
    if len(digits) != 12:
        raise ValueError("twelve digits are needed")
    total = sum(int(digit) * (1 if index % 2 == 0 else 3) for index, digit in enumerate(digits))
    return -total % 10
