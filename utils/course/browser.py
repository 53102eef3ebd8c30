"""Open the pages in a real JupyterLab in a real browser, as a reader does."""

import os
import shutil
import time
from pathlib import Path

from utils.course.lab import serve, start
from utils.course.pages import ROOT, read_page, select_pages

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
SIZE = {"width": 1280, "height": 1600}
LOOK = """() => {
  const all = what => [...document.querySelectorAll('.jp-Notebook ' + what)];
  const texts = what => all(`[data-mime-type="application/vnd.jupyter.${what}"]`)
    .map(node => node.innerText.trim().slice(0, 200));
  const images = all('.jp-OutputArea img');
  return {
    stderr: texts('stderr'), errors: texts('error'),
    running: all('.jp-InputArea-prompt').filter(n => n.innerText.includes('*')).length,
    done: all('.jp-InputArea-prompt').filter(n => /\\d/.test(n.innerText)).length,
    figures: images.filter(image => image.naturalWidth > 0).length,
    broken: images.filter(image => !image.naturalWidth).length,
    sliders: all('.jp-OutputArea :is(.noUi-handle, .ui-slider-handle)').length,
  };
}"""
PICTURES = "[...document.querySelectorAll('.jp-OutputArea img')].map(i => i.src)"
BELOW = """() => {
  const pane = document.querySelector('.jp-WindowedPanel-outer');
  const before = pane.scrollTop;
  pane.scrollBy(0, 0.9 * pane.clientHeight);
  return pane.scrollTop > before;
}"""


def open_pages(names, root=ROOT, *, folder=None, timeout=300, say=print):
    """Runs pages in JupyterLab in Chromium and looks at them; the command `browser`.

    Each page of a copy of the tree is opened, and all its cells are run from the
    menu. Nothing may write an error or to stderr, every stored figure and every slider
    must be there, and the first slider must redraw its picture. Screenshots are kept.

    Args:
        names: List of pages as in `pages.select_pages`.
        root: Path of the checkout.
        folder: Path where the screenshots go; `screenshots` in the checkout if None.
        timeout: Seconds a page may take.
        say: Function that shows a line to the person who asked.

    Returns:
        Number of pages with a problem; 0 as well if there is no browser, which is said.
    """
    paths, program = select_pages(names, root), find_browser()
    if program is None:
        say(f"NOT DONE: no browser here; looked for {', '.join(BROWSERS)}.")
        say("Debian and Ubuntu: apt install chromium. Elsewhere: COURSE_BROWSER=path.")
        return 0
    folder = Path(folder or Path(root) / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    with serve(root) as (copy, url), start(program) as browser:
        for path in paths:
            inside = path.relative_to(root).as_posix()
            tab = browser.new_page(viewport=SIZE)
            began = time.monotonic()
            address = f"{url}lab/tree/{inside}?reset&token=course"
            problems = visit(tab, address, read_page(copy / inside), timeout)
            took = time.monotonic() - began
            shots = photograph(tab, folder, path.stem)
            tab.close()
            failed += bool(problems)
            word = "; ".join(problems) or "fine"
            say(f"{path.name}: {took:.0f} s, {shots} screenshots: {word}")
    say(f"Screenshots: {folder}")
    return failed


def find_browser():
    """Finds a Chromium on this machine.

    The environment variable `COURSE_BROWSER` names one, and comes first.

    Returns:
        The program's path, or None.

    Raises:
        ValueError: If `COURSE_BROWSER` names no program.
    """
    named = os.environ.get("COURSE_BROWSER")
    if named and not shutil.which(named):
        raise ValueError(f"COURSE_BROWSER: no program at {named!r}")
    found = [shutil.which(name) for name in ([named] if named else BROWSERS)]
    return next((program for program in found if program), None)


def visit(tab, address, notebook, timeout):
    """Opens a page, runs all its cells, and says what is wrong with what is seen.

    Args:
        tab: Playwright page.
        address: The page's address in JupyterLab.
        notebook: nbformat.NotebookNode with the stored outputs.
        timeout: Seconds all of it may take.

    Returns:
        List of sentences, empty if all is well.
    """
    from playwright.sync_api import TimeoutError as TooLate

    try:
        tab.goto(address)
        tab.wait_for_selector(".jp-Notebook .jp-InputPrompt", timeout=60_000)
        tab.wait_for_selector('text="Python 3 (ipykernel) | Idle"', timeout=60_000)
        tab.click('.lm-MenuBar-itemLabel:text-is("Run")')
        tab.click('.lm-Menu-itemLabel:text-is("Run All Cells")')
    except TooLate as error:
        return [f"the page does not open: {str(error).splitlines()[0]}"]
    want = count_expected(notebook)
    end = time.monotonic() + timeout
    seen = tab.evaluate(LOOK)
    while time.monotonic() < end and (seen["running"] or seen["done"] < want["done"]):
        if seen["errors"] or seen["stderr"]:
            break
        time.sleep(1)
        seen = tab.evaluate(LOOK)
    time.sleep(2)  # pictures and sliders are drawn a moment later
    problems = judge(want, tab.evaluate(LOOK))
    if want["sliders"] and not problems and not _move_slider(tab):
        problems.append("the first slider moves, and its picture stays as it was")
    return problems


def _move_slider(tab):
    """Whether a step of the first slider changes the picture below it."""
    tab.focus(".jp-OutputArea :is(.noUi-handle, .ui-slider-handle)")
    before = tab.evaluate(PICTURES)
    tab.keyboard.press("ArrowRight")
    for _ in range(20):
        tab.wait_for_timeout(500)
        if tab.evaluate(PICTURES) != before:
            return True
    return False


def count_expected(notebook):
    """Counts what a page must show once it has been run.

    Args:
        notebook: nbformat.NotebookNode with stored outputs.

    Returns:
        Dict with the numbers of executed cells (`done`), `figures` and `sliders`.

    Example:

    >>> import nbformat
    >>> cell = nbformat.v4.new_code_cell("interact(draw, step=(0, 8))")
    >>> count_expected(nbformat.v4.new_notebook(cells=[cell]))
    {'done': 1, 'figures': 0, 'sliders': 1}
    """
    cells = [c for c in notebook.cells if c.cell_type == "code" and c.source.strip()]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return {
        "done": len(cells),
        "figures": sum("image/png" in output.get("data", {}) for output in outputs),
        "sliders": sum(c.source.count("interact(") for c in cells),
    }


def judge(want, seen):
    """Compares what a page shows with what it must show.

    Args:
        want: Dict from `count_expected`.
        seen: Dict of what the browser shows: the same counts, and `errors`, `stderr`
            (lists of texts), `running` and `broken` (numbers).

    Returns:
        List of sentences, empty if all is well.
    """
    problems = [f"error output {text!r}" for text in seen["errors"]]
    problems += [f"stderr output {text!r}" for text in seen["stderr"]]
    if seen["running"]:
        problems.append(f"{seen['running']} cells were still waiting at the end")
    if seen["broken"]:
        problems.append(f"{seen['broken']} pictures that cannot be drawn")
    for what, count in want.items():
        if seen[what] < count:
            problems.append(f"{what}: {seen[what]}, expected {count}")
    return problems


def photograph(tab, folder, name):
    """Scrolls through a page and stores what is seen, screen by screen.

    Args:
        tab: Playwright page with an open notebook.
        folder: Path of an existing folder.
        name: The pictures are called `name-01.png` and so on; older ones are removed.

    Returns:
        Number of pictures.
    """
    for old in folder.glob(f"{name}-[0-9][0-9].png"):
        old.unlink()
    tab.evaluate("document.querySelector('.jp-WindowedPanel-outer')?.scrollTo(0, 0)")
    for number in range(1, 100):
        tab.wait_for_timeout(150)
        tab.screenshot(path=folder / f"{name}-{number:02d}.png")
        if not tab.query_selector(".jp-WindowedPanel-outer") or not tab.evaluate(BELOW):
            break
    return number
