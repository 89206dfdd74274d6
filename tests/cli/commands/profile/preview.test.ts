import { configPreview } from "../../../../cli/commands/profile/preview.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("configPreview", () => {
  it("shows the request that proves an app, without its secret", () =>
    assertEquals(configPreview("stores it", ["cli_1", undefined]), {
      description: "stores it",
      api: ["cli_1", "<app id>"].map((id) => ({
        desc: "proves app id and secret",
        method: "POST" as const,
        path: "/open-apis/auth/v3/tenant_access_token/internal",
        body: { app_id: id, app_secret: "<app secret>" },
        repeatable: true,
      })),
      context: {},
    }));
  it("requests nothing where no app is tried", () => assertEquals(configPreview("x").api, []));
});
