/** An address for people: scheme, host and last part only, since the rest may be a secret (writing sheet 2.6). */
export function shownUrl(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  const parts = pathname.split("/");
  return `${protocol}//${host}${parts.length > 2 ? "/…" : ""}/${parts.at(-1) ?? ""}`;
}
