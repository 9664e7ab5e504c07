"""How much a manual may hold. Real ones stay well within; what goes beyond is refused before it takes for ever.

A manual of 1,500 pages has some 5 million characters of text and 100,000 lines.
"""

LARGEST_FILE = 64 * 1024 * 1024  # bytes
MOST_CHARACTERS = 5_000_000
MOST_LINES = 300_000
MOST_PAGES = 10_000
MOST_OBJECTS = 1_000_000  # numbered objects in a PDF
MOST_FORMS = 5_000  # drawings that one page of a PDF draws within others; pypdf would leave out the rest
# Pieces that a PDF draws: numbers, strings, operators, or eight bytes of them. Each takes about 3 microseconds. 1,500
# full pages drawn line by line come to 6 million; where each word has a place and a clip of its own, 600 come to 20.
MOST_WORK = 20_000_000
