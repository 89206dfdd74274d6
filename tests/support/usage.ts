/**
 * Command lines that must fail before anything is sent. There is no service: a request fails the test.
 *
 * @module
 */

import { runProgram } from "../../cli/main.ts";
import { fakeFetch, fakeSink, fakeWorld } from "./fake-world.ts";
import { errorOf } from "./results.ts";
import { assertEquals } from "@std/assert";

/** The error of a command line that is refused with exit 2; `variables` are added to one user token. */
export async function usageError(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, unknown>>> {
  const [stdout, stderr] = [fakeSink(), fakeSink()];
  const { fetch, seen } = fakeFetch();
  const status = await runProgram(
    args,
    fakeWorld({
      ...{ cwd: "/var/empty", stdout, stderr, fetch },
      variables: { IM_BASE_URL: "https://service.example", IM_USER_ACCESS_TOKEN: "u-demo", ...variables },
    }),
  );
  assertEquals(seen.map(({ url }) => url), []);
  return errorOf({ status, stdout: stdout.text(), stderr: stderr.text(), bytes: new Uint8Array() }, 2);
}
