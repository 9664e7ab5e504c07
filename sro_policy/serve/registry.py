"""The methods as the library that dispatches knows them: parameters checked, every error one of the protocol."""

from __future__ import annotations

import functools
import inspect
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, cast, final, get_type_hints

from pjrpc.server import Dispatcher, MethodRegistry, exceptions
from pjrpc.server.specs.openrpc import MethodSpecificationGenerator
from pjrpc.server.validators import BaseValidator, BaseValidatorFactory, ValidationError

from sro_policy.errors import InputError, SroPolicyError, unknown
from sro_policy.serve.connection import Connection
from sro_policy.serve.extracting import ShapeExtractor
from sro_policy.serve.faults import INTERNAL, PARAMS, Fault, fault_of
from sro_policy.serve.log import log_error
from sro_policy.serve.methods import METHODS
from sro_policy.serve.methods.discovering import discover
from sro_policy.serve.shapes import shape_in

if TYPE_CHECKING:
    from pjrpc.common.typedefs import JsonRpcParamsT

DISCOVER: Final = "rpc.discover"

# It would log each call with its parameters, which are facts of a case.
logging.getLogger("pjrpc").setLevel(logging.CRITICAL + 1)


@final
class _Checker(BaseValidator):
    """Binds parameters to those of a method, and holds each against its shape."""

    def __init__(self, method: Callable[..., Any]) -> None:
        super().__init__(method, exclude=lambda index, *_: index == 0)  # the connection is not the client's to give
        hints = get_type_hints(inspect.unwrap(method), include_extras=True)
        parameters = self._signature.parameters.values()
        self._shapes = {one.name: shape_in(hints[one.name]) for one in parameters}
        self._optional = {one.name for one in parameters if one.default is not inspect.Parameter.empty}

    def validate_params(self, params: JsonRpcParamsT | None) -> dict[str, Any]:
        """Return the parameters by name; raises an error of the protocol for one that is wrong, or not there."""
        if isinstance(params, dict):
            for name in params:
                if name not in self._shapes:
                    raise told(Fault(PARAMS, unknown("parameter", name, self._shapes)))
        try:
            found = super().validate_params(params)
        except ValidationError as error:
            raise told(Fault(PARAMS, str(error).replace("'", "`"))) from None
        found = {name: value for name, value in found.items() if value is not None or name not in self._optional}
        try:
            for name, value in found.items():
                self._shapes[name].check(value, name)
        except InputError as error:
            raise told(fault_of(error)) from None
        return found


@final
class _Checkers(BaseValidatorFactory):
    def build(self, method: Callable[..., Any]) -> BaseValidator:
        return _Checker(method)


def told(fault: Fault) -> exceptions.JsonRpcError:
    """Return a fault as the error that the library answers with."""
    return exceptions.JsonRpcError(code=fault.kind.code, message=fault.kind.message, data=fault.data)


def _guarded(name: str, method: Callable[..., dict[str, object]]) -> Callable[..., dict[str, object]]:
    """Return a method that raises nothing but errors of the protocol."""

    @functools.wraps(method)
    def called(connection: Connection, *arguments: Any, **named: Any) -> dict[str, object]:  # noqa: ANN401 - checked by its shape
        try:
            return method(connection, *arguments, **named)
        except Fault as fault:
            raise told(fault) from None
        except SroPolicyError as error:
            raise told(fault_of(error)) from None
        except Exception as error:  # noqa: BLE001 - whatever it is, a client is told that it is ours
            log_error(f"`{name}`", error)
            raise told(Fault(INTERNAL, "this is a fault of the server, and not of the call")) from None

    return called


def _registry() -> MethodRegistry:
    registry = MethodRegistry(
        validator_factory=_Checkers(), metadata_processors=[MethodSpecificationGenerator(ShapeExtractor())]
    )
    for name, method in {**METHODS, DISCOVER: discover}.items():
        registry.add_method(_guarded(name, method), name, pass_context=True)
    return registry


REGISTRY: Final = _registry()


def _as_it_is(value: object, cls: object) -> object:
    """Take what was read, or is to be written, as it is: the envelope reads and writes."""
    del cls
    return value


_DISPATCHER: Final[Dispatcher[Connection]] = Dispatcher(
    json_loader=_as_it_is, json_dumper=cast("Callable[..., str]", _as_it_is)
)
_DISPATCHER.add_methods(REGISTRY)


def dispatch(request: dict[str, object], connection: Connection) -> dict[str, object] | None:
    """Return the response to a request that is well formed, or none to a notification."""
    answered = _DISPATCHER.dispatch(cast("str", request), connection)
    return None if answered is None else cast("dict[str, object]", answered[0])
