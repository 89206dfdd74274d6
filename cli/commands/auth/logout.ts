import { updateConfig } from "../../../core/account/config-file.ts";
import { endLogin } from "../../../core/account/login.ts";
import { withoutUser } from "../../../core/account/profiles.ts";
import { Failure } from "../../../core/failure.ts";
import { phrase } from "../../../core/text/phrase.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { orFailure } from "./identities.ts";
import { findSession } from "./session.ts";

/** `im auth logout` */
export const logout = defineCommand({
  name: "auth logout",
  summary: "Log out",
  description: [
    "Revokes the login at the service and removes it here, even if the service refuses; revoked tells whether the service " +
    "agreed. The scopes that you granted stay granted: the next login need not ask for them again.",
  ],
  examples: [
    { comment: "the current user", line: "auth logout" },
    { comment: "another user of the profile", line: "auth logout --user ou_xxx" },
  ],
  identities: [],
  scopes: [],
  risk: "write",
  answer: async () => (await import("./answers.ts")).logout(),
  options: {},
  preview: () => ({
    api: [{
      method: "POST",
      path: "/oauth/v1/revoke",
      desc: "on the accounts host, if somebody is logged in",
      body: { client_id: "<app_id>", token: "<token>", token_type_hint: "refresh_token" },
      repeatable: true,
    }],
    context: {},
  }),
  async run(_values, runtime): Promise<CommandResult> {
    const session = await findSession(runtime);
    const user = session?.user;
    if (session === undefined || user === undefined) {
      const reason = session === undefined ? "not_configured" : "not_logged_in";
      return { data: { loggedOut: false, reason }, pretty: () => ["nobody is logged in"] };
    }
    const { call, profile } = session;
    const app = await orFailure(session.app);
    const { wasStored, isRevoked, problem } = await endLogin(
      call,
      app instanceof Failure ? undefined : app,
      await session.store(),
      { appId: profile.appId, openId: user.openId },
    );
    await updateConfig(
      runtime.world,
      runtime.root(),
      (config) => withoutUser(config, profile.name, user.openId),
    );
    const why = problem ?? (app instanceof Failure ? app.message : "the service did not say why");
    return {
      data: {
        loggedOut: true,
        userOpenId: user.openId,
        userName: user.name,
        profile: profile.name,
        revoked: isRevoked,
        ...(isRevoked || !wasStored ? {} : { revokeError: why }),
      },
      warnings: isRevoked || !wasStored ? session.warnings : [...session.warnings, {
        key: "login_not_revoked",
        detail: phrase`the login is removed here, but the service did not take it back: ${why}`,
      }],
      pretty: () => [`logged out: ${user.name} (${user.openId})`],
    };
  },
});
