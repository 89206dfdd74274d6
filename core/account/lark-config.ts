/**
 * The configuration file of lark-cli, which people copy to the place of ours.
 *
 * @module
 */

import { isJsonObject, type JsonObject, type JsonValue } from "../json/json.ts";
import { profileNameProblem } from "./config.ts";

/** Whether a file is lark-cli's: it lists `apps`, and says no version. */
export function isLarkConfig({ version, profiles, apps }: JsonObject): boolean {
  return version === undefined && profiles === undefined && Array.isArray(apps);
}

/**
 * The same in our form, still to be checked. Who was logged in is left out: those logins are in a store of lark-cli's. So
 * is a secret that only names its place there; one in plain text stays with its profile until it is moved to our store.
 */
export function fromLarkConfig({ apps, currentApp, previousApp, strictMode }: JsonObject): JsonObject {
  const list = Array.isArray(apps) ? apps : [];
  return {
    ...(typeof currentApp === "string" ? { currentProfile: currentApp } : {}),
    ...(typeof previousApp === "string" ? { previousProfile: previousApp } : {}),
    profiles: list.map((app) => isJsonObject(app) ? profileOf(app, strictMode) : app),
  };
}

function profileOf(app: JsonObject, globalMode: JsonValue | undefined): JsonObject {
  const { name, appId, brand, defaultAs, strictMode = globalMode, appSecret } = app;
  const isNamed = typeof name === "string" && profileNameProblem(name) === undefined;
  return {
    name: isNamed ? name : appId ?? null,
    appId: appId ?? null,
    ...(brand === undefined || brand === "" ? {} : { brand }),
    ...(defaultAs === undefined || defaultAs === "" ? {} : { defaultAs }),
    ...(strictMode === "user" || strictMode === "bot" ? { strictMode } : {}),
    ...(typeof appSecret === "string" && appSecret !== "" ? { appSecret } : {}),
    users: [],
  };
}
