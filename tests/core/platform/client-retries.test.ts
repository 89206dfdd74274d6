import { retryRules, startRetries } from "../../../core/async/retry.ts";
import { Failure } from "../../../core/failure.ts";
import { callWithRetries } from "../../../core/platform/client.ts";
import { isOutcomeUnknown } from "../../../core/platform/outcome-unknown.ts";
import { fakeClock } from "../../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const ENDS = {
  /** The line broke after the request was sent. */
  silent: new Failure({ type: "network", subtype: "transport", message: "cut", retryable: true }),
  timeout: new Failure({ type: "network", subtype: "timeout", message: "late", retryable: true }),
  gateway: new Failure({ type: "network", subtype: "server_error", message: "502", retryable: true }),
  /** No connection was made. */
  neverSent: new Failure(
    { type: "network", subtype: "transport", message: "refused", retryable: true },
    new Error("client error (Connect): Connection refused"),
  ),
  noHost: new Failure(
    { type: "network", subtype: "dns", message: "no host", retryable: true },
    new Error("client error (Connect): dns error"),
  ),
  noToken: new Failure({ type: "network", subtype: "timeout", message: "no token" }, undefined, true),
  limit: new Failure({ type: "api", subtype: "rate_limit", message: "slow", retryable: true }),
  refusal: new Failure({ type: "api", subtype: "unknown", message: "no" }),
  interrupt: new Failure({ type: "interrupted", subtype: "interrupt", message: "stop" }),
  bug: new TypeError("bug"),
} as const;
type End = keyof typeof ENDS | "ok";

const READ = { repeatable: true };
const KEYED = { repeatable: true, isWrite: true } as const;
const UNKEYED = { repeatable: false };

/** Makes attempts that end so, and tells how many there were and what came of them. */
async function run(request: typeof READ | typeof KEYED | typeof UNKEYED, ends: readonly End[]) {
  const clock = fakeClock();
  const retries = startRetries({ clock, random: () => 0 }, retryRules(30), new AbortController().signal);
  let attempts = 0;
  const result = callWithRetries(request, retries, async () => {
    const end = ends[Math.min(attempts++, ends.length - 1)] ?? "ok";
    if (end !== "ok") throw await Promise.resolve(ENDS[end]);
    return "ok";
  }).catch((error) => error);
  await clock.runUntil(result);
  const error: unknown = await result;
  const told = error === "ok"
    ? "ok"
    : !(error instanceof Failure)
    ? "bug"
    : isOutcomeUnknown(error)
    ? "unknown"
    : error.detail.message;
  return [attempts, told];
}

describe("callWithRetries", () => {
  const cases: readonly (readonly [
    name: string,
    request: typeof READ | typeof KEYED | typeof UNKEYED,
    ends: readonly End[],
    attempts: number,
    told: string,
  ])[] = [
    ["a read is repeated and never unknown", READ, ["silent"], 3, "cut"],
    ["a write under a key is repeated", KEYED, ["silent", "timeout", "ok"], 3, "ok"],
    ["a write under a key that no answer comes to is unknown", KEYED, ["silent"], 3, "unknown"],
    ["a gateway that fails is silence", KEYED, ["gateway"], 3, "unknown"],
    ["silence, then no connection: unknown", KEYED, ["silent", "neverSent"], 3, "unknown"],
    ["silence, then no host: unknown", KEYED, ["silent", "noHost"], 3, "unknown"],
    ["silence, then no token: unknown", KEYED, ["silent", "noToken"], 2, "unknown"],
    ["silence, then a refusal: the refusal", KEYED, ["silent", "refusal"], 2, "no"],
    ["silence, then a limit: the limit", KEYED, ["silent", "limit"], 3, "slow"],
    ["silence, then Ctrl-C: unknown", KEYED, ["silent", "interrupt"], 2, "unknown"],
    ["Ctrl-C before anything was sent: the interruption", KEYED, ["interrupt"], 1, "stop"],
    ["a limit, then silence: unknown", KEYED, ["limit", "silent"], 3, "unknown"],
    ["never sent: not unknown", KEYED, ["neverSent"], 3, "refused"],
    ["no host: not unknown", KEYED, ["noHost"], 3, "no host"],
    ["no token: not unknown", KEYED, ["noToken"], 1, "no token"],
    ["a refusal is final", KEYED, ["refusal"], 1, "no"],
    ["another write is never repeated once it was sent", UNKEYED, ["silent", "ok"], 1, "unknown"],
    ["nor after a limit, which is no silence", UNKEYED, ["limit", "ok"], 1, "slow"],
    ["nor after a refusal", UNKEYED, ["refusal"], 1, "no"],
    ["it is repeated while no connection was made", UNKEYED, ["neverSent", "neverSent", "ok"], 3, "ok"],
    ["and ends with the first silence", UNKEYED, ["neverSent", "silent", "ok"], 2, "unknown"],
    ["no token for it: not unknown", UNKEYED, ["noToken"], 1, "no token"],
    ["an error of the program comes through", KEYED, ["bug"], 1, "bug"],
    ["of another write, too", UNKEYED, ["bug"], 1, "bug"],
  ];
  for (const [name, request, ends, attempts, told] of cases) {
    it(name, async () => assertEquals(await run(request, ends), [attempts, told]));
  }
});
