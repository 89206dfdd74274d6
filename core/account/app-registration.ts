/**
 * A new app made from the terminal: the person agrees in a browser, the service answers with app id and secret.
 *
 * @module
 */

import { isJsonObject, type JsonObject } from "../json/json.ts";
import { type Brand, resolveHosts } from "../platform/hosts.ts";
import {
  type AccountCall,
  type AppCredentials,
  ask,
  formRequest,
  isRefusal,
  refusal,
} from "./account-call.ts";
import { type DeviceCode, readDeviceCode, type WaitOptions } from "./device-flow.ts";
import { asLoginFailure, pollUntilDecided } from "./device-poll.ts";
import { readToken } from "./token-answer.ts";

/** The app, and the brand that the person belongs to. */
export interface RegisteredApp extends AppCredentials {
  /** Absent where the service did not say. */
  readonly brand?: Brand;
  /** Who made it, where the service says so. */
  readonly openId?: string;
}

const PATH = "/oauth/v1/app/registration";

/**
 * Asks for a code to make an app with.
 *
 * @param version that of the program, which the page asks for
 */
export async function beginRegistration(call: AccountCall, version: string): Promise<DeviceCode> {
  const answer = await ask(
    call,
    formRequest(call.hosts.accounts + PATH, {
      action: "begin",
      archetype: "PersonalAgent",
      auth_method: "client_secret",
      request_user_info: "open_id tenant_brand",
    }),
  );
  if (isRefusal(answer)) throw asLoginFailure(refusal(call, answer));
  const page = (userCode: string) => {
    const query = new URLSearchParams({ user_code: userCode, lpv: version, ocv: version, from: "cli" });
    return `${call.hosts.open}/page/cli?${query}`;
  };
  return readDeviceCode(call, answer, page);
}

/**
 * Waits for the person; the first poll is immediate. Where the person belongs to the other brand, its host is asked from
 * then on.
 *
 * @throws {Failure} `authentication` where the person refuses or the code expires.
 */
export async function waitForApp(
  call: AccountCall,
  code: DeviceCode,
  { onWarning }: Pick<WaitOptions, "onWarning">,
): Promise<RegisteredApp> {
  call.secrets.add(code.deviceCode);
  let accounts = call.hosts.accounts;
  return await pollUntilDecided<RegisteredApp>(call, {
    request: () => formRequest(accounts + PATH, { action: "poll", device_code: code.deviceCode }),
    interval: code.interval,
    expiresAt: code.expiresAt,
    isImmediate: true,
    read(body) {
      const app = readApp(call, body);
      if (app !== undefined) return { kind: "done", value: app };
      const other = otherAccounts(call, readUserInfo(body).brand);
      if (other === undefined) return undefined;
      if (other === accounts) return { kind: "wait" };
      accounts = other;
      return { kind: "again" };
    },
    ...(onWarning === undefined ? {} : { onWarning }),
  });
}

function readApp({ secrets }: AccountCall, body: JsonObject): RegisteredApp | undefined {
  const appId = readToken(body.client_id);
  const appSecret = readToken(body.client_secret);
  if (appId === undefined || appSecret === undefined) return undefined;
  secrets.add(appSecret);
  return { appId, appSecret, ...readUserInfo(body) };
}

function readUserInfo({ user_info: info }: JsonObject): Pick<RegisteredApp, "brand" | "openId"> {
  if (!isJsonObject(info)) return {};
  const { tenant_brand: brand, open_id: openId } = info;
  return {
    ...(brand === "feishu" || brand === "lark" ? { brand } : {}),
    ...(typeof openId === "string" ? { openId } : {}),
  };
}

/** The host of the person's brand; that of a private deployment stays. */
function otherAccounts({ hosts }: AccountCall, brand: Brand | undefined): string | undefined {
  if (brand === undefined) return undefined;
  const brands: readonly Brand[] = ["feishu", "lark"];
  const of = (one: Brand) =>
    resolveHosts({ brand: one, baseUrl: undefined, accountsUrl: undefined }).accounts;
  return brands.some((one) => of(one) === hosts.accounts) ? of(brand) : hosts.accounts;
}
