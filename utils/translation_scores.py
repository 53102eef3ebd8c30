"""How good translations are: exact match, BLEU and chrF, the last two by sacrebleu."""

import numpy as np
import sacrebleu

from utils.datasets import bilingual
from utils.decoding import answer_once
from utils.translation import translate


def exact_match(guesses, answers):
    """Return the share of translations that are one of the accepted answers.

    Args:
        guesses: sequence of `str`.
        answers: sequence of tuples of `str`.

    Returns:
        A number from 0 to 1. Capitals and blanks do not count, accents do.

    Example:

    >>> exact_match(["je cours.", "va !"], [("Je cours.",), ("allez !", "pars !")])
    0.5
    """
    answers = _normalize(answers, len(guesses))
    plain = [_write(guess) for guess in guesses]
    return float(np.mean([g in a for g, a in zip(plain, answers, strict=True)]))


def bleu(guesses, answers):
    """Return BLEU: how many runs of one to four words the answers share, in percent.

    The geometric mean of four precisions, over all sentences together, times a penalty
    for being too short.

    Args:
        guesses: sequence of `str`.
        answers: sequence of tuples of `str`.

    Returns:
        A number from 0 to 100.

    Example:

    >>> round(bleu(["le chat voit le chien."], [("Le chat voit le chien.",)]))
    100

    Reference:
        Papineni et al. 2002, https://doi.org/10.3115/1073083.1073135;
        Post 2018, https://doi.org/10.18653/v1/W18-6319
    """
    found = sacrebleu.corpus_bleu(list(guesses), _streams(answers, len(guesses)))
    return float(found.score)


def chrf(guesses, answers):
    """Return chrF: the same idea with runs of one to six letters, in percent.

    Args:
        guesses: sequence of `str`.
        answers: sequence of tuples of `str`.

    Returns:
        A number from 0 to 100: precision and recall of the runs, recall twice as
        heavy. A wrong ending costs less than a wrong word.

    Example:

    >>> round(chrf(["le chat voit le chien."], [("Le chat voit le chien.",)]))
    100

    Reference:
        Popović 2015, https://doi.org/10.18653/v1/W15-3049
    """
    found = sacrebleu.corpus_chrf(list(guesses), _streams(answers, len(guesses)))
    return float(found.score)


def translate_test(model, data, name="test"):
    """Translate one of a data set's tests; asked again, the answer is remembered.

    Args:
        model: a `keras.Model`.
        data: a `bilingual.Translations`.
        name: one of `data.tests`.

    Returns:
        A tuple of `str`.

    Raises:
        ValueError: if there is no such test.
    """
    if name not in data.tests:
        raise ValueError(f"name is {name!r}; expected one of {[*data.tests]}")
    return answer_once(_translate, model, data, name)


def _translate(model, data, name):
    return tuple(translate(model, data, [source for source, _ in data.tests[name]]))


def score_test(score, model, data, name="test"):
    """Return one of this module's scores on one of a data set's tests.

    Args:
        score: `exact_match`, `bleu` or `chrf`.
        model: a `keras.Model`.
        data: a `bilingual.Translations`.
        name: one of `data.tests`.

    Returns:
        A number.
    """
    answers = [accepted for _, accepted in data.tests[name]]
    return score(translate_test(model, data, name), answers)


def _normalize(answers, count):
    """The accepted answers as `detokenize` writes them."""
    if len(answers) != count:
        raise ValueError(f"answers has {len(answers)} entries; expected {count}")
    return [tuple(map(_write, accepted)) for accepted in answers]


def _write(text):
    """A sentence as `detokenize` writes it; an empty translation stays empty."""
    return bilingual.detokenize(bilingual.tokenize(text)) if text.strip() else ""


def _streams(answers, count):
    """The answers as sacrebleu wants them: first ones, second ones, ..., or None."""
    answers = _normalize(answers, count)
    most = max(map(len, answers))
    return [[a[i] if i < len(a) else None for a in answers] for i in range(most)]
