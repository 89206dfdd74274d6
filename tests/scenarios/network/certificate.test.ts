import { loopbackIdentity } from "../../fixtures/platform/loopback-identity.ts";
import { errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("a host whose certificate comes from an authority that Deno does not know", () => {
  it("is a network error, exit 4, and the hint names the variable to set", () =>
    inScene({ tls: loopbackIdentity }, async ({ run }) => {
      const result = await run(["+chat-list", "--format", "json"]);
      const error = errorOf(result, 4);
      assertEquals([error["type"], error["subtype"]], ["network", "tls"]);
      assertStringIncludes(String(error["message"]), "UnknownIssuer");
      assertStringIncludes(String(error["hint"]), "DENO_TLS_CA_STORE=system");
    }));
});
