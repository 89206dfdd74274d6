/** SHA-256 as 64 lower-case hexadecimal digits. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes))).toHex();
}

/** The list of checksums, by name. */
export async function checksumList(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const names = [...files.keys()].sort();
  const lines = await Promise.all(
    names.map(async (name) => `${await sha256(files.get(name) ?? new Uint8Array())}  ${name}\n`),
  );
  return lines.join("");
}
