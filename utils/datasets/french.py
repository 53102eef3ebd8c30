"""The words of a small English and French grammar, and how the French ones agree.

Nouns have a gender and a number; articles, possessives, demonstratives and adjectives
agree with them, and some change their form before a vowel.
"""

NOUNS = {  # English one, many: French one, many, gender
    ("cat", "cats"): ("chat", "chats", "m"),
    ("dog", "dogs"): ("chien", "chiens", "m"),
    ("horse", "horses"): ("cheval", "chevaux", "m"),
    ("bird", "birds"): ("oiseau", "oiseaux", "m"),
    ("owl", "owls"): ("hibou", "hiboux", "m"),
    ("cow", "cows"): ("vache", "vaches", "f"),
    ("man", "men"): ("homme", "hommes", "m"),
    ("child", "children"): ("enfant", "enfants", "m"),
    ("boy", "boys"): ("garçon", "garçons", "m"),
    ("girl", "girls"): ("fille", "filles", "f"),
    ("woman", "women"): ("femme", "femmes", "f"),
    ("queen", "queens"): ("reine", "reines", "f"),
    ("tree", "trees"): ("arbre", "arbres", "m"),
    ("hat", "hats"): ("chapeau", "chapeaux", "m"),
    ("book", "books"): ("livre", "livres", "m"),
    ("knife", "knives"): ("couteau", "couteaux", "m"),
    ("apple", "apples"): ("pomme", "pommes", "f"),
    ("flower", "flowers"): ("fleur", "fleurs", "f"),
    ("picture", "pictures"): ("image", "images", "f"),
    ("sword", "swords"): ("épée", "épées", "f"),
    ("garden", "gardens"): ("jardin", "jardins", "m"),
    ("hotel", "hotels"): ("hôtel", "hôtels", "m"),
    ("house", "houses"): ("maison", "maisons", "f"),
    ("school", "schools"): ("école", "écoles", "f"),
    ("car", "cars"): ("voiture", "voitures", "f"),
    ("church", "churches"): ("église", "églises", "f"),
}
ANIMALS, PEOPLE = tuple(NOUNS)[:6], tuple(NOUNS)[6:12]
BEINGS, PLACES = ANIMALS + PEOPLE, tuple(NOUNS)[20:]
# English: masculine one, before a vowel, many, feminine one, many
BEFORE = {  # beauty, age, goodness, size: they stand before the noun
    "beautiful": ("beau", "bel", "beaux", "belle", "belles"),
    "old": ("vieux", "vieil", "vieux", "vieille", "vieilles"),
    "new": ("nouveau", "nouvel", "nouveaux", "nouvelle", "nouvelles"),
    "young": ("jeune", "jeune", "jeunes", "jeune", "jeunes"),
    "good": ("bon", "bon", "bons", "bonne", "bonnes"),
    "small": ("petit", "petit", "petits", "petite", "petites"),
    "big": ("grand", "grand", "grands", "grande", "grandes"),
}
AFTER = {
    "white": ("blanc", "blanc", "blancs", "blanche", "blanches"),
    "black": ("noir", "noir", "noirs", "noire", "noires"),
    "green": ("vert", "vert", "verts", "verte", "vertes"),
    "red": ("rouge", "rouge", "rouges", "rouge", "rouges"),
    "blue": ("bleu", "bleu", "bleus", "bleue", "bleues"),
}
ADJECTIVES = BEFORE | AFTER
# English plain form, with -s: French with je, il, nous, ils
TRANSITIVE = {  # the last three are never said of a person
    ("see", "sees"): ("vois", "voit", "voyons", "voient"),
    ("draw", "draws"): ("dessine", "dessine", "dessinons", "dessinent"),
    ("find", "finds"): ("trouve", "trouve", "trouvons", "trouvent"),
    ("look for", "looks for"): ("cherche", "cherche", "cherchons", "cherchent"),
    ("listen to", "listens to"): ("écoute", "écoute", "écoutons", "écoutent"),
    ("love", "loves"): ("aime", "aime", "aimons", "aiment"),
    ("sell", "sells"): ("vends", "vend", "vendons", "vendent"),
    ("buy", "buys"): ("achète", "achète", "achetons", "achètent"),
    ("have", "has"): ("ai", "a", "avons", "ont"),
}
INTRANSITIVE = {
    ("sleep", "sleeps"): ("dors", "dort", "dormons", "dorment"),
    ("sing", "sings"): ("chante", "chante", "chantons", "chantent"),
    ("dance", "dances"): ("danse", "danse", "dansons", "dansent"),
    ("arrive", "arrives"): ("arrive", "arrive", "arrivons", "arrivent"),
}
VERBS = TRANSITIVE | INTRANSITIVE
BE = {"i": "am", "he": "is", "she": "is", "we": "are"}
ETRE = ("suis", "est", "sommes", "sont")
PRONOUNS = {"i": ("je", 0), "he": ("il", 1), "she": ("elle", 1), "we": ("nous", 2)}
PREPOSITIONS = {"in": "dans", "with": "avec", "behind": "derrière", "under": "sous"}
JOINED = {"and": "et", "because": "parce que"}
DETERMINERS = ("the", "a", "my", "this")
ASPIRATED = ("hibou", "hiboux")  # spelled with an h that blocks elision
FORMS = {  # masculine one, before a vowel, many, feminine one, before a vowel, many
    "the": ("le", "l'", "les", "la", "l'", "les"),
    "a": ("un", "un", "des", "une", "une", "des"),
    "my": ("mon", "mon", "mes", "ma", "mon", "mes"),
    "this": ("ce", "cet", "ces", "cette", "cette", "ces"),
}


def is_open(word):
    """Return whether a word makes the one before it elide: le → l', de → d'.

    Args:
        word: a `str`.

    Returns:
        True for a vowel or a silent h at its beginning.

    Example:

    >>> is_open("école"), is_open("homme"), is_open("hibou"), is_open("chat")
    (True, True, False, False)
    """
    return word[0] in "aeiouyéèêâîôûh" and word not in ASPIRATED


def inflect(adjective, gender, many, before_vowel=False):
    """Return the form of an English adjective's translation.

    Args:
        adjective: a key of `ADJECTIVES`.
        gender: "m" or "f".
        many: whether it is plural.
        before_vowel: whether the next word begins with a vowel.

    Returns:
        A `str`.

    Example:

    >>> inflect("old", "m", many=False, before_vowel=True)
    'vieil'
    """
    forms = ADJECTIVES[adjective]
    if gender == "f":
        return forms[3 + many]
    return forms[2] if many else forms[int(before_vowel)]


def determine(determiner, gender, many, before_vowel=False):
    """Return the article, possessive or demonstrative that agrees.

    Args:
        determiner: a key of `FORMS`.
        gender: "m" or "f".
        many: whether it is plural.
        before_vowel: whether the next word begins with a vowel.

    Returns:
        A `str`.

    Example:

    >>> determine("my", "f", many=False, before_vowel=True)
    'mon'
    """
    place = 2 if many else int(before_vowel)
    return FORMS[determiner][place + 3 * (gender == "f")]
