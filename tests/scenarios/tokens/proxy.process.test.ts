import { startPlatform } from "../../../fixtures/platform/mod.ts";
import { dataOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const NAMES = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

describe("a proxy", () => {
  for (const variable of ["NO_PROXY", "no_proxy"]) {
    it(`never sees a token for a service on this machine, whatever ${variable} names`, () =>
      inScene({}, async ({ spawn, platform }) => {
        await using proxy = await startPlatform();
        const env = Object.fromEntries(NAMES.map((name) => [name, proxy.origin]));
        dataOf(await spawn(["+chat-list"], { env: { ...env, [variable]: "example.com" } }));
        assertEquals([proxy.log.length, platform.log.length > 0], [0, true]);
      }));
  }
});
