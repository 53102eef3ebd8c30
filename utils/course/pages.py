"""Find and read the notebooks of the course."""

import os
import tempfile
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]


def find_pages(root=ROOT):
    """Lists the notebooks of a tree in reading order.

    Args:
        root: Path of the checkout; pages live in its folder `notebooks`.

    Returns:
        List of paths, sorted; Jupyter's checkpoints are left out.

    Example:

    >>> [page.name for page in find_pages() if page.name.startswith("00_start")]
    ['00_start_here.ipynb']
    """
    pages = (Path(root) / "notebooks").rglob("*.ipynb")
    return sorted(p for p in pages if ".ipynb_checkpoints" not in p.parts)


def select_pages(names, root=ROOT):
    """Finds the pages a person means.

    A name is a page's stem (`01_purpose`), its number (`01`, or `02` for the pages
    `02a` and `02b`), its file name or path, or a folder of pages (`06_use_cases`).

    Args:
        names: List of strings; an empty one means every page.
        root: Path of the checkout.

    Returns:
        List of paths in reading order, each once.

    Raises:
        ValueError: If there is no page at all, or a name fits none.

    Example:

    >>> [page.stem for page in select_pages(["00_start_here"])]
    ['00_start_here']
    """
    pages = find_pages(root)
    if not pages:
        raise ValueError(f"root: no notebook in {Path(root) / 'notebooks'}")
    chosen = set()
    for name in names:
        fitting = {page for page in pages if _fits(page, name, Path(root))}
        if not fitting:
            known = ", ".join(page.stem for page in pages)
            raise ValueError(f"names: no page fits {name!r}; there are {known}")
        chosen |= fitting
    return [page for page in pages if not names or page in chosen]


def _fits(page, name, root):
    """Whether a person who says `name` means `page`."""
    inside = page.relative_to(root / "notebooks")
    wanted = Path(name)
    number = page.stem.split("_")[0]
    return (
        name in (page.stem, page.name, number, number.rstrip("ab"))
        or name in inside.parts[:-1]
        or wanted.resolve() == page.resolve()
        or (root / wanted).resolve() == page.resolve()
    )


def read_page(path):
    """Reads a notebook, bringing an older format up to date in memory.

    Args:
        path: Path of an `.ipynb` file.

    Returns:
        nbformat.NotebookNode of format 4.

    Raises:
        ValueError: If the file is no notebook.

    Example:

    >>> read_page(select_pages(["00_start_here"])[0]).nbformat
    4
    """
    try:
        return nbformat.read(path, as_version=4)
    except (
        nbformat.reader.NotJSONError,
        nbformat.ValidationError,
        AttributeError,  # JSON, but no object
    ) as error:
        first = str(error).partition("\n")[0]
        raise ValueError(f"path: {path} is no notebook: {first}") from error


def write_text(path, text):
    r"""Replaces a file in one step, so that nobody ever reads half of it.

    Args:
        path: Path to write; its folder is made if missing.
        text: String, stored as UTF-8 with `\n` line ends.

    Returns:
        True if the file changed; an equal one is not touched.

    Example:

    >>> folder = Path(tempfile.mkdtemp())
    >>> write_text(folder / "a.txt", "one"), write_text(folder / "a.txt", "one")
    (True, False)
    """
    path = Path(path)
    if path.exists() and path.read_bytes() == text.encode():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "wb") as file:
            file.write(text.encode())
        os.chmod(temporary, path.stat().st_mode if path.exists() else 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True
