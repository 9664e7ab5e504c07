"""Serves the library to programs in other languages: JSON-RPC 2.0 on standard input and output, or by WebSocket.

It needs the extra ``serve``.
"""

from sro_policy.serve.description import openrpc_document
from sro_policy.serve.limits import ServeLimits
from sro_policy.serve.origins import check_origin
from sro_policy.serve.service import Service
from sro_policy.serve.stdio import serve_stdio
from sro_policy.serve.websocket import serve_websocket

__all__ = ["ServeLimits", "Service", "check_origin", "openrpc_document", "serve_stdio", "serve_websocket"]
