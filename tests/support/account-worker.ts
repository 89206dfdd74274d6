/**
 * Works with a configuration directory in a process of its own: `account-worker.ts WORK ROOT …`. Tests start it with
 * `startWorker`.
 *
 * @module
 */

import { readConfig, updateConfig } from "../../core/account/config-file.ts";
import { openBotTokenStore } from "../../core/account/bot-token-store.ts";
import { openSecretStore } from "../../core/account/stores.ts";
import { createAccountTokens } from "../../core/account/token-source.ts";
import { Failure } from "../../core/failure.ts";
import type { Identity } from "../../core/platform/identity.ts";
import { plainText } from "../../core/text/phrase.ts";
import { chooseRegistry, registryFlags } from "../../scripts/registry.ts";
import { accountCall } from "./account.ts";
import { SECRET, TOKEN } from "./secrets.ts";
import { createTestWorld } from "./test-world.ts";

/** A secret that has a length, and that can be told from a torn one. */
export function longSecret(mark: string): string {
  return mark.repeat(8_192);
}

/** What the work `token` takes, as JSON. */
export interface TokenRequest {
  readonly origin: string;
  readonly identity: Identity;
  readonly openId?: string;
}

/** What a worker can do; what it answers with is printed as JSON. */
const WORKS = {
  /** Adds a profile and its secret, as several first runs do at the same time. */
  async add(root: string, name: string) {
    const { world } = createTestWorld({ cwd: root });
    await updateConfig(world, root, (config) => ({
      ...config,
      profiles: [...config.profiles, { name, appId: `cli_${name}`, brand: "feishu", users: [] }],
    }));
    const store = await openSecretStore(world, root, "file");
    await store.write({ ...SECRET, appId: `cli_${name}` }, name);
  },
  /** Counts up, reading and writing under the lock. */
  async count(root: string, times: string) {
    const { world } = createTestWorld({ cwd: root });
    const store = await openSecretStore(world, root, "file");
    for (let time = 0; time < Number(times); time++) {
      await store.locked(TOKEN, async () => {
        await store.write(TOKEN, String(Number(await store.read(TOKEN) ?? 0) + 1));
      });
    }
  },
  /** Writes under the lock until it is killed; prints a line when it has begun. */
  async rewrite(root: string) {
    const { world } = createTestWorld({ cwd: root });
    const store = await openSecretStore(world, root, "file");
    for (let time = 0;; time++) {
      await store.locked(TOKEN, async () => {
        if (time === 1) console.log("begun");
        await store.write(TOKEN, longSecret(time % 2 === 0 ? "a" : "b"));
        await updateConfig(world, root, (config) => ({ ...config, currentProfile: longSecret("c") }));
      });
    }
  },
  /** Writes a long secret and a long configuration over short ones, where there is no room; answers with the failures. */
  async overfill(root: string, remount: string) {
    const { world } = createTestWorld({ cwd: root });
    const store = await openSecretStore(world, root, "file");
    await store.write(TOKEN, "old");
    await updateConfig(world, root, (config) => ({ ...config, currentProfile: "old" }));
    if (remount !== "") {
      await new Deno.Command("mount", { args: ["-o", `remount,${remount}`, root] }).output();
    }
    const failures = [
      await store.write(TOKEN, longSecret("a").repeat(8)).catch(detailOf),
      await updateConfig(world, root, (config) => ({ ...config, currentProfile: longSecret("a").repeat(8) }))
        .catch(detailOf),
      await store.locked(TOKEN, () => Promise.resolve("locked")).catch(detailOf),
    ];
    const kept = [await store.read(TOKEN), (await readConfig(world, root)).config.currentProfile];
    return { failures, kept, names: Array.from(Deno.readDirSync(store.directory), ({ name }) => name) };
  },
  /** Gets the token of an identity, as every run does; answers with it, or with what failed. */
  async token(root: string, argument: string) {
    const { origin, identity, openId } = JSON.parse(argument) as TokenRequest;
    const { world, close } = createTestWorld({ cwd: root });
    const call = accountCall(world, { hosts: { open: origin, accounts: origin } });
    const tokens = createAccountTokens({
      call,
      userToken: undefined,
      botToken: undefined,
      appId: "cli_demo",
      appSecret: () => Promise.resolve("demo-secret"),
      hasAppSecret: true,
      openId,
      store: () => openSecretStore(world, root, "file"),
      botTokens: ({ appSecret }) => Promise.resolve(openBotTokenStore(world, root, appSecret)),
    });
    const answer = await tokens.token(identity).then((token) => ({ token }), detailOf);
    close();
    return answer;
  },
} satisfies Record<string, (root: string, argument: string) => Promise<unknown>>;

function detailOf(error: unknown) {
  if (!(error instanceof Failure)) throw error;
  const { type, subtype, path, message, hint = "" } = error.detail;
  return { type, subtype, path, message: plainText(message), hint: plainText(hint) };
}

/** The command line of a worker, to be started as it is or inside of another program. */
export async function workerLine(
  work: keyof typeof WORKS,
  root: string,
  argument = "",
): Promise<readonly string[]> {
  const flags = registryFlags(await chooseRegistry(), "run");
  const self = decodeURIComponent(new URL(import.meta.url).pathname);
  return [Deno.execPath(), "run", "-A", "--quiet", "--no-check", ...flags, self, work, root, argument];
}

/** Starts a worker. */
export async function startWorker(...words: Parameters<typeof workerLine>): Promise<Deno.ChildProcess> {
  const [program = "", ...args] = await workerLine(...words);
  return new Deno.Command(program, { args, stdin: "null", stdout: "piped", stderr: "inherit" }).spawn();
}

if (import.meta.main) {
  const [work = "", root = "", argument = ""] = Deno.args;
  const answer = await WORKS[work as keyof typeof WORKS](root, argument);
  if (answer !== undefined) console.log(JSON.stringify(answer));
}
