/**
 * Makes what a binary carries smaller: the runtime reads all of it into memory at each start, used or not.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { deflateRawSync } from "node:zlib";

/** The beginning of a WebAssembly module as Base64 text in quotes, and what follows. */
const WASM_REGEXP = /(["'`])(AGFzbQ[A-Za-z0-9+/]{10000,}={0,2})\1/;

/**
 * A script whose WebAssembly module is compressed; it is unpacked when the script is loaded.
 *
 * @throws {Error} where there is none
 */
export function shrinkWasm(script: string): string {
  if (!WASM_REGEXP.test(script)) throw new Error("there is no WebAssembly module in the script");
  const shrunk = script.replace(
    WASM_REGEXP,
    (_whole, _quote, text: string) =>
      `unpack(Bytes.from("${packed(Buffer.from(text, "base64"))}","base64")).toString("base64")`,
  );
  return 'import{Buffer as Bytes}from"node:buffer";import{inflateRawSync as unpack}from"node:zlib";' + shrunk;
}

/** A module with a function that resolves with a value; of data in quotes, which are read faster than code. */
export function moduleOf(name: string, value: unknown): string {
  return `export const ${name} = () => Promise.resolve(JSON.parse(${
    JSON.stringify(JSON.stringify(value))
  }));\n`;
}

/** The same for a large value that is rarely needed. */
export function packedModuleOf(name: string, value: unknown): string {
  const data = packed(Buffer.from(JSON.stringify(value)));
  return `export const ${name} = async () => {
  const bytes = Uint8Array.from(atob("${data}"), (character) => character.charCodeAt(0));
  return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).json();
};
`;
}

function packed(bytes: Uint8Array): string {
  return deflateRawSync(bytes, { level: 9 }).toString("base64");
}
