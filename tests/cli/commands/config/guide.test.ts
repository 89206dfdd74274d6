import { scopesToAsk } from "../../../../cli/scopes.ts";
import { fakeSink, json, type Reply } from "../../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../../support/files.ts";
import { runLine } from "../../../support/run-line.ts";
import { realClock } from "../../../support/secrets.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("the scopes to ask for", () => {
  it("are the first of those where one is enough, and all that help, each once", () =>
    assertEquals(
      scopesToAsk({ required: [["im:b", "im:z"], ["im:c"], []], helpful: ["im:a", "im:b"] }),
      ["im:b", "im:c", "im:a"],
    ));
});

describe("im config init on a terminal", () => {
  it("says what the bot answers, without the secret", () =>
    inTemporaryDirectory(async (root) => {
      const answers = ["cli_1", "s3cret", "1"];
      const reply: Reply = (request) =>
        request.url.endsWith("/bot/v3/info")
          ? json({ code: 0, bot: { open_id: "ou_b", app_name: "Helper" } })(request)
          : json({ code: 0, tenant_access_token: "t-1", expire: 7200 })(request);
      const variables = { IM_BASE_URL: "https://a.example", IM_CONFIG_DIR: root, IM_STORE: "file" };
      const stderr = fakeSink(80);
      const { status } = await runLine(["config", "init"], [reply], {
        variables: { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "", ...variables },
        clock: realClock(),
        stdinIsTerminal: true,
        stderr,
        readLine: () => Promise.resolve(answers.shift()),
      });
      assertEquals([status, answers, stderr.text().includes("s3cret")], [0, [], false]);
      assertStringIncludes(stderr.text(), "\n   The bot answers: Helper\n");
    }));
});
