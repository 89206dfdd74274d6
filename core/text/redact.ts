/**
 * Keeps secrets out of text for people.
 *
 * @module
 */

/**
 * The text with every address in it cut down to scheme, host and path: an address that others gave may carry its
 * secret in the rest, and some runtimes repeat addresses in their errors.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { redactUrls } from "./redact.ts";
 *
 * assertEquals(redactUrls("no answer (https://a.example/b?sig=1): reset"), "no answer (https://a.example/b): reset");
 * assertEquals(redactUrls("https://me:word@a.example/b#c"), "https://a.example/b");
 * ```
 */
export function redactUrls(text: string): string {
  return text.replace(/(https?:\/\/)(?:[^\s/?#)]*@)?([^\s?#)]*)(?:[?#][^\s)]*)?/g, "$1$2");
}

/** The secrets that a run has come across: tokens, codes, the app's secret. */
export interface Secrets {
  /** From now on, no text that was redacted has it in it. */
  add(secret: string): void;
  /** The text without any of them, in whatever form a service or a runtime may repeat it. */
  redact(text: string): string;
}

/** What stands in place of a secret. */
const REDACTED = "[redacted]";

/** Shorter ones are no secrets, and would be found in every other word. */
const MIN_SECRET_LENGTH = 6;

/**
 * Makes an empty collection.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createSecrets } from "./redact.ts";
 *
 * const secrets = createSecrets();
 * secrets.add("s3cret=1");
 * assertEquals(secrets.redact("no app has s3cret=1 (sent s3cret%3D1)"), "no app has [redacted] (sent [redacted])");
 * ```
 */
export function createSecrets(): Secrets {
  const known = new Set<string>();
  let pattern: RegExp | undefined;
  return {
    add(secret) {
      if (secret.length < MIN_SECRET_LENGTH || known.has(secret)) return;
      known.add(secret);
      pattern = undefined;
    },
    redact(text) {
      if (known.size === 0) return text;
      pattern ??= secretPattern([...known]);
      return text.replace(pattern, REDACTED);
    },
  };
}

/** Longer forms first, so that none is left over of which a shorter one is a part. */
function secretPattern(secrets: readonly string[]): RegExp {
  const forms = new Set(secrets.flatMap(formsOf));
  const sorted = [...forms].sort((a, b) => b.length - a.length);
  return new RegExp(sorted.map((form) => form.replace(/[^\w]/g, "\\$&")).join("|"), "gi");
}

/** A secret as it is, percent-encoded, as a form has it, inside a JSON text, and in base64 at any place of a longer text. */
function formsOf(secret: string): readonly string[] {
  const form = new URLSearchParams({ "": secret }).toString().slice(1);
  return [
    secret,
    encodeURIComponent(secret),
    form,
    JSON.stringify(secret).slice(1, -1),
    ...base64Forms(secret),
  ];
}

/** What does not change in the base64 of a text around the secret, for each of the three places where it may begin. */
function base64Forms(secret: string): readonly string[] {
  const bytes = new TextEncoder().encode(secret);
  return [0, 1, 2].flatMap((offset) => {
    const padded = new Uint8Array(offset + bytes.length);
    padded.set(bytes, offset);
    const whole = btoa(String.fromCharCode(...padded)).replace(/=+$/, "");
    // The first and the last characters also depend on what stands before and behind.
    const start = [0, 2, 3][offset] ?? 0;
    const stable = whole.slice(start, Math.floor((padded.length * 8) / 6));
    if (stable.length < MIN_SECRET_LENGTH) return [];
    return [stable, stable.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
