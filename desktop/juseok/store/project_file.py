"""The file of a project before it is open: made with its first rows, found, and looked at."""

import dataclasses
import sqlite3
import stat
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from juseok.core.errors import ProjectError
from juseok.core.ids import IdFactory
from juseok.core.messages import Message
from juseok.core.model import Annotator, Kind, Layer
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.store import files, schema
from juseok.store.backup import copy_live, free_name
from juseok.store.connection import check_schema, connect, probe
from juseok.store.identity import Identity, own_layer_id, register_layer_id
from juseok.store.log import timestamp
from juseok.store.meta import write_meta
from juseok.store.recorder import Author, Recorder, Ticket
from juseok.store.working_copy import intended_for

Clock = Callable[[], float]


def make_file(path: Path, *, identity: Identity, scheme: Sequence[Change], clock: Clock) -> None:
    """Write a project file at the free ``path``: the tables, its annotator, and ``scheme``."""
    db = connect(path, mode="rwc")
    try:
        schema.create(db)
        with files.atomic(db):
            write_meta(db, str(uuid.uuid4()), version=schema.VERSION)
        changes = (*annotator_changes(identity), _register_change(), *scheme)
        action = Action(Message("history.create"), changes, undoable=False)
        # The first rows belong to a replica of their own: the file is still at another place.
        recorder = Recorder(db, Author(identity.annotator, str(uuid.uuid4())))
        record_alone(recorder, action, clock)
        recorder.catch_up()
    finally:
        db.close()


def working(db: sqlite3.Connection, identity: Identity) -> Identity:
    """Who works in this file: in a working copy the person it was made for."""
    annotator = intended_for(db)
    return dataclasses.replace(identity, annotator=annotator) if annotator else identity


def record_alone(recorder: Recorder, action: Action, clock: Clock) -> None:
    """Write ``action`` down before there is a writer to do it."""
    ids = IdFactory(clock)
    ticket = Ticket(ids(), tuple(ids() for _ in action.changes), timestamp(clock()))
    recorder.record(action, ticket)


def annotator_changes(identity: Identity) -> Iterator[Change]:
    """What brings a person and their layer into a file."""
    annotator = Annotator(identity.annotator, identity.name)
    yield Change(annotator.id, Kind.ANNOTATOR, CREATE, to_body(annotator))
    layer = Layer(own_layer_id(annotator.id), "annotator", annotator.id)
    yield Change(layer.id, Kind.LAYER, CREATE, to_body(layer))


def _register_change() -> Change:
    layer = Layer(register_layer_id(), "register")
    return Change(layer.id, Kind.LAYER, CREATE, to_body(layer))


def connect_checked(path: Path, *, writable: bool) -> sqlite3.Connection:
    """A connection to a file whose tables are ours and of today's version.

    An older file is backed up and migrated, or refused where nothing can be written.  Raises
    ``ProjectError`` when it is foreign, damaged, newer, or older and not ``writable``.
    """
    db = connect(path, mode="rw" if writable else "ro")
    try:
        if check_schema(db, path) < schema.VERSION:
            if not writable:
                raise ProjectError("project.older", name=path.name)
            copy_live(db, free_name(path, datetime.now()))
            schema.migrate(db)
            check_schema(db, path)
        probe(path)  # again: an interrupted save has been rolled back by now
    except BaseException:
        db.close()
        raise
    return db


def resolved(path: Path) -> Path:
    """The file itself, for the lock and the backups lie beside it, not beside a link to it."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:  # links in a ring are the latter up to Python 3.12
        raise ProjectError("project.cannot_open", name=path.name, reason=str(error)) from error


def read_only_reason(path: Path, *, asked: bool) -> Message | None:
    """Why the file can only be read; None when it can be written."""
    if asked:
        return Message("project.read_only.asked", name=path.name)
    anyone = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    if not path.stat().st_mode & anyone or not files.writable(path):
        return Message("project.read_only.file", name=path.name)
    if not files.writable(path.parent):
        return Message("project.read_only.folder", name=path.name)
    return None
