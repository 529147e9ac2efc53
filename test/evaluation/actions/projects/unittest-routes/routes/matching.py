from .paths import split


def matches(pattern, path):
    """Whether a path fits a pattern such as /users/:id."""
    wanted = split(pattern)
    given = split(path)
    if len(wanted) != len(given):
        return False
    for left, right in zip(wanted, given):
        if left.startswith(':'):
            continue
        if left != right:
            return False
    return True


def parameters(pattern, path):
    """What the parts of a path are called by a pattern."""
    if not matches(pattern, path):
        raise ValueError('the path does not fit')
    pairs = zip(split(pattern), split(path))
    return {left[1:]: right for left, right in pairs if left.startswith(':')}


def method_of(name, strict=False):
    if name is None:
        return 'GET'
    elif strict and name != name.upper():
        raise TypeError('methods are written in capitals')
    return name.upper()
