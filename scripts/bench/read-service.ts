/**
 * The fake service as a process of its own, so that it has its own processor time and memory: started by
 * `service-process.ts`; its arguments say what to serve.
 *
 * @module
 */

import { startPlatform } from "../../fixtures/platform/mod.ts";
import { chatWorld, historyWorld } from "./read-world.ts";

const [kind, value = ""] = Deno.args;
const platform = await startPlatform(
  kind === "chat"
    ? { ...chatWorld(), serverNames: false, delayMs: Number(value) }
    : { ...historyWorld(Number(value)), rateLimit: "none" },
);
const control = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, ({ method }) => {
  if (method === "DELETE") platform.clearLog();
  return Response.json(method === "DELETE" ? [] : platform.log);
});
console.log(JSON.stringify({ origin: platform.origin, control: `http://127.0.0.1:${control.addr.port}` }));
