/**
 * Who may see the site: whoever opened its first address, in that browser. Other pages of the browser cannot: the name of
 * the host must be that of this machine, and the cookie is not sent along from elsewhere.
 *
 * @module
 */

import { toHex } from "../../text/bytes.ts";

const COOKIE = "im_archive";

/** Decides about requests. */
export interface Session {
  /** Path of the first address, with the token. */
  readonly firstPath: string;
  /** What a request may do; a refused one does not use the token up. */
  admit(request: { readonly path: string; readonly host: string; readonly cookie: string }): Admission;
}

/** `enter` sets the cookie and leads on. */
export type Admission = { readonly kind: "pass" } | { readonly kind: "enter"; readonly cookie: string } | {
  readonly kind: "refuse";
  readonly reason: string;
};

/** Starts a session; `port` is the one that the site is on. */
export function startSession(randomBytes: (length: number) => Uint8Array, port: () => number): Session {
  const token = toHex(randomBytes(16));
  const secret = toHex(randomBytes(32));
  let isUsed = false;
  return {
    firstPath: `/enter/${token}`,
    admit({ path, host, cookie }) {
      const allowed = ["127.0.0.1", "localhost", "[::1]"].map((name) => `${name}:${port()}`);
      if (!allowed.includes(host)) return { kind: "refuse", reason: "this is not the name of this machine" };
      if (hasCookie(cookie, secret)) return { kind: "pass" };
      if (!isUsed && path === `/enter/${token}`) {
        isUsed = true;
        return { kind: "enter", cookie: `${COOKIE}=${secret}; HttpOnly; SameSite=Strict; Path=/` };
      }
      return { kind: "refuse", reason: "open the address that was printed; it works once" };
    },
  };
}

function hasCookie(header: string, secret: string): boolean {
  return header.split(";").some((one) => one.trim() === `${COOKIE}=${secret}`);
}
