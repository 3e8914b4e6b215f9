"""Builds a site from its files; unchanged pages are neither made nor written again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

from reviewfmt.addresses import page_of
from reviewfmt.assets import asset
from reviewfmt.batch.engine import Ready, run
from reviewfmt.batch.fingerprint import Source
from reviewfmt.batch.manifest import Manifest
from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.model import Review, Title
from reviewfmt.publish.reading import Input, Reader
from reviewfmt.publish.site import feeds, search
from reviewfmt.publish.site.asked import Asked, Built, Shown, unseen
from reviewfmt.publish.site.catalogue import ASSETS, SEARCH, Catalogue, Placed, Read, catalogued
from reviewfmt.publish.site.frame import STYLE, Page, Site, file_of
from reviewfmt.publish.site.outputs import Known, Outputs
from reviewfmt.publish.site.page_context import around_of
from reviewfmt.publish.site.pages import moved, pages
from reviewfmt.publish.site.reading import Outcome, Recorder
from reviewfmt.publish.site.rows import changed_of
from reviewfmt.publish.site.writing import Job, Made, Writer
from reviewfmt.publish.site.writing import page as review_page
from reviewfmt.theme import Look, render, styles

DRAFT = "draft"

_FEW = 32
_HANDED = 3
_SCRIPTS = ("site.js", "search.js", "minisearch.js")


def build(
    inputs: Sequence[Input],
    reader: Reader,
    manifest: Manifest,
    asked: Asked,
    jobs: int,
    shown: Shown = unseen,
    *,
    fail_fast: bool = False,
) -> Built:
    """Write the site of some files into the folder of `manifest`.

    `fail_fast` stops at the first unreadable review. Raises ThemeError for an unusable template.
    """
    outputs = Outputs(manifest, asked, reader)
    return _Builder(inputs, reader, outputs, asked, jobs, shown).build(fail_fast=fail_fast)


class _Builder:
    def __init__(
        self,
        inputs: Sequence[Input],
        reader: Reader,
        outputs: Outputs,
        asked: Asked,
        jobs: int,
        shown: Shown,
    ) -> None:
        self._inputs = inputs
        self._reader = reader
        self._outputs = outputs
        self._asked = asked
        self._jobs = jobs
        self._shown = shown
        self._built = Built()
        self._known: dict[str, Known] = {}
        self._sources: dict[str, Source] = {}
        self._failed: list[str] = []

    def build(self, *, fail_fast: bool) -> Built:
        """Read the reviews, arrange them, and write the site."""
        built, outputs = self._built, self._outputs
        reads = self._read(fail_fast=fail_fast)
        if built.is_stopped:
            return built
        catalogue = catalogued(reads)
        site = _site(self._asked, catalogue)
        built.catalogue, built.site = catalogue, site
        self._tell_twins(catalogue)
        _try(site, catalogue)
        self._write_reviews(site, catalogue)
        listed = [(one.path, changed_of((one,))) for one in catalogue.reviews]
        for page in pages(site, catalogue):
            self._put_page(site, page)
            if page.is_listed:
                listed.append((page.path, page.changed))
        for name, data in _files(site, catalogue, sorted(listed)):
            outputs.put(name, partial(bytes, data), data)
        self._put_index(catalogue)
        self._put_aliases(site, catalogue)
        built.faults += outputs.faults
        built.unwritten += len(outputs.faults)
        built.written = outputs.written
        built.stale = outputs.stale(self._failed)
        return built

    def _read(self, *, fail_fast: bool) -> list[Read]:
        """Return the record of each review; only changed reviews are read."""
        built = self._built
        recorder = Recorder(self._reader)
        results = run(recorder, map(self._task, self._inputs), self._jobs, lost=recorder.lost)
        reads = []
        with closing(results):
            for outcome in self._shown(results, len(self._inputs), "read"):
                built.found += outcome.found
                path = outcome.input.path
                if outcome.text:
                    built.texts[path] = outcome.text
                if outcome.record is None:
                    built.failed += 1
                    self._failed.append(path)
                    if fail_fast:
                        built.is_stopped = True
                        return []
                elif outcome.record.status == DRAFT and not self._asked.drafts:
                    built.drafts += 1
                else:
                    if outcome.source is not None:
                        self._sources[path] = outcome.source
                    reads.append(Read(path, outcome.record))
        return reads

    def _task(self, one: Input) -> Input | Ready[Outcome]:
        known = self._outputs.known(one)
        if known is None:
            return one
        self._known[one.path] = known
        return Ready(Outcome(one, known.record, Source(known.sha256, None)))

    def _tell_twins(self, catalogue: Catalogue) -> None:
        for twin in catalogue.twins:
            message = f"{twin.other} is a review of the same season"
            help_ = "both are published; leave one out, or correct its title"
            self._built.found.append(_warning("RF512", message, help_, twin.source))

    # -- pages of reviews -----------------------------------------------------------------

    def _write_reviews(self, site: Site, catalogue: Catalogue) -> None:
        formats = {one.path: one.format for one in self._inputs}
        writer = Writer(self._reader, site.look, self._asked.force)
        every = zip(catalogue.reviews, around_of(site, catalogue), strict=True)
        results = run(
            writer,
            (self._job(site, one, formats[one.source], around) for one, around in every),
            self._jobs,
            lost=writer.lost,
            killed=writer.killed,
            few=_FEW,
            handed=_HANDED,
        )
        placed = {one.source: one for one in catalogue.reviews}
        with closing(results):
            for made in self._shown(results, len(placed), "published"):
                self._note(made, placed[made.job.input.path])

    def _job(
        self, site: Site, one: Placed, format: str, around: dict[str, Any]
    ) -> Job | Ready[Made]:
        outputs = self._outputs
        target, folder = outputs.path_of(one.path), outputs.manifest.folder
        job = Job(Input(one.source, format), target, site.absolute(one.path), around, folder, {})
        known = self._known.get(one.source)
        if known is not None and outputs.stays(known, job, one):
            self._built.kept += 1
            return Ready(Made(job, found=known.told))
        return job._replace(expected=outputs.listed(one.path))

    def _note(self, made: Made, one: Placed) -> None:
        built = self._built
        (built.found if made.is_failed else built.lost).extend(made.found)
        built.faults += made.faults
        built.failed += made.is_failed
        built.unwritten += bool(made.faults)
        built.made += bool(made.written) and not made.is_failed
        self._outputs.note(made, one, self._sources.get(one.source))

    # -- all other files ------------------------------------------------------------------

    def _put_page(self, site: Site, page: Page) -> None:
        def made() -> bytes:
            return render(page.template, page.variables, site.look).encode()

        self._outputs.put(file_of(page.path), made, (page.template, page.variables))

    def _put_aliases(self, site: Site, catalogue: Catalogue) -> None:
        """Write a page at each old address of a review, unless another file is there."""
        taken = {name.casefold() for name in self._outputs.planned}
        for one in sorted(catalogue.reviews, key=lambda one: one.source):
            for alias in one.record.aliases:
                file = page_of(alias)
                if file is None:
                    continue  # `check` reports it with its line
                if file.casefold() in taken or _is_below(file, taken):
                    self._tell_taken(alias, one)
                    continue
                taken.add(file.casefold())
                self._put_page(site, moved(site, file, one))

    def _tell_taken(self, alias: str, one: Placed) -> None:
        """Report an alias with its line, which is read from the file."""
        format = next(each.format for each in self._inputs if each.path == one.source)
        span, text = self._reader.line_of(Input(one.source, format), "aliases")
        message = f'the alias "{alias}" is the address of another page'
        finding = _warning("RF420", message, None, one.source)
        if span is not None:
            finding = replace(finding, span=span)
            self._built.texts[one.source] = text
        self._built.found.append(finding)

    def _put_index(self, catalogue: Catalogue) -> None:
        """Write the search index, the slowest file except pages."""
        rested = [search.rested_on(one) for one in catalogue.reviews]
        made = partial(search.index_of, catalogue.reviews)
        self._outputs.put(f"{SEARCH}/index.json", made, rested)


def _site(asked: Asked, catalogue: Catalogue) -> Site:
    """Return the site; its default language is that of most reviews."""
    language = asked.language
    if language is None:
        count = Counter(one.record.language for one in catalogue.reviews)
        language = min(count, key=lambda one: (-count[one], one), default="en")
    site = Site("", language, asked.base, asked.look, asked.size)
    return replace(site, name=asked.name or site.words["reviews"])


def _try(site: Site, catalogue: Catalogue) -> None:
    """Render a page of each template, to find faults before anything is written."""
    tried: set[str] = set()
    for page in pages(site, catalogue) if site.look.templates else ():
        if page.template not in tried:
            tried.add(page.template)
            render(page.template, page.variables, site.look)
    for around in islice(around_of(site, catalogue), 1 if site.look.templates else 0):
        job = Job(Input("", ""), "", site.base, around, "", {})
        options: dict[str, Any] = {"language": site.language, "look": site.look, "has_data": True}
        review_page("", Review(Title("A", "A")), job=job, **options)


def _files(
    site: Site, catalogue: Catalogue, listed: Sequence[tuple[str, str | None]]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site that are not pages, by name.

    `listed` are the pages for search engines, each with the day of its last change.
    """
    own = asset("templates/site/site.css").read_text(encoding="utf-8")
    yield STYLE, f"{styles(replace(site.look, css=()))}\n\n{own}{_sheets(site.look)}".encode()
    for name in _SCRIPTS:
        yield f"{ASSETS}/{name}", asset(f"templates/site/{name}").read_bytes()
    if site.base is None:
        return
    channel = feeds.Channel(site.name, site.language, site.base)
    for name, made in ((feeds.ATOM, feeds.atom), (feeds.JSON_FEED, feeds.json_feed)):
        data = made(channel, catalogue.reviews)
        if data is not None:
            yield name, data
    yield from feeds.sitemaps(site.base, listed).items()
    yield feeds.ROBOTS, feeds.robots(site.base)


def _sheets(look: Look) -> str:
    """Return the style sheets of the user: they follow ours."""
    return "".join(f"\n\n{one.text.strip()}\n" for one in look.css)


def _is_below(file: str, taken: set[str]) -> bool:
    """Tell whether a folder in the path of a file is also the name of another file."""
    parts = file.casefold().split("/")
    return any("/".join(parts[:at]) in taken for at in range(1, len(parts)))


def _warning(code: str, message: str, help_: str | None, path: str) -> Diagnostic:
    return Diagnostic(code, message, severity=Severity.WARNING, help=help_, path=path)
