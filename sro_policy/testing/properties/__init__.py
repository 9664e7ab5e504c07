"""What has to hold of every case, ready to be run by a department with its own figures and settings.

In a test module, two lines run all of it::

    from sro_policy.testing import properties

    test_policy = properties.tests(settings={"A19": "former_too"})
"""

from sro_policy.testing.properties.everything import ALL, tests
from sro_policy.testing.properties.of_decisions import DIGEST, ENGINES_AGREE, GUIDANCE, REASON, SHOULD
from sro_policy.testing.properties.of_facts import ANOTHER_ACT, BEARING, LEARNING, NULL, ORDER
from sro_policy.testing.properties.property import Evaluate, Property, PropertyBrokenError

__all__ = [
    "ALL",
    "ANOTHER_ACT",
    "BEARING",
    "DIGEST",
    "ENGINES_AGREE",
    "GUIDANCE",
    "LEARNING",
    "NULL",
    "ORDER",
    "REASON",
    "SHOULD",
    "Evaluate",
    "Property",
    "PropertyBrokenError",
    "tests",
]
