import type { Entry } from "./layout.ts";

/** Variables of our own that are no options. */
export const VARIABLES: readonly Entry[] = [
  ["IM_APP_ID, IM_APP_SECRET", "app credentials, used to get a bot token"],
  ["IM_USER_ACCESS_TOKEN", "ready-made user token"],
  ["IM_TENANT_ACCESS_TOKEN", "ready-made bot token"],
  ["IM_DEFAULT_AS", "user, bot or auto"],
  ["IM_STRICT_MODE", "user or bot: the only identity that may act"],
  ["IM_BRAND", "feishu (default) or lark"],
  ["IM_BASE_URL, IM_ACCOUNTS_URL", "other hosts, such as those of a private deployment"],
  ["IM_CONFIG_DIR", "directory where profiles and secrets are kept"],
  ["IM_STORE", "system or file: where the key that encrypts secrets is kept"],
  ["IM_ARCHIVE", "archive that im archive reads outside of one"],
  ["IM_RELEASES_URL", "page of releases for im upgrade"],
];

/** Variables of other programs that count here, too. */
export const COMMON_VARIABLES: readonly Entry[] = [
  ["COLUMNS", "width of the text where there is no terminal"],
  ["NO_COLOR, FORCE_COLOR", "turn color off or on; --color beats both"],
  ["HTTPS_PROXY, NO_PROXY", "the proxy to use, and hosts to reach without it"],
];
