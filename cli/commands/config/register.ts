import { beginRegistration, waitForApp } from "../../../core/account/app-registration.ts";
import { buildInfo } from "../../../core/build-info.ts";
import { Failure, withDetail } from "../../../core/failure.ts";
import { resolveHosts } from "../../../core/platform/hosts.ts";
import { action, phrase } from "../../../core/text/phrase.ts";
import type { Runtime } from "../../command.ts";
import { cleanLine, writeText } from "../../output/terminal.ts";
import { spelled } from "../../spelling.ts";
import { showVerification } from "../../output/verification.ts";
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
  await showVerification(runtime, code, "to make an app");
  const { appId, appSecret, brand } = await waitForApp(call, code, {
    onWarning: ({ key, detail }) => void say(cleanLine(`warning: ${key}: ${spelled(detail)}`)),
  }).catch((error) => {
    if (!(error instanceof Failure) || error.detail.type !== "authentication") throw error;
    const again = action("config/init", { new: true });
    throw withDetail(error, { hint: phrase`begin again, and open the address before it expires: ${again}` });
  });
  // A person of the other brand gets an app there; a private deployment has one brand.
  const changed = brand !== undefined && hosts.baseUrl === undefined ? { ...hosts, brand } : hosts;
  return { appId, appSecret, ...changed };
}
