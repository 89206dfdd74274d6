import { type Answer, execute } from "../../cli/execute.ts";
import { type Command, type CommandResult, defineCommand, type Runtime } from "../../cli/command.ts";
import { optional, text } from "../../cli/options/option.ts";
import { readValues } from "../../cli/options/read.ts";
import { createRuntime } from "../../cli/runtime.ts";
import { createSecrets } from "../../core/text/redact.ts";
import type { World } from "../../core/world.ts";
import { fakeFetch, fakeSink, fakeWorld, json } from "../support/fake-world.ts";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

interface Parts {
  readonly run: (runtime: Runtime) => Promise<CommandResult>;
  readonly close?: () => Promise<void>;
  readonly isStream?: boolean;
  readonly dryRun?: boolean;
  readonly world?: World;
}

function commandOf({ run, close }: Parts): Command {
  return defineCommand({
    ...{ name: "+x", summary: "", examples: [], identities: ["user", "bot"], scopes: [], risk: "read" },
    options: { note: optional(text("words", "a note")) },
    prepare: () => Promise.resolve(close === undefined ? {} : { close }),
    preview: () => ({ api: [], context: { note: "shown" } }),
    run: (_values, runtime) => run(runtime),
  });
}

async function start(parts: Parts): Promise<Answer> {
  const command = commandOf(parts);
  const world = parts.world ?? fakeWorld();
  const texts = parts.dryRun ? { dryRun: ["true"] } : {};
  const runtime = await createRuntime(command, {}, world, {
    settings: readValues({}, { texts, names: {} }, world).settings,
    onIdentity: () => {},
    progress: {
      note: () => Promise.resolve(),
      start: () => ({ report: () => {}, end: () => Promise.resolve() }),
      add: () => ({ report: () => {}, end: () => Promise.resolve() }),
    },
    program: {
      commands: () => Promise.resolve([]),
      describe: () => Promise.reject(new Error("not here")),
      run: () => Promise.resolve(0),
    },
    secrets: createSecrets(),
  });
  return await execute(command, {}, runtime, { isStream: parts.isStream ?? false, nameOf: (key) => key });
}

/** Everything that an answer holds. */
async function all(answer: Answer) {
  if (answer.kind === "preview") throw new Error("a preview");
  const records = (await Array.fromAsync(answer.records)).flat();
  return { records, data: (await answer.result).data };
}

describe("execute", () => {
  for (const isStream of [true, false]) {
    it(`${isStream ? "notes no records where they are out as they come" : "notes records for a place"}`, async () => {
      const answer = await start({
        isStream,
        run: ({ listing }) => {
          listing.take({ number: 1 }, ["om_1"]);
          return Promise.resolve({ data: {} });
        },
      });
      await all(answer);
      assertEquals(
        answer.kind === "result" && answer.listing.placeBefore(new Set(["om_1"])) === undefined,
        isStream,
      );
    });
  }

  it("answers with one result, and prints nothing", async () => {
    const world = fakeWorld({ stdout: fakeSink(), stderr: fakeSink() });
    const answer = await start({
      world,
      run: ({ emit }) => Promise.resolve({ data: { has: emit !== undefined } }),
    });
    assertEquals(await all(answer), { records: [], data: { has: false } });
  });

  it("answers with a stream of records and then the result", async () => {
    const answer = await start({
      isStream: true,
      async run({ emit }) {
        await emit?.([{ id: 1 }, { id: 2 }]);
        await emit?.([{ id: 3 }]);
        return { data: { count: 3 } };
      },
    });
    assertEquals(await all(answer), { records: [{ id: 1 }, { id: 2 }, { id: 3 }], data: { count: 3 } });
  });

  it("answers with a preview and does not run", async () => {
    const answer = await start({ dryRun: true, run: () => Promise.reject(new Error("it ran")) });
    assertEquals(answer, { kind: "preview", preview: { api: [], context: { note: "shown" } } });
  });

  it("lets go of what was prepared: after a result, a failure, a preview", async () => {
    const closed: string[] = [];
    const closing = (name: string) => ({ close: () => Promise.resolve(void closed.push(name)) });
    await all(await start({ ...closing("result"), run: () => Promise.resolve({ data: {} }) }));
    const failing = await start({ ...closing("failure"), run: () => Promise.reject(new Error("no")) });
    await assertRejects(() => all(failing), Error, "no");
    await start({ ...closing("preview"), dryRun: true, run: () => Promise.resolve({ data: {} }) });
    assertEquals(closed, ["result", "failure", "preview"]);
  });

  it("lets go of it when nobody takes the records any more", async () => {
    const closed: string[] = [];
    const answer = await start({
      isStream: true,
      close: () => Promise.resolve(void closed.push("closed")),
      async run({ emit }) {
        for (let id = 0;; id++) await emit?.([{ id }]);
      },
    });
    if (answer.kind === "preview") throw new Error("a preview");
    for await (const _rows of answer.records) break;
    await assertRejects(() => answer.result);
    assertEquals(closed, ["closed"]);
  });

  it("gives a run one client, which asks for one token", async () => {
    const { fetch, seen } = fakeFetch(
      json({ code: 0, tenant_access_token: "t-1", expire: 7200 }),
      json({ code: 0, data: {} }),
    );
    const world = fakeWorld({ fetch, variables: { IM_APP_ID: "cli_1", IM_APP_SECRET: "s" } });
    const answer = await start({
      world,
      async run(runtime) {
        assertStrictEquals(runtime.client(), runtime.client());
        for (let call = 0; call < 3; call++) {
          await runtime.client().call({ method: "GET", path: "/open-apis/im/v1/chats", repeatable: true });
        }
        return { data: {} };
      },
    });
    await all(answer);
    assertEquals(seen.map(({ url }) => new URL(url).pathname), [
      "/open-apis/auth/v3/tenant_access_token/internal",
      ...Array<string>(3).fill("/open-apis/im/v1/chats"),
    ]);
  });
});

describe("settings", () => {
  it("know where they come from", () => {
    const world = fakeWorld({ variables: { IM_TIMEOUT: "5", IM_FORMAT: "table" } });
    const { values, origins } = readValues({}, { texts: { format: ["csv"] }, names: {} }, world).settings;
    assertEquals([values.format, origins.format], ["csv", "option"]);
    assertEquals([values.timeout, origins.timeout], [5, "variable"]);
    assertEquals([values.retryBudget, origins.retryBudget], [30, "default"]);
  });
});
