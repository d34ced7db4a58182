"""Known vulnerabilities in the locked packages, told so that silence is never taken for safety: `make audit`.

pip-audit passes when the index knows nothing of the packages or of vulnerabilities at all. Here what was not answered
is counted and told. A vulnerability ends with exit code 1; packages about which nothing was answered end it with 2, or
with 0 under `--where-possible`: so `make lint` asks, which has to pass without a network.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import venv
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
HOME = PROJECT / ".audit-venv"
FOUND, UNANSWERED = 1, 2
_SECONDS = 300  # for the index to answer
_NAMES = 5  # of packages, told as examples


class UnaskedError(Exception):
    """The audit could not be made."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the audit said: packages it was told something of, packages it was not, and vulnerabilities in words."""

    answered: int = 0
    unanswered: tuple[str, ...] = ()
    vulnerabilities: tuple[str, ...] = field(default=())

    @classmethod
    def read(cls, told: str) -> Answer:
        """From pip-audit's JSON. Raises UnaskedError for anything else."""
        try:
            packages = json.loads(told)["dependencies"]
        except (ValueError, KeyError, TypeError):
            raise UnaskedError("pip-audit gave no answer") from None
        found = tuple(
            f"{package['name']} {package['version']}: {known['id']}, mended in "
            f"{', '.join(known.get('fix_versions') or ()) or 'no version'}"
            for package in packages
            for known in package.get("vulns") or ()
        )
        skipped = tuple(package["name"] for package in packages if "skip_reason" in package)
        return cls(len(packages) - len(skipped), skipped, found)

    def words(self) -> str:
        """In one line, vulnerabilities in one more each."""
        count = self.answered + len(self.unanswered)
        if not self.answered:
            told = f"NOT AUDITED: the index answered for none of {count} packages; nothing is known of vulnerabilities"
        elif self.unanswered:
            names = ", ".join(self.unanswered[:_NAMES]) + (" …" if len(self.unanswered) > _NAMES else "")
            told = f"PARTLY AUDITED: the index answered for {self.answered} of {count} packages, not for {names}"
        else:
            told = f"the index answered for all {count} packages"
        known = f"{len(self.vulnerabilities)} known vulnerabilities" if self.answered else ""
        return "\n".join([f"dependency audit: {told}" + (f"; {known}" if known else ""), *self.vulnerabilities])

    def exit_code(self, is_where_possible: bool) -> int:
        """0 only when everything was answered, or what was not may be passed over."""
        if self.vulnerabilities:
            return FOUND
        is_whole = bool(self.answered) and not self.unanswered
        return 0 if is_whole or is_where_possible else UNANSWERED


def _ask() -> Answer:
    """pip-audit from an environment of its own, over the lock. Raises UnaskedError where it cannot be had or run."""
    tool = HOME / "bin" / "pip-audit"
    try:
        if not tool.exists():
            venv.create(HOME, with_pip=True)
            _run([str(HOME / "bin" / "pip"), "install", "--quiet", "--no-input", "pip-audit"], "cannot be installed")
        lock = ["--requirement", str(PROJECT / "requirements.lock"), "--require-hashes", "--disable-pip"]
        return Answer.read(_run([str(tool), *lock, "--progress-spinner", "off", "--format", "json"], None))
    except (OSError, subprocess.SubprocessError) as error:
        raise UnaskedError(f"pip-audit cannot be run ({error})") from error


def _run(command: list[str], refusal: str | None) -> str:
    """What a command prints. Raises UnaskedError with `refusal` when it fails, without one never."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_SECONDS)
    if refusal is not None and done.returncode:
        raise UnaskedError(f"pip-audit {refusal}: is a package index within reach?")
    return done.stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--where-possible", action="store_true", help="pass when the index does not answer")
    wanted = parser.parse_args()
    try:
        answer = _ask()
    except UnaskedError as error:
        print(f"dependency audit: NOT AUDITED: {error}", file=sys.stderr)
        return 0 if wanted.where_possible else UNANSWERED
    print(answer.words(), file=sys.stderr)
    return answer.exit_code(wanted.where_possible)


if __name__ == "__main__":
    raise SystemExit(main())
