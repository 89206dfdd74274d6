import { runProgram } from "../../../cli/main.ts";
import { fakeFetch, fakeSink, fakeWorld } from "../../support/fake-world.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("a web page in place of the service's answer", () => {
  for (const [status, exit] of [[200, 5], [403, 1]] as const) {
    it(`with HTTP ${status}: the hint names the proxy and the address that is set`, async () => {
      const stderr = fakeSink();
      const { fetch } = fakeFetch(() =>
        new Response("<html><title>Log in to the guest network</title></html>", { status })
      );
      const variables = { IM_USER_ACCESS_TOKEN: "u-demo", IM_BASE_URL: "https://service.example" };
      assertEquals(await runProgram(["+chat-list"], fakeWorld({ stderr, fetch, variables })), exit);
      const { error } = JSON.parse(stderr.text());
      assertStringIncludes(error.message, `HTTP ${status}`);
      assertStringIncludes(error.hint, "a proxy, or the login page of a network, answered");
      assertStringIncludes(error.hint, "IM_BASE_URL");
    });
  }
});
