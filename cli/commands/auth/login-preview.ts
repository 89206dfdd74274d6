import type { Preview, Program } from "../../command.ts";
import { choosesScopes, chosenScopes, type ScopeValues } from "./login-scopes.ts";

/** The calls of a login, without any configuration. */
export async function previewLogin(
  values: ScopeValues & { readonly noWait: boolean; readonly deviceCode: string | undefined },
  program: Program,
): Promise<Preview> {
  const scopes = choosesScopes(values) ? await chosenScopes(program, values) : ["<scopes>"];
  const begin = {
    method: "POST",
    path: "/oauth/v1/device_authorization",
    desc: "on the accounts host; asks for a device code",
    body: { client_id: "<app_id>", scope: [...scopes, "offline_access"].join(" ") },
    repeatable: false,
  } as const;
  const poll = {
    method: "POST",
    path: "/open-apis/authen/v2/oauth/token",
    desc: "until the person has agreed",
    body: {
      grant_type: "urn:ietf:params:oauth:grant-type:device_code",
      device_code: "<device_code>",
      client_id: "<app_id>",
    },
    repeatable: true,
  } as const;
  const who = {
    method: "GET",
    path: "/open-apis/authen/v1/user_info",
    desc: "with the new token",
    repeatable: true,
  } as const;
  return {
    api: [
      ...(values.deviceCode === undefined ? [begin] : []),
      ...(values.noWait ? [] : [poll, who]),
    ],
    context: {},
  };
}
