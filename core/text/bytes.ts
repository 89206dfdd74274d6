/**
 * Bytes as text. The runtime's own methods for it begin with Deno 2.5.
 *
 * @module
 */

/**
 * Two hexadecimal digits a byte.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fromBase64, fromHex, toBase64, toHex } from "./bytes.ts";
 *
 * assertEquals(toHex(new Uint8Array([0, 255])), "00ff");
 * assertEquals(fromHex("00ff"), new Uint8Array([0, 255]));
 * assertEquals(fromBase64(toBase64(new Uint8Array([1, 254]))), new Uint8Array([1, 254]));
 * ```
 */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Bytes of hexadecimal digits. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => parseInt(digits, 16));
}

/** Base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** Bytes of Base64. @throws {DOMException} if the text is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
