import { beginRegistration, waitForApp } from "../../../core/account/app-registration.ts";
import { buildInfo } from "../../../core/build-info.ts";
import { resolveHosts } from "../../../core/platform/hosts.ts";
import type { Runtime } from "../../command.ts";
import { cleanLine, writeText } from "../../output/terminal.ts";
import type { readAppHosts } from "../profile/app.ts";
import type { InitApp } from "./init.ts";

/** Makes a new app: shows an address, and waits until the person has agreed there. */
export async function registerApp(
  runtime: Runtime,
  hosts: ReturnType<typeof readAppHosts>,
): Promise<InitApp> {
  const { world } = runtime;
  const call = runtime.accountCall(resolveHosts({ baseUrl: undefined, accountsUrl: undefined, ...hosts }));
  const code = await beginRegistration(call, buildInfo.version);
  const say = (line: string) => writeText(world.stderr, `${line}\n`);
  const minutes = Math.max(1, Math.round((code.expiresAt - world.clock.now()) / 60_000));
  await say("to make an app, open this address and agree:");
  await say(`\n  ${cleanLine(code.verificationUrl)}\n`);
  await say(`waiting until you have agreed (${minutes} min at most); Ctrl-C stops it`);
  const { appId, appSecret, brand } = await waitForApp(call, code, {
    onWarning: ({ key, detail }) => void say(cleanLine(`warning: ${key}: ${String(detail)}`)),
  });
  // A person of the other brand gets an app there; a private deployment has one brand.
  const changed = brand !== undefined && hosts.baseUrl === undefined ? { ...hosts, brand } : hosts;
  return { appId, appSecret, ...changed };
}
