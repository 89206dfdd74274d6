/**
 * Records what real Cliffy makes of the lines in `command-lines.ts`; see `command-roads.test.ts`.
 *
 * @module
 */

import { digests, LINES } from "./command-lines.ts";

if (import.meta.resolve("@cliffy/command").endsWith("/scripts/npm/command.ts")) {
  throw new Error("record with IM_REGISTRY=jsr");
}
await Deno.writeTextFile(
  new URL("command-roads.json", import.meta.url),
  JSON.stringify(await digests(LINES), undefined, 2) + "\n",
);
