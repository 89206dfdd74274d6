/**
 * Takes one file out of an archive, piece by piece: a program is tens of megabytes, and need not be in memory whole.
 *
 * @module
 */

/**
 * Hands on the bytes of the file at `path` in the archive, in order.
 *
 * @param name that of the archive; its ending says what it is
 */
export async function unpack(
  archive: ReadableStream<Uint8Array<ArrayBuffer>>,
  name: string,
  path: string,
  take: (piece: Uint8Array) => void,
): Promise<void> {
  await (name.endsWith(".zip") ? unzip : untar)(archive, path, take);
}

async function untar(
  archive: ReadableStream<Uint8Array<ArrayBuffer>>,
  path: string,
  take: (piece: Uint8Array) => void,
): Promise<void> {
  const { createTarDecoder } = await import("modern-tar");
  const entries = archive.pipeThrough(new DecompressionStream("gzip")).pipeThrough(createTarDecoder());
  for await (const { header, body } of entries) {
    for await (const piece of body) if (header.name === path) take(piece);
  }
}

async function unzip(
  archive: ReadableStream<Uint8Array<ArrayBuffer>>,
  path: string,
  take: (piece: Uint8Array) => void,
): Promise<void> {
  const { Unzip, UnzipInflate } = await import("fflate");
  const reader = new Unzip((file) => {
    if (file.name !== path) return;
    file.ondata = (error, piece) => {
      if (error !== null) throw error;
      take(piece);
    };
    file.start();
  });
  reader.register(UnzipInflate);
  for await (const piece of archive) reader.push(piece);
  reader.push(new Uint8Array(), true);
}
