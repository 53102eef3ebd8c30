"""Tell whether two pieces of code are the same experiment.

A fingerprint is a SHA-256 over what decides a result: the source of a function, the
project's functions and the constants that it reaches, and the settings it is run with.
Comments, blank space and line breaks do not count, so that reformatting a page does not
make its recorded evidence stale.
"""

import dataclasses
import dis
import functools
import hashlib
import inspect
import sys
import sysconfig
import types

import numpy as np

from utils.tokens import normalize

# Code below these folders is a library's: its name stands for it, and a record holds
# the library's version. All other code is read in full.
LIBRARIES = tuple(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib"))
CONSTANTS = (bool, int, float, complex, str, bytes, type(None))


def fingerprint(*parts):
    """Return one hexadecimal digest for functions, constants and containers of them.

    Args:
        *parts: functions (also lambdas, partials and dataclasses that hold some),
            numbers, strings, arrays, and tuples, lists, dicts, sets or ranges of these.

    Returns:
        A string of 64 hexadecimal digits.

    Raises:
        ValueError: for an object that has no stable description.

    Example:

    >>> fingerprint(1, "a") == fingerprint(1, "a")
    True
    >>> fingerprint(lambda x: x + 1) == fingerprint(lambda x: x + 2)
    False
    """
    digest = hashlib.sha256()
    for piece in _describe(parts, seen=set()):
        digest.update(piece.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def _describe(thing, seen):
    """Yield strings that together say everything about one part."""
    thing = inspect.unwrap(thing) if hasattr(thing, "__wrapped__") else thing
    if isinstance(thing, (*CONSTANTS, np.generic, np.dtype)):
        yield f"{type(thing).__name__}:{thing!r}"
    elif isinstance(thing, np.ndarray):
        yield f"array:{thing.dtype}:{thing.shape}"
        yield hashlib.sha256(np.ascontiguousarray(thing).tobytes()).hexdigest()
    elif isinstance(thing, (tuple, list, range)):
        yield f"sequence:{len(thing)}"
        for item in thing:
            yield from _describe(item, seen)
    elif isinstance(thing, dict):
        yield f"dict:{len(thing)}"
        for key in sorted(thing, key=repr):
            yield from _describe((key, thing[key]), seen)
    elif isinstance(thing, (set, frozenset)):
        yield from _describe(sorted(thing, key=repr), seen)
    elif isinstance(thing, functools.partial):
        yield "partial"
        yield from _describe((thing.func, thing.args, thing.keywords), seen)
    elif isinstance(thing, types.FunctionType):
        yield from _describe_function(thing, seen)
    elif isinstance(thing, (types.ModuleType, types.BuiltinFunctionType, np.ufunc)):
        yield f"library:{getattr(thing, '__module__', '')}:{thing.__name__}"
    elif isinstance(thing, type):
        yield from _describe_class(thing, seen)
    elif hasattr(thing, "get_config"):  # a Keras loss, layer or schedule
        arguments = getattr(thing, "_fn_kwargs", {})  # a loss's, not in its config
        yield from _describe((type(thing), thing.get_config(), arguments), seen)
    elif dataclasses.is_dataclass(thing):
        yield type(thing).__qualname__
        for field in dataclasses.fields(thing):
            yield from _describe(getattr(thing, field.name), seen)
    else:
        raise ValueError(
            f"parts: a {type(thing).__name__} ({thing!r:.60}) has no stable "
            "fingerprint; expected functions, numbers, strings, arrays or "
            "containers of them"
        )


def _describe_function(function, seen):
    """Yield a function's source, its defaults, and what it reaches."""
    if not _is_ours(function):
        yield f"library:{function.__module__}:{function.__qualname__}"
        return
    if function in seen:
        yield f"again:{function.__qualname__}"
        return
    seen.add(function)
    try:
        source = normalize(inspect.getsource(function))
    except (OSError, TypeError):  # typed at a prompt
        source = "lambdalambda"
    yield source
    if source.count("lambda") > 1:  # which of them? the byte code tells
        code = function.__code__
        yield hashlib.sha256(code.co_code).hexdigest()
        yield from _describe((code.co_names, code.co_varnames, code.co_freevars), seen)
        yield from _describe(
            [c for c in function.__code__.co_consts if isinstance(c, CONSTANTS)], seen
        )
    yield from _describe(
        (function.__defaults__ or (), function.__kwdefaults__ or {}), seen
    )
    for cell in function.__closure__ or ():
        yield from _describe(cell.cell_contents, seen)
    reached = dict(_reached(function.__code__, function.__globals__))
    for name in sorted(reached):  # Python versions load them in different orders
        yield from _describe((name, reached[name]), seen)


def _describe_class(kind, seen):
    """Yield the methods and bases of a class of ours, the name of anybody else's."""
    yield f"class:{kind.__module__}:{kind.__qualname__}"
    if _is_ours(kind) and kind not in seen:
        seen.add(kind)
        for base in kind.__bases__:
            yield from _describe_class(base, seen)
        methods = {n: f for n, f in vars(kind).items() if _is_written(f)}
        for name in sorted(methods):
            yield from _describe((name, methods[name]), seen)
        if dataclasses.is_dataclass(kind):
            for field in dataclasses.fields(kind):
                given = field.default is not dataclasses.MISSING
                yield from _describe((field.name, field.default if given else ""), seen)


def _reached(code, scope):
    """Yield name and value of our functions, classes and constants that code loads.

    A global name counts, and a dotted name such as `datasets.images.load_digits` as
    far as it leads through modules; an attribute of anything else does not.
    """
    module, path = None, ""
    for instruction in dis.get_instructions(code):
        name = instruction.argval
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            thing, path = scope.get(name), name
        elif instruction.opname in ("LOAD_ATTR", "LOAD_METHOD") and module:
            thing, path = getattr(module, name, None), f"{path}.{name}"
        else:
            thing = None
        module = thing if isinstance(thing, types.ModuleType) else None
        if (
            module is None
            and thing is not None
            and (_is_ours(thing) or _is_plain(thing))
        ):
            yield path, thing
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):  # a lambda or comprehension inside
            yield from _reached(constant, scope)


def _is_ours(thing):
    thing = inspect.unwrap(thing) if hasattr(thing, "__wrapped__") else thing
    if not isinstance(thing, types.FunctionType | type):
        return False
    name = thing.__module__
    if name == "__main__":
        return True
    file = getattr(sys.modules.get(name), "__file__", None)
    built_in = name in sys.builtin_module_names or name.split(".")[0] == "frozen"
    return not built_in and not str(file).startswith(LIBRARIES)


def _is_written(thing):
    """Whether it is a function of ours, and not one that `dataclass` has made."""
    if not inspect.isfunction(thing):
        return False
    code = inspect.unwrap(thing).__code__
    return code.co_filename != "<string>" and _is_ours(thing)


def _is_plain(thing):
    if isinstance(thing, dict):
        return all(_is_plain(item) for item in thing.values())
    if isinstance(thing, tuple | list | range | set | frozenset):
        return all(_is_plain(item) for item in thing)
    data = (np.ndarray, np.generic, functools.partial)
    instance = dataclasses.is_dataclass(thing) and not isinstance(thing, type)
    return instance or isinstance(thing, (*CONSTANTS, *data))
