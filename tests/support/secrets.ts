/**
 * A directory of secrets and a look into it.
 *
 * @module
 */

import type { SecretName } from "../../core/account/secret-store.ts";
import { openSecretStore } from "../../core/account/stores.ts";
import type { World } from "../../core/world.ts";
import { fakeWorld, type WorldParts } from "./fake-world.ts";
import { inTemporaryDirectory } from "./files.ts";
import { join } from "@std/path";

export const HOST = "https://open.feishu.cn";
export const SECRET: SecretName = { kind: "app-secret", host: HOST, appId: "cli_1" };
export const TOKEN: SecretName = { kind: "user-token", host: HOST, appId: "cli_1", openId: "ou_1" };

/** A configuration directory, and what opens the store of secrets in it. */
export interface SecretScene {
  readonly root: string;
  open(more?: WorldParts): ReturnType<typeof openSecretStore>;
}

/** Makes a directory for `use` and removes it afterwards. */
export function inStore<T>(use: (scene: SecretScene) => Promise<T>): Promise<T> {
  return inTemporaryDirectory((root) =>
    use({ root, open: (more) => openSecretStore(fakeWorld(more), root) })
  );
}

/** Permissions of a file or directory. */
export function modeOf(path: string): number {
  return (Deno.statSync(path).mode ?? 0) & 0o777;
}

/** Names in a directory, sorted. */
export function namesIn(path: string): string[] {
  return Array.from(Deno.readDirSync(path), ({ name }) => name).sort();
}

/** The path of the one secret whose file name begins so. */
export function fileOf(root: string, start: string): string {
  const found = namesIn(join(root, "secrets")).find((name) =>
    name.startsWith(start) && name.endsWith(".json")
  );
  return join(root, "secrets", found ?? "missing");
}

/** Everything in a directory, as one text. */
export function allText(directory: string): string {
  return namesIn(directory).map((name) => Deno.readTextFileSync(join(directory, name))).join("\n");
}

/** A clock whose waits pass at once; `passed` is how long they were together. */
export function passingClock(): World["clock"] & { passed(): number } {
  let passed = 0;
  return {
    now: () => 0,
    monotonic: () => passed,
    after(ms, then) {
      const timer = setTimeout(() => {
        passed += ms;
        then();
      }, 1);
      return () => clearTimeout(timer);
    },
    passed: () => passed,
  };
}

/** The clock of the machine, for what waits for others that really work. */
export function realClock(): World["clock"] {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after(ms, then) {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
  };
}
