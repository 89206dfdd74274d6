/** Bytes that can be read at any place; a file is never read as a whole to look into it. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  /** At most `length` bytes from `offset` on; fewer, or none, where the end comes before. */
  read(offset: number, length: number): Uint8Array;
}
