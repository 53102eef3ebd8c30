"""The names of numbers in English and French, and what each word stands for.

Names are tuples of words. English is that of the United States, without "and"; French
is in the spelling before 1990, cut at its hyphens: "quatre vingts", "quatre vingt un".
"""

from utils import checks

DIGITS = 6  # of the largest number, 999 999
TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ENGLISH = ("", *UNITS, *TEENS, *TENS, "hundred", "thousand")
UNITES = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
UNITES += ("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize")
DIZAINES = ("vingt", "trente", "quarante", "cinquante", "soixante")
FRENCH = ("", *UNITES, *DIZAINES, "et", "vingts", "cent", "cents", "mille")
ENGLISH_STEPS, FRENCH_STEPS = 9, 13  # words of the longest names
TAGS = ("", "1", "10", "100", "1 000", "10 000", "100 000", "times")


def spell_english(number):
    """Return the name of a number, as in the United States: without "and".

    Args:
        number: whole number from 1 to 999 999.

    Returns:
        A tuple of words.

    Raises:
        ValueError: for any other number.

    Example:

    >>> " ".join(spell_english(21_305))
    'twenty one thousand three hundred five'
    """
    thousands, rest = divmod(_check(number), 1000)
    words = (*_english(thousands), "thousand") if thousands else ()
    return words + _english(rest)


def spell_french(number):
    """Return the French name of a number, in the spelling before 1990.

    "Vingt" and "cent" take an s where they are multiplied and nothing follows, not
    even "mille"; "et" stands before "un" and "onze" up to 71; "mille" never changes.

    Args:
        number: whole number from 1 to 999 999.

    Returns:
        A tuple of words, cut at hyphens.

    Raises:
        ValueError: for any other number.

    Example:

    >>> [" ".join(spell_french(n)) for n in (71, 80, 81, 200, 80_200)]
    ['soixante et onze', 'quatre vingts', 'quatre vingt un', 'deux cents', \
'quatre vingt mille deux cents']
    """
    thousands, rest = divmod(_check(number), 1000)
    words = _french(thousands, last=False) if thousands > 1 else ()
    return words + ("mille",) * (thousands > 0) + _french(rest, last=True)


def tag_english(number):
    """Return for each word of the name how large the thing is that it stands for.

    "Five" in "five hundred thousand" stands for 500 000 and is tagged "100 000", the
    power of ten of its first digit. "Hundred" and "thousand" are tagged "times".

    Args:
        number: whole number from 1 to 999 999.

    Returns:
        A tuple of `TAGS`, one for each word.

    Example:

    >>> tag_english(12_500)
    ('10 000', 'times', '100', 'times')
    """
    thousands, rest = divmod(_check(number), 1000)
    tags = (*_tags(thousands, 3), "times") if thousands else ()
    return tags + _tags(rest, 0)


def _check(number):
    return checks.integer("number", number, 1, 10**DIGITS - 1)


def _english(number):
    hundreds, rest = divmod(number, 100)
    words = (UNITS[hundreds - 1], "hundred") if hundreds else ()
    if rest >= 20:
        words += (TENS[rest // 10 - 2],)
        rest %= 10
    return words + (((UNITS + TEENS)[rest - 1],) if rest else ())


def _tags(number, zeros):
    hundreds, rest = divmod(number, 100)
    tags = (TAGS[3 + zeros], "times") if hundreds else ()
    if rest >= 10:
        tags += (TAGS[2 + zeros],)
        rest = rest % 10 if rest >= 20 else 0
    return tags + ((TAGS[1 + zeros],) if rest else ())


def _french(number, *, last):
    hundreds, rest = divmod(number, 100)
    words = (UNITES[hundreds - 1],) if hundreds > 1 else ()
    if hundreds:
        words += ("cents" if hundreds > 1 and last and not rest else "cent",)
    if rest <= 16:
        return words + ((UNITES[rest - 1],) if rest else ())
    if rest == 80:
        return (*words, "quatre", "vingts" if last else "vingt")
    tens, unit = divmod(rest, 10)
    if tens == 1:
        return (*words, "dix", UNITES[unit - 1])
    if tens in (7, 9):  # sixty and ten, four twenties and ten
        tens, unit = tens - 1, unit + 10
    words += ("quatre", "vingt") if tens == 8 else (DIZAINES[tens - 2],)
    words += ("et",) if unit in (1, 11) and tens < 8 else ()
    return words + (_below_twenty(unit) if unit else ())


def _below_twenty(number):
    return (UNITES[number - 1],) if number <= 16 else ("dix", UNITES[number - 11])
