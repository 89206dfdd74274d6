import { invalidSetting } from "../failure.ts";
import { phrase, setting } from "../text/phrase.ts";

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

/** Whether an open platform is that of a brand, and so has its documents and its console at the same host. */
export function isBrandHost(open: string): boolean {
  return Object.values(BRAND_HOSTS).some((hosts) => hosts.open === open);
}

/** What decides the hosts, as written in the settings. */
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
  const hosts = BRAND_HOSTS[resolveBrand(settings.brand)];
  return {
    open: settings.baseUrl === undefined ? hosts.open : checkBaseUrl("baseUrl", settings.baseUrl),
    accounts: settings.accountsUrl === undefined
      ? (settings.baseUrl === undefined
        ? hosts.accounts
        // A private deployment or test server usually serves both; its secret must not go to the public host.
        : checkBaseUrl("baseUrl", settings.baseUrl))
      : checkBaseUrl("accountsUrl", settings.accountsUrl),
  };
}

/**
 * The brand of a setting, blanks and case aside; without one it is `feishu`.
 *
 * @throws {Failure} `validation`/`invalid_argument` for any other word.
 */
export function resolveBrand(text: string | undefined): Brand {
  const brand = (text ?? "feishu").trim().toLowerCase();
  if (brand === "feishu" || brand === "lark") return brand;
  throw invalidSetting(
    "brand",
    `unknown brand "${text}"`,
    phrase`set ${setting("brand")} to feishu or lark`,
  );
}

/** Whether the host name is this machine's own (`localhost`, 127.0.0.0/8, `[::1]`). */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Checks an address from the settings and takes the slashes off its end.
 *
 * @param key the setting
 * @throws {Failure} exit 2 for what is neither `https` nor loopback.
 */
export function checkBaseUrl(key: string, text: string): string {
  const problem = baseUrlProblem(text);
  if (problem === undefined) return new URL(text.trim()).href.replace(/\/+$/, "");
  throw invalidSetting(
    key,
    phrase`${setting(key)} ${problem}`,
    phrase`set ${setting(key)} to an address like https://HOST`,
  );
}

/** Why no token may be sent to an address, as the end of a sentence that quotes it; `undefined` where it may. */
export function baseUrlProblem(text: string): string | undefined {
  // What stands before an "@" or behind a "?" may be a secret.
  const shown = text.replace(/^.*@/, "…@").replace(/\?.*$/, "?…");
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return `is not a URL: "${shown}"`;
  }
  const secure = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  if (!secure) return `must be https, or http on a loopback address: "${shown}"`;
  if (url.username !== "" || url.password !== "" || /[?#]/.test(text)) {
    return `must have no user, query or fragment: "${shown}"`;
  }
  return undefined;
}
