import unittest

from routes.paths import split


class SplitTest(unittest.TestCase):
    def test_drops_empty_parts(self):
        self.assertEqual(split('/a//b'), ['a', 'b'])


if __name__ == '__main__':
    unittest.main()
