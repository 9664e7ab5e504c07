"""A hundred clients at once on one server by WebSocket: calls a second, and how long calls take."""

from __future__ import annotations

import asyncio
import itertools
import json
import math
import random
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from typing import Any

from websockets.asyncio.client import connect

from benchmarks.report import heading, options, save

OPENING = {"officer": {"is_sro": True}, "incident": {"person_role": "student_here", "crime_alleged": True}}
ARREST = {"kind": "custodial_arrest", "in_school": True, "purposes": ["crime"]}
LIMITS = ("calls_per_second=1000000", "connections=1000", "sessions=1000")

# One incident as a client follows it, from its opening to its review.
STORY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("learn", {"said": {"incident": {"school_rule_alleged": True}}, "at": 5}),
    ("begin", {"act": "a1", "facts": ARREST, "at": 12}),
    ("carry_on", {"act": "a1", "facts": {"arrest_avoidable": True}, "at": 16}),
    ("carry_on", {"act": "a1", "facts": {"in_view_of_students": True}, "at": 20}),
    ("happened", {"moment": "staff_notified", "at": 30}),
    ("end", {"act": "a1", "at": 65}),
    ("final", {}),
    ("as_known_at", {"time": 20}),
)


class Caller:
    """One client, which counts how long each of its calls took."""

    def __init__(self, took: dict[str, list[float]], pause: float) -> None:
        self._took = took
        self._pause = pause
        self._ids = itertools.count(1)
        self.refused = 0

    async def follow(self, url: str, incidents: int, *, reviews: bool) -> None:
        """Follow incidents, one after another, each from its opening to its end."""
        async with connect(url, max_size=None, compression=None) as self._client:
            await self._call("hello", protocols=[1])
            for _ in range(incidents):
                session = (await self._call("open_incident", case=OPENING))["session"]
                for method, said in STORY:
                    await self._call(method, session=session, **said)
                if reviews:
                    await self._call("review", session=session)
                await self._call("close", session=session)

    async def _call(self, method: str, **params: object) -> Any:  # noqa: ANN401 - any JSON value
        if self._pause:  # not all at the same moment
            await asyncio.sleep(self._pause * random.uniform(0.5, 1.5))
        name = next(self._ids)
        message = json.dumps({"jsonrpc": "2.0", "id": name, "method": method, "params": params})
        start = time.perf_counter()
        await self._client.send(message)
        reply = await self._client.recv()
        self._took[method].append(time.perf_counter() - start)
        found = json.loads(reply)
        if found.get("id") != name or "error" in found:
            self.refused += 1
        return found.get("result", {"session": ""})


async def at_once(url: str, clients: int, incidents: int, *, reviews: bool, pause: float = 0) -> dict[str, Any]:
    """Return the figures of so many clients at once."""
    took: dict[str, list[float]] = defaultdict(list)
    callers = [Caller(took, pause) for _ in range(clients)]
    start = time.perf_counter()
    await asyncio.gather(*(caller.follow(url, incidents, reviews=reviews) for caller in callers))
    seconds = time.perf_counter() - start
    every = [one for some in took.values() for one in some]
    return {
        "clients": clients,
        "reviews": reviews,
        "pause": pause,
        "calls": len(every),
        "seconds": seconds,
        "refused": sum(caller.refused for caller in callers),
        "a second": len(every) / seconds,
        "all": spread(every),
        "methods": {method: spread(some) for method, some in took.items()},
    }


def spread(took: list[float]) -> dict[str, float]:
    """Return the median and the 99th percentile in milliseconds."""
    slowest_but_one_percent = sorted(took)[math.ceil(len(took) * 0.99) - 1]
    return {"median": statistics.median(took) * 1000, "p99": slowest_but_one_percent * 1000}


def show(found: dict[str, Any]) -> None:
    """Print one line for all calls, and one for each method."""
    pace = f"a call every {found['pause']:g} s or so" if found["pause"] else "each as fast as it is answered"
    title = f"{found['clients']} clients, {pace}, {'with' if found['reviews'] else 'without'} reviews"
    print(f"\n{title}: {found['calls']:,} calls, {found['a second']:,.0f} a second, {found['refused']} refused")
    print(f"{'method':16} {'median ms':>10} {'p99 ms':>10}")
    for method, some in {"all": found["all"], **found["methods"]}.items():
        print(f"{method:16} {some['median']:10.2f} {some['p99']:10.2f}")


def main() -> None:
    """Start a server, call it, and print the tables."""
    parser = options(__doc__)
    parser.add_argument("--clients", type=int, default=100, help="at once")
    parser.add_argument("--incidents", type=int, default=10, help="that each follows")
    asked = parser.parse_args()
    heading()
    limits = [part for limit in LIMITS for part in ("--limit", limit)]
    command = [sys.executable, "-m", "sro_policy.cli", "serve", "--websocket", "--port", "0", *limits]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as server:  # noqa: S603 - our own command
        assert server.stderr is not None
        url = server.stderr.readline().split()[-1]
        try:
            asyncio.run(at_once(url, 4, 2, reviews=True))  # compiles, and fills caches
            rows = [
                asyncio.run(at_once(url, clients, asked.incidents, reviews=reviews))
                for clients in (1, asked.clients)
                for reviews in (False, True)
            ]
            rows.append(asyncio.run(at_once(url, asked.clients, 1, reviews=False, pause=1.0)))
        finally:
            server.terminate()
    for found in rows:
        show(found)
    save(asked.json, {"runs": rows})
    if any(found["refused"] for found in rows):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
