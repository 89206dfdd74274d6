/**
 * Who may see the site: whoever opened its first address, in that browser. Other pages of the browser cannot: the name of
 * the host must be that of this machine, and the cookie is not sent along from elsewhere.
 *
 * @module
 */

import { toHex } from "../../text/bytes.ts";

/** What is known of a request. */
export interface Visit {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly cookie: string;
}

/** Decides about requests. */
export interface Session {
  /** Path of the first address, with the token. */
  readonly firstPath: string;
  /** What a request may do; a refused one does not use the token up. */
  admit(visit: Visit): Admission;
}

/** `enter` sets the cookie and leads on; `home` leads on who is in already. */
export type Admission =
  | { readonly kind: "pass" | "home" }
  | { readonly kind: "enter"; readonly cookie: string }
  | { readonly kind: "refuse"; readonly reason: string };

/**
 * Starts a session.
 *
 * @param port the one that the site is on
 * @param onEnter somebody has come in
 */
export function startSession(
  randomBytes: (length: number) => Uint8Array,
  port: () => number,
  onEnter: () => void = () => {},
): Session {
  const token = toHex(randomBytes(16));
  const secret = toHex(randomBytes(32));
  const firstPath = `/enter/${token}`;
  let isUsed = false;
  // Cookies do not know ports: without it in the name, two sites would take each other's away.
  const cookieName = () => `im_archive_${port()}`;
  return {
    firstPath,
    admit({ method, path, host, cookie }) {
      // Browsers leave out the port that every site has.
      const [name, at = "80", ...more] = host.split(":");
      const isHere = (name === "127.0.0.1" || name === "localhost") && at === String(port());
      if (!isHere || more.length > 0) return refuse("This is not the name of this machine.");
      const isIn = cookie.split(";").some((one) => one.trim() === `${cookieName()}=${secret}`);
      if (isIn) return path === firstPath ? { kind: "home" } : { kind: "pass" };
      if (isUsed || path !== firstPath || method !== "GET") {
        return refuse(
          "Open the address that was printed. It works once: after that, only the browser that opened it is let in.",
        );
      }
      isUsed = true;
      onEnter();
      return { kind: "enter", cookie: `${cookieName()}=${secret}; HttpOnly; SameSite=Strict; Path=/` };
    },
  };
}

function refuse(reason: string): Admission {
  return { kind: "refuse", reason };
}
