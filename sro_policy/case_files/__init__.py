"""Case files: worked incidents kept as JSON, each with what is expected of it, clause by clause."""

from sro_policy.case_files.expectation import Difference, Expectation
from sro_policy.case_files.expecting import EXPECTED, ExpectationReader, refuse_unknown
from sro_policy.case_files.finding_files import APPROVED, case_files, is_hidden
from sro_policy.case_files.reading import CaseFile, read_case_file

__all__ = [
    "APPROVED",
    "EXPECTED",
    "CaseFile",
    "Difference",
    "Expectation",
    "ExpectationReader",
    "case_files",
    "is_hidden",
    "read_case_file",
    "refuse_unknown",
]
