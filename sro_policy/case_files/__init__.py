"""Case files: worked incidents kept as JSON, each with what is expected of it, clause by clause."""

from sro_policy.case_files.expectation import Difference, Expectation
from sro_policy.case_files.finding_files import APPROVED, case_files, is_hidden
from sro_policy.case_files.reading import CaseFile, read_case_file

__all__ = ["APPROVED", "CaseFile", "Difference", "Expectation", "case_files", "is_hidden", "read_case_file"]
