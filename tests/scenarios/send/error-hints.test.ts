import { startPlatform } from "../../../fixtures/platform/mod.ts";
import { putFiles } from "../../support/files.ts";
import { documentOf, errorOf } from "../../support/results.ts";
import { FILES_PATH, GROUP, inDemo, LEO, MESSAGE, replyLine, sendLine } from "../../support/sending.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const EDIT = ["+messages-edit", "--message-id", "om_mine", "--text", "hello"];
const asUser = (line: readonly string[]) => line.map((word) => word === "bot" ? "user" : word);

/** `error` of a line against a service that answers a code. */
function failing(
  line: readonly string[],
  status: number,
  code: number,
  more: { readonly msg?: string; readonly error?: Readonly<Record<string, unknown>> } = {},
): Promise<Readonly<Record<string, unknown>>> {
  return inDemo(
    { faults: [{ name: "error", code, ...more }] },
    async ({ run }) => errorOf(await run(line), status),
  );
}

describe("230002, not in the chat: exit 3, and what to do as whom", () => {
  it("a bot: names the chat, and the command that adds it", async () => {
    const { hint, identity } = await failing(sendLine("--text", "x"), 3, 230002);
    assertEquals(identity, "bot");
    assertStringIncludes(String(hint), "im chat.members create --params");
    const params = /--params '(\{.*?\})'/.exec(String(hint))?.[1] ?? "";
    assertEquals(documentOf(params), { chat_id: GROUP, member_id_type: "app_id" });
    assertEquals(documentOf(/--data '(\{.*?\})'/.exec(String(hint))?.[1] ?? ""), { id_list: ["cli_…"] });
    assertStringIncludes(String(hint), "--as user");
  });

  it("a person: names the chat, and to join it", async () => {
    const { hint, identity } = await failing(asUser(sendLine("--text", "x")), 3, 230002);
    assertEquals(identity, "user");
    assertStringIncludes(String(hint), "join");
    assertStringIncludes(String(hint), GROUP);
    assert(!String(hint).includes("chat.members create"), String(hint));
  });

  it("a direct message: no command that adds a bot to it", async () => {
    const line = ["+messages-send", "--user-id", LEO, "--text", "x", "--as", "bot"];
    const { hint } = await failing(line, 3, 230002);
    assert(typeof hint === "string" && !hint.includes("chat.members create"), String(hint));
  });

  for (
    const [name, line, id] of [["reply", replyLine("--text", "x"), MESSAGE], [
      "edit",
      EDIT,
      "om_mine",
    ]] as const
  ) {
    it(`${name}: names the message`, async () => {
      assertStringIncludes(String((await failing(line, 3, 230002))["hint"]), id);
    });
  }

  it("the world's own refusal says the same", () =>
    inDemo({}, async ({ run, platform }) => {
      platform.putChat({ chatId: "oc_foreign", mode: "group", bot: false });
      const line = ["+messages-send", "--chat-id", "oc_foreign", "--text", "x", "--as", "bot"];
      const error = errorOf(await run(line), 3);
      assertEquals([error["type"], error["subtype"], error["code"]], [
        "authorization",
        "permission_denied",
        230002,
      ]);
      assertStringIncludes(String(error["hint"]), "oc_foreign");
    }));
});

const SCOPE_ERROR = {
  error: { permission_violations: [{ type: "action_scope", subject: "im:some.scope" }] },
};

describe("missing scopes: exit 3, which they are, and where they are granted", () => {
  const lines: readonly (readonly [name: string, line: readonly string[], scopes: readonly string[]])[] = [
    ["a bot that sends", sendLine("--text", "x"), ["im:message:send_as_bot"]],
    ["a bot that answers", replyLine("--text", "x"), ["im:message:send_as_bot"]],
    ["a bot that edits", EDIT, ["im:message:send_as_bot"]],
    ["a person who sends", asUser(sendLine("--text", "x")), ["im:message.send_as_user", "im:message"]],
    ["a person who answers", asUser(replyLine("--text", "x")), ["im:message.send_as_user", "im:message"]],
  ];
  for (const [name, line, scopes] of lines) {
    it(`${name}: those that the service names`, async () => {
      for (const code of [99991672, 99991679]) {
        const error = await failing(line, 3, code, SCOPE_ERROR);
        assertEquals([error["type"], error["missing_scopes"]], ["authorization", ["im:some.scope"]]);
        assertStringIncludes(String(error["hint"]), "im:some.scope");
      }
    });

    it(`${name}: where it names none, ${scopes.join(" and ")}`, async () => {
      for (const code of [99991672, 99991679]) {
        const error = await failing(line, 3, code);
        assertEquals(error["missing_scopes"], scopes);
        for (const scope of scopes) assertStringIncludes(String(error["hint"]), scope);
      }
    });
  }

  it("99991672: the app applies for them in the console, whose page is named", () =>
    inDemo({ faults: [{ name: "error", code: 99991672, ...SCOPE_ERROR }] }, async ({ run }) => {
      const error = errorOf(await run(sendLine("--text", "x"), { env: { IM_APP_ID: "cli_demo" } }), 3);
      assertStringIncludes(String(error["hint"]), "developer console");
      assertStringIncludes(String(error["console_url"]), "clientID=cli_demo");
    }));

  it("99991679: a person logs in with them", async () => {
    const { hint } = await failing(asUser(sendLine("--text", "x")), 3, 99991679, SCOPE_ERROR);
    assertStringIncludes(String(hint), "scope im:some.scope, then set IM_USER_ACCESS_TOKEN");
  });

  it("an upload names its own scope", () =>
    inDemo({ withoutScopes: { bot: ["im:resource", "im:resource:upload"] } }, async (scene) => {
      await putFiles(scene, { "a.bin": "content" });
      const error = errorOf(await scene.run(sendLine("--file", "a.bin")), 3);
      assertStringIncludes(String(error["hint"]), "im:resource");
      assertEquals([scene.platform.sentMessages, scene.platform.log.map(({ path }) => path)], [[], [
        FILES_PATH,
      ]]);
    }));
});

/** What the service says of a card that it refuses. */
const CARD_ERROR =
  "Failed to create card content, ext=ErrCode: 200621; ErrMsg: parse card json err; ErrPath: ROOT -> elements -> [1]; ErrorValue: {x};";

describe("230099, a card that was refused: exit 1, and the parts of the reason", () => {
  const card = JSON.stringify({ schema: "2.0", body: { elements: [] } });
  const lines = [sendLine("--content", card), replyLine("--content", card)];

  it("code, path, message and value are reported one by one", async () => {
    for (const line of lines) {
      const error = await failing(line, 1, 230099, { msg: CARD_ERROR });
      assertEquals([error["type"], error["code"]], ["api", 230099]);
      const params = error["params"];
      assert(Array.isArray(params));
      assertEquals(Object.fromEntries(params.map(({ name, reason }) => [name, reason])), {
        ErrCode: "200621",
        ErrPath: "ROOT -> elements -> [1]",
        ErrMsg: "parse card json err",
        ErrorValue: "{x}",
      });
      assertStringIncludes(String(error["message"]), "200621");
    }
  });

  const codes: readonly (readonly [code: number, said: string])[] = [
    [100290, "mention"],
    [11310, "template"],
    [200380, "not published"],
    [200381, "not shared"],
    [200621, "unknown property"],
    [200732, "type"],
    [200737, "format"],
    [200550, "chart"],
    [200570, "image key"],
    [200861, "version 2"],
    [200914, "rows"],
    [200915, "column"],
    [300220, "enable_forward"],
    [300230, "same id"],
    [300240, "another app"],
  ];
  for (const [code, said] of codes) {
    it(`${code}: ${said}`, async () => {
      const msg = `Failed to create card content, ext=ErrCode: ${code}; ErrMsg: some words`;
      const { hint } = await failing(sendLine("--content", card), 1, 230099, { msg });
      assertStringIncludes(String(hint), said);
      assertStringIncludes(String(hint), String(code));
    });
  }

  it("a reason of another form is kept as it is", async () => {
    const error = await failing(sendLine("--content", card), 1, 230099, { msg: "Failed: who knows" });
    assertEquals([error["subtype"], error["params"]], ["invalid_parameters", undefined]);
    assertStringIncludes(String(error["message"]), "who knows");
  });

  it("what the service really says of an unknown element arrives whole", () =>
    inDemo({}, async ({ run }) => {
      const content = JSON.stringify({ schema: "2.0", body: { elements: [{ tag: "action", actions: [] }] } });
      const error = errorOf(await run(sendLine("--content", content)), 1);
      assertEquals(error["code"], 230099);
      const params = error["params"];
      assert(
        Array.isArray(params) && params.some(({ name, reason }) => name === "ErrCode" && reason === "200861"),
      );
    }));
});

describe("what others wrote into an error", () => {
  it("does not steer the terminal", () =>
    inDemo(
      { faults: [{ name: "error", code: 230001, msg: "bad \u001b[31mred\u001b[0m\u0007 ext=\u202ex" }] },
      async ({ run }) => {
        const result = await run(sendLine("--text", "x", "--format", "pretty"));
        assertEquals(result.status, 1);
        for (const character of ["\u001b", "\u0007", "\u202e"]) assert(!result.stderr.includes(character));
      },
    ));
});

describe("a redirect of a write to another host", () => {
  const lines: readonly (readonly [name: string, line: readonly string[]])[] = [
    ["send", sendLine("--text", "x")],
    ["reply", replyLine("--text", "x")],
    ["edit", EDIT],
    ["upload", sendLine("--file", "a.bin")],
  ];
  for (const [name, line] of lines) {
    it(`${name}: is not followed, exit 4, and the other host gets neither token nor content`, () =>
      inDemo({}, async (scene) => {
        await using other = await startPlatform();
        await putFiles(scene, { "a.bin": "content" });
        scene.platform.addFault({ name: "redirect", status: 307, to: `${other.origin}/taken` });
        const error = errorOf(await scene.run(line), 4);
        assertEquals([error["type"], other.log, scene.platform.log.length], ["network", [], 1]);
        assertStringIncludes(String(error["message"]), "the outcome is unknown");
      }));
  }
});
