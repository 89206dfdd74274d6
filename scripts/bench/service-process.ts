import type { LoggedRequest } from "../../fixtures/platform/mod.ts";
import { chooseRegistry, pathOf, registryFlags } from "../registry.ts";

/** The fake service in a process of its own; `await using` ends it. */
export interface ServiceProcess extends AsyncDisposable {
  readonly origin: string;
  /** The requests since the log was cleared, in order of arrival. */
  log(): Promise<readonly LoggedRequest[]>;
  clearLog(): Promise<void>;
}

/**
 * Starts the service.
 *
 * @param args what `read-service.ts` shall serve
 */
export async function startService(...args: readonly string[]): Promise<ServiceProcess> {
  const flags = registryFlags(await chooseRegistry(), "run");
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", ...flags, "-A", pathOf("scripts/bench/read-service.ts"), ...args],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const { origin, control } = JSON.parse(await firstLine(child.stdout));
  return {
    origin,
    log: async () => await (await fetch(control)).json(),
    clearLog: async () => void await (await fetch(control, { method: "DELETE" })).body?.cancel(),
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.status;
    },
  };
}

async function firstLine(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text.includes("\n")) return text.slice(0, text.indexOf("\n"));
  }
  throw new Error(`the service has ended: ${text}`);
}
