import { type Failure, invalidArgument } from "../failure.ts";

/** The two brands of the service. */
export type Brand = "feishu" | "lark";

/** Base URLs without a trailing slash. */
export interface Hosts {
  readonly open: string;
  readonly accounts: string;
}

const BRAND_HOSTS: Readonly<Record<Brand, Hosts>> = {
  feishu: { open: "https://open.feishu.cn", accounts: "https://accounts.feishu.cn" },
  lark: { open: "https://open.larksuite.com", accounts: "https://accounts.larksuite.com" },
};

/** What decides the hosts; all as the person wrote it. */
export interface HostSettings {
  readonly brand: string | undefined;
  readonly baseUrl: string | undefined;
  readonly accountsUrl: string | undefined;
}

/**
 * Works out the hosts that may receive tokens (docs/contract.md, 2).
 *
 * @throws {Failure} `validation`/`invalid_argument` for an unknown brand or a URL that is neither `https` nor loopback.
 */
export function resolveHosts(settings: HostSettings): Hosts {
  const brand = (settings.brand ?? "feishu").trim().toLowerCase();
  if (brand !== "feishu" && brand !== "lark") {
    throw invalidArgument("IM_BRAND", `unknown brand "${settings.brand}"`, "set IM_BRAND to feishu or lark");
  }
  const hosts = BRAND_HOSTS[brand];
  return {
    open: settings.baseUrl === undefined ? hosts.open : checkBaseUrl("IM_BASE_URL", settings.baseUrl),
    accounts: settings.accountsUrl === undefined
      ? (settings.baseUrl === undefined
        ? hosts.accounts
        // A private deployment or test server usually serves both; its secret must not go to the public host.
        : checkBaseUrl("IM_BASE_URL", settings.baseUrl))
      : checkBaseUrl("IM_ACCOUNTS_URL", settings.accountsUrl),
  };
}

/** Whether the host name is this machine's own (`localhost`, 127.0.0.0/8, `[::1]`). */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function checkBaseUrl(field: string, text: string): string {
  // What stands before an "@" or behind a "?" may be a secret.
  const shown = text.replace(/^.*@/, "…@").replace(/\?.*$/, "?…");
  const refuse = (problem: string): Failure =>
    invalidArgument(field, `${field} ${problem}: "${shown}"`, `set ${field} to an address like https://HOST`);
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    throw refuse("is not a URL");
  }
  const secure = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  if (!secure) throw refuse("must be https, or http on a loopback address");
  if (url.username !== "" || url.password !== "" || /[?#]/.test(text)) {
    throw refuse("must have no user, query or fragment");
  }
  return url.href.replace(/\/+$/, "");
}
