import { fileFailure } from "../failure.ts";
import { BUFFER_BYTES } from "./body-reader.ts";

/** A SHA-256 that is made piece by piece. */
export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** 64 lower-case hexadecimal digits. */
  digest(): string;
}

/** Starts a SHA-256. The module is loaded only here: that takes longer than the start of the program. */
export async function createSha256(): Promise<Sha256> {
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256");
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest("hex") };
}

/** SHA-256 of an open file, from its first byte. */
export async function sha256OfFile(file: Deno.FsFile, path: string): Promise<string> {
  const hash = await createSha256();
  try {
    file.seekSync(0, 0 satisfies Deno.SeekMode.Start);
    const buffer = new Uint8Array(BUFFER_BYTES);
    for (let count = file.readSync(buffer); count !== null; count = file.readSync(buffer)) {
      hash.update(buffer.subarray(0, count));
    }
  } catch (error) {
    throw fileFailure("read", path, error);
  }
  return hash.digest();
}
