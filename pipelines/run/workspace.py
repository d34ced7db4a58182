"""What stages hand on: Parquet files under `<curated>/.work/stages/<stage>/`, each stage's written whole or not at
all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.run.outcome import BuildError, OrderError
from pipelines.run.shards import flush_to_disk, write_parquet

STAGES = ("ingest", "code", "link", "validate", "publish")
_STAMP = "stamp.json"


class Workspace:
    """The `.work` folder of one curated folder. A trial has stages of its own, and shares the kept results."""

    def __init__(self, curated: Path, is_trial: bool = False) -> None:
        self.curated = curated.absolute()
        self.work = self.curated / ".work"
        self.stages = self.work / ("trial" if is_trial else "stages")
        self.is_trial = is_trial

    def table_path(self, stage: str, table: str) -> Path:
        """Where a stage left one of its tables."""
        return self.stages / stage / f"{table}.parquet"

    def whole_path(self, stage: str, table: str) -> Path:
        """Where one table that a stage left is. Raises OrderError when it is not there."""
        path = self.table_path(stage, table)
        try:
            pq.read_metadata(path)
        except (OSError, pa.ArrowException) as error:
            raise OrderError(f"{path} cannot be read ({error}); run `waqai {stage}` again") from error
        return path

    def read(
        self, stage: str, table: str, columns: list[str] | None = None, few_values: list[str] | None = None
    ) -> pa.Table:
        """One table that a stage left; columns of `few_values` come as dictionaries. Raises OrderError when it is not
        there."""
        path = self.table_path(stage, table)
        try:
            return pq.read_table(path, columns=columns, memory_map=True, read_dictionary=few_values)
        except (OSError, pa.ArrowException) as error:
            raise OrderError(f"{path} cannot be read ({error}); run `waqai {stage}` again") from error

    def stamp(self, stage: str) -> str:
        """What a stage's tables were made from. Raises OrderError when they are missing or made from something
        older."""
        written = self._read_stamp(stage)
        position = STAGES.index(stage)
        if position and written["from"] != self.stamp(STAGES[position - 1]):
            raise OrderError(
                f"the tables of stage {stage} are older than those of {STAGES[position - 1]}; run `waqai {stage}` first"
            )
        return str(written["stamp"])

    def is_made(self, stage: str, made_from: str, given: str, by: str = "") -> bool:
        """Whether a stage's tables are there, whole, made from just this and `by` this: then it need not run."""
        try:
            stamp = self._read_stamp(stage)
            if stamp["stamp"] != _stamp(stage, made_from, given) or stamp.get("by", "") != by:
                return False
        except BuildError:
            return False
        return self.is_whole(stage)

    def is_whole(self, stage: str) -> bool:
        """Whether the tables that a stage left have their ends."""
        try:
            for path in sorted((self.stages / stage).glob("*.parquet")):
                pq.read_metadata(path)
        except (OSError, pa.ArrowException):
            return False
        return True

    @contextmanager
    def writing(self, stage: str, made_from: str, given: str, by: str = "") -> Iterator[Path]:
        """A folder to write a stage's tables into; it takes the place of the old one when the block ends without error.

        `made_from` is the stamp of the stage before, `given` what else the tables depend on. `by` is what brought them
        together, where later stages need not run again only because that is another.
        """
        place = self.stages / stage
        beside = place.with_name(f".{stage}.{os.getpid()}")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        try:
            yield beside
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        stamp = _stamp(stage, made_from, given)
        for table in sorted(beside.glob("*.parquet")):
            flush_to_disk(table)  # whoever wrote it: no stamp vouches for bytes that a loss of power takes back
        with (beside / _STAMP).open("w", encoding="utf-8") as file:
            json.dump({"stamp": stamp, "from": made_from, "by": by}, file)
            file.flush()
            os.fsync(file.fileno())
        flush_to_disk(beside)
        shutil.rmtree(place, ignore_errors=True)
        beside.rename(place)
        flush_to_disk(place.parent)

    def clear(self) -> None:
        """Remove the tables of all stages, so that each runs again; kept results stay."""
        shutil.rmtree(self.stages, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what stopped builds left half-written, and what trials left."""
        if not self.is_trial:
            shutil.rmtree(self.work / "trial", ignore_errors=True)
        for path in self.stages.glob(".*"):
            shutil.rmtree(path, ignore_errors=True)

    def _read_stamp(self, stage: str) -> Mapping[str, str]:
        path = self.stages / stage / _STAMP
        try:
            found: Mapping[str, str] = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise OrderError(
                f"there are no tables of stage {stage} in {self.curated}; run `waqai {stage}` first"
            ) from None
        except (OSError, ValueError) as error:
            raise BuildError(f"{path} cannot be read ({error}); run `waqai {stage}` again") from error
        return found


def _stamp(stage: str, made_from: str, given: str) -> str:
    return hashlib.sha256(f"{stage}\n{made_from}\n{given}".encode()).hexdigest()


def write_table(folder: Path, name: str, table: pa.Table) -> None:
    """Write one table of a stage. Which columns must not be null is for `validate` to say, so that nothing stops
    here."""
    schema = pa.schema([field.with_nullable(True) for field in table.schema], metadata=table.schema.metadata)
    write_parquet(folder / f"{name}.parquet", [table], schema)
