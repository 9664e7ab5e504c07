// Follows an incident on `sro-policy serve` by JSON-RPC: opens it, takes steps, prints guidance, and gets the review.
//
//     node examples/clients/node/client.mjs
//
// Node 18 or later, and no package: each message is one line of JSON to the server, and one back. The command that
// starts the server can be given: node client.mjs python -m sro_policy.cli

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

class Server {
  #waiting = new Map();
  #last = 0;
  #ended;

  constructor(command) {
    const [program, ...rest] = command;
    this.process = spawn(program, [...rest, "serve", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    this.process.on("error", ({ code }) => this.#fail(new Error(`${program} cannot be started: ${code}. Is it installed?`)));
    this.process.on("close", (code) => this.#fail(new Error(`the server ended with ${code}`)));
    this.process.stdin.on("error", (error) => this.#fail(error));
    createInterface({ input: this.process.stdout }).on("line", (line) => this.#take(line));
  }

  call(method, params = {}) {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = ++this.#last;
    this.process.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #take(line) {
    const { id, result, error } = JSON.parse(line);
    // Of what could not be read, such as a message that is too large, the server cannot tell the id. Answers come in the
    // order of the calls, so it is the one that has waited longest.
    const found = id ?? this.#waiting.keys().next().value;
    const call = this.#waiting.get(found);
    if (!call) return;
    this.#waiting.delete(found);
    if (error) call.reject(new Error(`${error.message}: ${error.data.place} ${error.data.problem}`));
    else call.resolve(result);
  }

  #fail(error) {
    this.#ended = error;
    for (const call of this.#waiting.values()) call.reject(error);
    this.#waiting.clear();
  }
}

function show(change) {
  for (const { after } of change.guidance) {
    if (after && !after.provisional) {
      console.log(`${change.step.at / 1000} s  ${after.clause} ${after.word.replaceAll("_", " ")}: ${after.statement}`);
    }
  }
}

const command = process.argv.length > 2 ? process.argv.slice(2) : ["sro-policy"];
const server = new Server(command);
await server.call("hello", { protocols: [1] });

const { session, opened } = await server.call("open_incident", {
  case: { officer: { is_sro: true }, incident: { person_role: "student_here", crime_alleged: true } },
});
show(opened);
const arrest = { kind: "custodial_arrest", in_school: true };
show(await server.call("begin", { session, act: "a1", facts: arrest, at: 12 }));
show(await server.call("carry_on", { session, act: "a1", facts: { arrest_avoidable: true }, at: 20 }));
show(await server.call("end", { session, act: "a1", at: 65 }));

const { review } = await server.call("review", { session });
for (const { outcome, clause, subject } of review.findings) {
  if (outcome !== "not applicable") console.log(`${clause} · ${subject}: ${outcome}`);
}
await server.call("shutdown");
