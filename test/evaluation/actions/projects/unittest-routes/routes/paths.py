def split(path):
    return [part for part in path.split('/') if part]
