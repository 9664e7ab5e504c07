"""The example clients: those that can run here are run, and what the others send is held against the description."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest

from sro_policy.serve import openrpc_document

from .calling import HALLWAY, ROOT, Client

CLIENTS = ROOT / "examples" / "clients"
MCS, MONO = shutil.which("mcs"), shutil.which("mono")
_NEWTONSOFT = sorted(Path("/usr/lib/cli").glob("Newtonsoft.Json-*/Newtonsoft.Json.dll"))  # where Debian has it
_CALL = re.compile(r'server\.Call\("([\w.]+)", (?:@?"(.*?)"|(\w+))(, session)?\)', re.DOTALL)
_OBJECT = re.compile(r"var (\w+) = new JObject\s*\{(.*?)\};", re.DOTALL)


def printed(*command: str) -> str:
    found = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", cwd=ROOT, timeout=120)
    assert (found.returncode, found.stderr) == (0, "")
    return found.stdout


def test_the_python_client_plays_a_scenario_and_prints_its_review() -> None:
    """With nothing of the library imported."""
    path = CLIENTS / "python" / "client.py"
    said = printed(sys.executable, str(path), str(HALLWAY), "arrest")
    assert said.startswith("An arrest in the hallway\n")
    assert "431.6.p2.s1 would depart: Avoid a custodial arrest in school." in said
    assert "# Review: Policy 431" in said
    assert "sro_policy import" not in path.read_text(encoding="utf-8")


@pytest.fixture
def node(request: pytest.FixtureRequest) -> str:
    found: str | None = request.config.getoption("--node")
    if found is None:
        pytest.skip("needs Node: give it with --node")
    return found


def python_client() -> ModuleType:
    spec = importlib.util.spec_from_file_location("client", CLIENTS / "python" / "client.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fails(server: Any, *, is_killed: bool) -> None:
    """Raise an error while a client is open."""
    with server:
        if is_killed:
            server._process.kill()
            with pytest.raises((RuntimeError, OSError)) as caught:
                server.call("health")
            assert not isinstance(caught.value, json.JSONDecodeError)
        raise LookupError("mine")


@pytest.mark.parametrize(("is_killed", "code"), [(False, 0), (True, -9)])
def test_what_goes_wrong_while_the_python_client_is_open_is_what_is_raised(is_killed: bool, code: int) -> None:
    """Also where the server has ended meanwhile; a call says then that it has."""
    server = python_client().Server()
    with pytest.raises(LookupError, match="mine"):
        fails(server, is_killed=is_killed)
    assert server._process.returncode == code


def with_the_node_client(node: str, script: str) -> list[str]:
    """What a script prints that has the class of the client."""
    text = (CLIENTS / "node" / "client.mjs").read_text(encoding="utf-8").partition("\nfunction show")[0]
    says = "const says = (error) => console.log(error.message);"
    return printed(node, "--input-type=module", "-e", f"{text}\n{says}\n{script}").splitlines()


def test_an_error_without_an_id_is_that_of_the_call_that_waits_longest(node: str) -> None:
    """As of a message that is too large: the server cannot tell whose it was, and answers come in order."""
    command = [sys.executable, "-m", "sro_policy.cli", "serve", "--stdio", "--limit", "message_bytes=80"]
    lines = with_the_node_client(
        node,
        f"""
        const server = new Server(["sh", "-c", {json.dumps(shlex.join(command))}]);
        const calls = [
          server.call("hello", {{ protocols: [1] }}),
          server.call("open_incident", {{ case: {{ event: "x".repeat(80) }} }}),
          server.call("health"),
        ];
        await calls[0];
        await calls[1].catch(says);
        console.log((await calls[2]).status);
        await server.call("shutdown");
    """,
    )
    assert lines == ["Limit reached:  the message is larger than the limit of 80 bytes", "ok"]


def test_two_trainees_in_node_play_at_once(node: str) -> None:
    """By WebSocket, on a server that the program starts and ends; Node 20 has to be told that it has one."""
    script = str(CLIENTS / "node" / "several.mjs")
    lines = printed(node, "--experimental-websocket", script, sys.executable, "-m", "sro_policy.cli").splitlines()
    assert lines == ["leave: nothing", "arrest: 431.6.p2.s1 departed with reason"]


def test_calls_of_the_node_client_fail_once_the_server_has_ended(node: str) -> None:
    """Those that wait for an answer, and those that come later."""
    lines = with_the_node_client(
        node,
        """
        const server = new Server(["sh", "-c", "read line; exit 3"]);
        await server.call("hello").catch(says);
        await server.call("hello").catch(says);
    """,
    )
    assert lines == ["the server ended with 3"] * 2


def test_the_node_client_follows_an_incident_and_prints_its_review(node: str) -> None:
    """From Node 18 on, without any package."""
    said = printed(node, str(CLIENTS / "node" / "client.mjs"), sys.executable, "-m", "sro_policy.cli")
    assert "20 s  431.6.p2.s1 would depart: Avoid a custodial arrest in school." in said
    assert "431.6.p2.s1 · a1: departed" in said


@pytest.mark.skipif(not (MCS and MONO and _NEWTONSOFT), reason="Mono with Newtonsoft.Json is not there to compile it")
def test_the_csharp_client_compiles_and_follows_an_incident(tmp_path: Path) -> None:
    """In the C# that Unity knows too, without a warning."""
    made = tmp_path / "client.exe"
    sources = [str(path) for path in sorted((CLIENTS / "csharp").glob("*.cs"))]
    options = ("-langversion:7", "-warn:4", "-warnaserror", f"-r:{_NEWTONSOFT[0]}", f"-out:{made}")
    assert printed(str(MCS), *options, *sources) == ""
    said = printed(str(MONO), str(made), sys.executable, "-m", "sro_policy.cli")
    assert "20 s  431.6.p2.s1 would depart: Avoid a custodial arrest in school." in said
    assert "431.6.p2.s1 · a1: departed" in said


def test_what_the_csharp_client_sends_is_what_the_description_says_and_is_answered() -> None:
    """Also where there is no compiler: its messages are taken out of its text, in order."""
    text = (CLIENTS / "csharp" / "Program.cs").read_text(encoding="utf-8")
    objects = {
        name: {key: json.loads(value) for key, value in re.findall(r'\["(\w+)"\] = (.+),', body)}
        for name, body in _OBJECT.findall(text)
    }
    calls = [
        (found[1], objects[found[3]] if found[3] else json.loads(found[2].replace("'", '"')), bool(found[4]))
        for found in _CALL.finditer(text)
    ]
    assert len(calls) == text.count("server.Call(")
    document: dict[str, Any] = openrpc_document()
    methods = {method["name"]: method for method in document["methods"]}
    client = Client(greets=False)
    client.service.lets_clients_stop_it = True
    session = ""
    found: dict[str, Any] = {}
    for name, said, has_session in calls:
        named = {**said, "session": session} if has_session else said
        parameters = {part["name"]: part for part in methods[name]["params"]}
        assert {key for key, part in parameters.items() if part["required"]} <= set(named)
        for key, value in named.items():
            schema = {**parameters[key]["schema"], "components": document["components"]}
            jsonschema.validate(value, schema, jsonschema.Draft202012Validator)
        found[name] = client.call(name, **named)
        session = found[name].get("session", session)
    assert [name for name, _, _ in calls] == [*found]
    assert next(iter(found)) == "hello"
    assert list(found)[-2:] == ["review", "shutdown"]
    # What it reads of the answers is there: each name that stands in brackets.
    read = set(re.findall(r'\["(\w+)"\]', text)) - set(objects["reason"])
    assert read <= set(re.findall(r'"(\w+)":', json.dumps(found)))
