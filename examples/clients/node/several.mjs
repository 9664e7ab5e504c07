// Two trainees at once on one `sro-policy serve --websocket`, each on a connection of their own.
//
//     node examples/clients/node/several.mjs
//
// Node 22 or later has a WebSocket of its own; Node 20 has it with --experimental-websocket. The command that starts the
// server can be given: node several.mjs python -m sro_policy.cli

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Start a server on a port that the system chooses, and return it with its address, which it tells on standard error. */
async function start([program, ...rest]) {
  const options = ["serve", "--websocket", "--port", "0", "--scenarios", "examples/scenarios/hallway-arrest.yaml"];
  const server = spawn(program, [...rest, ...options], { stdio: ["ignore", "inherit", "pipe"] });
  for await (const line of createInterface({ input: server.stderr })) {
    const address = line.match(/ws:\S+/);
    if (address) return { server, address: address[0] };
    console.error(line);
  }
  throw new Error("the server did not start");
}

class Trainee {
  #waiting = new Map();
  #last = 0;

  static async enter(address) {
    const trainee = new Trainee();
    trainee.socket = new WebSocket(address);
    trainee.socket.onmessage = ({ data }) => trainee.#take(JSON.parse(data));
    await new Promise((resolve, reject) => Object.assign(trainee.socket, { onopen: resolve, onerror: reject }));
    trainee.socket.onclose = ({ code }) => trainee.#fail(new Error(`the server has closed the connection with ${code}`));
    await trainee.call("hello", { protocols: [1] });
    return trainee;
  }

  call(method, params = {}) {
    this.socket.send(JSON.stringify({ jsonrpc: "2.0", id: ++this.#last, method, params }));
    return new Promise((resolve, reject) => this.#waiting.set(this.#last, { resolve, reject }));
  }

  #take({ id, result, error }) {
    const call = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) call?.reject(new Error(`${error.message}: ${error.data.place} ${error.data.problem}`));
    else call?.resolve(result);
  }

  #fail(error) {
    for (const call of this.#waiting.values()) call.reject(error);
  }
}

/** Play the scenario along one way, and return what was not as the policy has it. */
async function play(address, option) {
  const trainee = await Trainee.enter(address);
  const { session } = await trainee.call("scenario.open", { id: "hallway-arrest" });
  let { left } = await trainee.call("scenario.play", { session });
  while (left) ({ left } = await trainee.call("scenario.play", { session })); // events that fill an answer come in parts
  await trainee.call("scenario.choose", { session, option });
  do ({ left } = await trainee.call("scenario.play", { session }));
  while (left);
  const { review } = await trainee.call("review", { session });
  trainee.socket.close();
  const broken = review.findings.filter(({ outcome }) => /^(violated|departed)/.test(outcome));
  return `${option}: ${broken.map(({ clause, outcome }) => `${clause} ${outcome}`).join(", ") || "nothing"}`;
}

const { server, address } = await start(process.argv.length > 2 ? process.argv.slice(2) : ["sro-policy"]);
try {
  for (const line of await Promise.all([play(address, "leave"), play(address, "arrest")])) console.log(line);
} finally {
  server.kill(); // it does not end with those who use it, as one on standard input does
}
