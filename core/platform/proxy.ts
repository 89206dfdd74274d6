/** Variables that name a proxy, as the runtime reads them. */
export const PROXY_VARIABLES: readonly string[] = [
  "HTTPS_PROXY",
  "https_proxy",
  "HTTP_PROXY",
  "http_proxy",
  "ALL_PROXY",
  "all_proxy",
];

/** This machine, as `NO_PROXY` names it: what `isLoopback` of `hosts.ts` takes for it. */
export const LOOPBACK_HOSTS: readonly string[] = ["localhost", "127.0.0.0/8", "::1"];
