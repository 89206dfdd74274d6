import type { Phrase } from "../../../core/text/phrase.ts";
import type { Preview } from "../../command.ts";

/**
 * What a change of the configuration would do.
 *
 * @param apps app ids that are tried with a request
 */
export function configPreview(description: Phrase, apps: readonly (string | undefined)[] = []): Preview {
  return {
    description,
    api: apps.map((appId) => ({
      desc: "proves app id and secret",
      method: "POST" as const,
      path: "/open-apis/auth/v3/tenant_access_token/internal",
      body: { app_id: appId ?? "<app id>", app_secret: "<app secret>" },
      repeatable: true,
    })),
    context: {},
  };
}
