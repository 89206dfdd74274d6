import type { PlatformOptions, WorldMessage } from "../../../fixtures/platform/mod.ts";
import {
  errorOf,
  partialDocument,
  partOf,
  previewCalls,
  successDocument,
  warningsOf,
} from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const TIME = Date.now() - 3_600_000;
const message = (name: string, more: Partial<WorldMessage> = {}): WorldMessage => ({
  messageId: `om_${name}`,
  chatId: "oc_from",
  type: "text",
  content: { text: `text of ${name}` },
  senderId: "ou_ana",
  createTime: TIME,
  ...more,
});

const world: PlatformOptions = {
  actingUser: "ou_demo",
  users: [{ openId: "ou_ana", name: "Ana" }, { openId: "ou_demo", name: "Demo", email: "demo@example.com" }],
  chats: [
    { chatId: "oc_from", mode: "group", members: ["ou_ana", "ou_demo"] },
    { chatId: "oc_to", mode: "group", members: ["ou_ana", "ou_demo"] },
  ],
  messages: [
    message("a"),
    message("b"),
    message("voice", { type: "audio", content: { file_key: "file_1" } }),
    message("gone", { deleted: true }),
    message("root", { threadId: "omt_t", isThreadRoot: true }),
    message("reply", { threadId: "omt_t", rootId: "om_root", parentId: "om_root" }),
    message("goal", { chatId: "oc_to", threadId: "omt_goal", isThreadRoot: true }),
  ],
  writing: { messageRate: "none" },
};

type Run = (line: string, env?: Readonly<Record<string, string>>) => ReturnType<Scene["run"]>;
/** A scene with both tokens. */
const inWorld = (use: (run: Run, scene: Scene) => Promise<void>, options: PlatformOptions = {}) =>
  inScene(
    { ...world, ...options },
    (scene) =>
      use((line, env = {}) =>
        scene.run(`+messages-forward ${line}`.split(" "), {
          env: { IM_TENANT_ACCESS_TOKEN: "t-demo", ...env },
        }), scene),
  );

const dataIn = (document: Readonly<Record<string, unknown>>) => partOf(document, "data");
describe("+messages-forward: what is forwarded where", () => {
  const targets: readonly (readonly [words: string, type: string, id: string])[] = [
    ["--chat-id oc_to", "chat_id", "oc_to"],
    ["--user-id ou_ana", "open_id", "ou_ana"],
    ["--user-id demo@example.com", "email", "demo@example.com"],
    ["--target-thread omt_goal", "thread_id", "omt_goal"],
  ];
  for (const identity of ["user", "bot"]) {
    for (const [words, type, id] of targets) {
      it(`as ${identity}: a message, ${words}`, () =>
        inWorld(async (run, { platform }) => {
          const data = dataIn(successDocument(await run(`--message-id om_a ${words} --as ${identity}`)));
          const [sent] = platform.sentMessages;
          assertEquals([sent?.how, sent?.receiveIdType, sent?.receiveId, sent?.as], [
            "forward",
            type,
            id,
            identity,
          ]);
          assertEquals([data["message_id"], data["uuid"], data["source_message_ids"]], [
            sent?.messageId,
            sent?.uuid,
            ["om_a"],
          ]);
          assertEquals(data["msg_type"], "text");
        }));
    }

    it(`as ${identity}: a thread`, () =>
      inWorld(async (run, { platform }) => {
        const data = dataIn(successDocument(await run(`--thread omt_t --chat-id oc_to --as ${identity}`)));
        assertEquals(platform.sentMessages.map(({ how }) => how), ["thread-forward"]);
        assertEquals([data["msg_type"], data["source_thread_id"], data["chat_id"]], [
          "merge_forward",
          "omt_t",
          "oc_to",
        ]);
      }));
  }

  it("to a person by the exact name, who is named in the answer", () =>
    inWorld(async (run, { platform }) => {
      const document = successDocument(await run("--message-id om_a --user-id Ana --as user"));
      assertEquals(platform.sentMessages[0]?.receiveId, "ou_ana");
      assertMatch(JSON.stringify(partOf(document, "meta")), /"query":"Ana".*"id":"ou_ana"/);
    }));

  it("several messages: one bundle, by the bot, repeated ids once", () =>
    inWorld(async (run, { platform }) => {
      const line = "--message-id om_b,om_a --message-ids om_b --chat-id oc_to";
      const document = successDocument(await run(line));
      const data = dataIn(document);
      assertEquals([document["identity"], data["msg_type"], data["source_message_ids"]], [
        "bot",
        "merge_forward",
        ["om_b", "om_a"],
      ]);
      assertEquals(platform.sentMessages.map(({ how, receiveId }) => [how, receiveId]), [[
        "merge-forward",
        "oc_to",
      ]]);
    }));

  it("several messages as a user: exit 2, which names the bot", () =>
    inWorld(async (run, { platform }) => {
      const error = errorOf(await run("--message-id om_b,om_a --chat-id oc_to --as user"), 2);
      assertMatch(`${error["message"]} ${error["hint"]}`, /bot/);
      assertEquals(platform.log, []);
    }));

  it("what is left out of a bundle: exit 1, listed, and the bundle is there", () =>
    inWorld(async (run, { platform }) => {
      const document = partialDocument(await run("--message-id om_a,om_gone,om_b --chat-id oc_to"));
      const data = dataIn(document);
      assertEquals([data["source_message_ids"], data["invalid_message_ids"]], [["om_a", "om_b"], [
        "om_gone",
      ]]);
      assertEquals(data["message_id"], platform.sentMessages[0]?.messageId);
      const error = partOf(document, "error");
      assertEquals([error["type"], error["subtype"]], ["api", "partial_failure"]);
      assertStringIncludes(String(error["message"]), "1 of 3 messages were left out of the bundle: om_gone");
    }));
});

describe("+messages-forward: the key", () => {
  it("every forward has one, in the query", () =>
    inWorld(async (run, { platform }) => {
      const { uuid } = dataIn(successDocument(await run("--message-id om_a --chat-id oc_to")));
      assertMatch(String(uuid), /^[0-9a-f-]{36}$/);
      assertEquals(platform.log.map(({ query }) => query["uuid"]), [uuid]);
    }));

  it("--safe-repeat: the same command once, another target or message again", () =>
    inWorld(async (run, { platform }) => {
      const lines = [
        "--message-id om_a --chat-id oc_to",
        "--message-id om_a --chat-id oc_to",
        "--message-id om_b --chat-id oc_to",
        "--message-id om_a --chat-id oc_from",
        "--message-ids om_a,om_b --chat-id oc_to",
        "--thread omt_t --chat-id oc_to",
      ];
      for (const line of lines) successDocument(await run(`${line} --safe-repeat --as bot`));
      assertEquals(platform.sentMessages.length, lines.length - 1);
    }));

  const pairs: readonly (readonly [name: string, first: string, second: string, isReused: boolean])[] = [
    ["the same message", "--message-id om_a", "--message-id om_a", false],
    ["another message", "--message-id om_a", "--message-id om_b", true],
    ["a bundle after a message", "--message-id om_a", "--message-id om_a,om_b", true],
    ["a message after a bundle", "--message-id om_a,om_b", "--message-id om_a", true],
    ["a thread after a message", "--message-id om_a", "--thread omt_t", true],
  ];
  for (const [name, first, second, isReused] of pairs) {
    it(`--idempotency-key again for ${name}: ${isReused ? "a warning, nothing new" : "the same, no warning"}`, () =>
      inWorld(async (run, { platform }) => {
        const rest = "--chat-id oc_to --idempotency-key k1 --as bot";
        successDocument(await run(`${first} ${rest}`));
        const result = await run(`${second} ${rest}`);
        const data = dataIn(successDocument(result));
        assertEquals(platform.sentMessages.length, 1);
        assertEquals([data["message_id"], data["reused"]], [
          platform.sentMessages[0]?.messageId,
          isReused ? true : undefined,
        ]);
        assertEquals(
          warningsOf(result).map((line) => line.split(":")[1]?.trim()),
          isReused ? ["idempotency_key_reused"] : [],
        );
      }));
  }

  it("a bundle that an earlier command made under the key: a warning", () =>
    inScene(world, async ({ run }) => {
      const line = "+messages-forward --thread omt_t --chat-id oc_to --idempotency-key k1".split(" ");
      successDocument(await run(line));
      const result = await run(line, { clockOffset: 10 * 60_000 });
      assertEquals(dataIn(successDocument(result))["reused"], true);
      assertMatch(warningsOf(result).join(), /idempotency_key_reused: --idempotency-key k1 was used before/);
    }));

  it("is retried under its key when the service is overloaded", () =>
    inWorld(async (run, { platform }) => {
      successDocument(await run("--message-id om_a --chat-id oc_to"));
      assertEquals(new Set(platform.log.map(({ query }) => query["uuid"])).size, 1);
      assertEquals(platform.log.length, 2);
    }, { faults: [{ name: "error", code: 230020, when: { times: 1 } }] }));
});

describe("+messages-forward: what is refused", () => {
  const lines: readonly (readonly [line: string, param: string, said: string])[] = [
    ["--chat-id oc_to", "--message-id", "--message-id or --thread is missing"],
    ["--message-id om_a", "--chat-id", "--chat-id, --user-id or --target-thread is missing"],
    ["--message-id om_a --thread omt_t --chat-id oc_to", "--thread", "--target-thread"],
    ["--message-id omt_t --chat-id oc_to", "--message-id", "--thread omt_t"],
    ["--thread om_a --chat-id oc_to", "--thread", "must be a thread id"],
    ["--message-id om_a --chat-id oc_to --user-id ou_ana", "--user-id", "exclude each other"],
    ["--message-id om_a --chat-id oc_to --target-thread omt_goal", "--target-thread", "exclude each other"],
    [
      "--message-id om_a --chat-id oc_to --idempotency-key k --safe-repeat",
      "--safe-repeat",
      "exclude each other",
    ],
    [
      `--message-id ${Array.from({ length: 101 }, (_, index) => `om_${index}`).join(",")} --chat-id oc_to`,
      "--message-id",
      "has 101 ids, but only 100 are allowed",
    ],
  ];
  for (const [line, param, said] of lines) {
    it(`${line.slice(0, 90)}: exit 2`, () =>
      inWorld(async (run, { platform }) => {
        for (const more of ["", " --dry-run"]) {
          const error = errorOf(await run(line + more), 2);
          assertEquals(error["param"], param);
          assertStringIncludes(`${error["message"]} ${error["hint"]}`, said);
        }
        assertEquals(platform.log, []);
      }));
  }

  const refusals: readonly (readonly [line: string, status: number, subtype: string, hint: string])[] = [
    ["--message-id om_voice --chat-id oc_to", 1, "feature_not_available", "cannot be forwarded"],
    ["--message-id om_gone --chat-id oc_to", 1, "not_found", "recalled"],
    ["--message-id om_a --chat-id oc_none", 1, "not_found", "target chat"],
    ["--thread omt_none --chat-id oc_to", 1, "not_found", "thread"],
    ["--message-ids om_a,om_goal --chat-id oc_to", 1, "invalid_parameters", "different chats"],
  ];
  for (const [line, status, subtype, hint] of refusals) {
    it(`${line}: ${subtype}, and no reply is suggested`, () =>
      inWorld(async (run) => {
        const error = errorOf(await run(line), status);
        assertEquals(error["subtype"], subtype);
        assertStringIncludes(String(error["hint"]), hint);
        assert(!JSON.stringify(error).includes("reply"), JSON.stringify(error));
      }));
  }

  for (
    const [code, hint] of [[230002, "not in that of the target"], [230073, "the thread is not visible"], [
      230074,
      "the target thread is not visible",
    ]] as const
  ) {
    it(`code ${code}: no permission, ${hint}`, () =>
      inWorld(async (run) => {
        const error = errorOf(await run("--thread omt_t --chat-id oc_to"), 3);
        assertEquals(error["subtype"], "permission_denied");
        assertStringIncludes(String(error["hint"]), hint);
      }, { faults: [{ name: "error", code }] }));
  }

  it("an unknown outcome says how to repeat it under the same key", () =>
    inWorld(async (run) => {
      const error = errorOf(await run("--message-id om_a --user-id ou_ana --retry-budget 0"), 4);
      assertStringIncludes(String(error["message"]), "the outcome is unknown");
      assertMatch(String(error["hint"]), /run the command again with --idempotency-key [0-9a-f-]{36}/);
      assert(!String(error["hint"]).includes("+messages-mget"), String(error["hint"]));
    }, { faults: [{ name: "reset-before-headers" }] }));
});

describe("the dry run of +messages-forward", () => {
  const lines: readonly (readonly [line: string, url: string, body: Record<string, unknown>])[] = [
    ["--message-id om_a --chat-id oc_to", "/open-apis/im/v1/messages/om_a/forward", { receive_id: "oc_to" }],
    ["--message-ids om_a,om_b --chat-id oc_to", "/open-apis/im/v1/messages/merge_forward", {
      receive_id: "oc_to",
      message_id_list: ["om_a", "om_b"],
    }],
    ["--thread omt_t --chat-id oc_to", "/open-apis/im/v1/threads/omt_t/forward", { receive_id: "oc_to" }],
  ];
  for (const [line, url, body] of lines) {
    it(line, () =>
      inWorld(async (run, { platform }) => {
        const calls = previewCalls(await run(`${line} --idempotency-key k --dry-run`));
        assertEquals([calls[0]?.url, calls[0]?.body, calls[0]?.params], [url, body, {
          receive_id_type: "chat_id",
          uuid: "k",
        }]);
        assertEquals(platform.log, []);
        successDocument(await run(`${line} --idempotency-key k --as bot`));
        assertEquals(platform.log.map(({ path }) => path), calls.map((call) => call.url));
      }));
  }
});
