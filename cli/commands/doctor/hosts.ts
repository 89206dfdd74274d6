/**
 * Whether the service can be reached, and whether its clock and ours agree.
 *
 * @module
 */

import { type AccountCall, ask } from "../../../core/account/account-call.ts";
import { Failure } from "../../../core/failure.ts";
import type { Hosts } from "../../../core/platform/hosts.ts";
import { phrase, setting } from "../../../core/text/phrase.ts";
import { orFailure } from "../auth/identities.ts";
import { type Check, fail, failed, pass, skip, warn } from "./check.ts";

/** Clocks that differ by more make tokens seem fresh when they are not, milliseconds. */
const WARN_SKEW = 60_000;
/** By more than this, expired tokens are sent: they are renewed that long before their end. */
const FAIL_SKEW = 300_000;

/** Asks both hosts for anything; any answer will do. */
export async function checkHosts(call: AccountCall): Promise<readonly Check[]> {
  const { open, accounts } = call.hosts;
  const [first, second] = await Promise.all([
    reach(call, "open"),
    accounts === open ? undefined : reach(call, "accounts"),
  ]);
  const dated = first.date ?? second?.date;
  return [
    first.check,
    second?.check ?? skip("endpoint_accounts", `the same host: ${accounts}`),
    clockCheck(dated, call),
  ];
}

async function reach(
  call: AccountCall,
  key: keyof Hosts,
): Promise<{ readonly check: Check; readonly date?: number }> {
  const name = `endpoint_${key}`;
  const host = call.hosts[key];
  const answer = await orFailure(() => ask(call, { url: `${host}/`, method: "HEAD", headers: {} }));
  if (answer instanceof Failure) {
    const variable = setting(key === "open" ? "baseUrl" : "accountsUrl");
    return {
      check: failed(
        name,
        answer,
        phrase`check the network, the proxy and ${variable}; ${host} must be reachable`,
      ),
    };
  }
  const date = Date.parse(answer.headers.get("date") ?? "");
  return {
    check: pass(name, `${host} answers`),
    ...(Number.isNaN(date) ? {} : { date }),
  };
}

function clockCheck(theirs: number | undefined, { world }: AccountCall): Check {
  const name = "clock";
  if (theirs === undefined) return skip(name, "no host told its time");
  const skew = world.clock.now() - theirs;
  const seconds = Math.round(Math.abs(skew) / 1000);
  // The header has whole seconds, and the answer took a while.
  if (Math.abs(skew) <= WARN_SKEW) return pass(name, "this clock and the service's agree");
  const message = `this clock is ${seconds} s ${skew > 0 ? "ahead of" : "behind"} the service's`;
  const hint = "set the clock, or let the system keep it (NTP)";
  return Math.abs(skew) > FAIL_SKEW ? fail(name, message, hint) : warn(name, message, hint);
}

/** The same lines where nothing may be asked. */
export function skippedHosts(): readonly Check[] {
  return ["endpoint_open", "endpoint_accounts", "clock"].map((name) => skip(name, "not checked: offline"));
}
