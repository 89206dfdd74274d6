/** Makes a directory for one test, gives its real path to `use` and removes it afterwards. */
export async function inTemporaryDirectory<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await Deno.realPath(await Deno.makeTempDir({ prefix: "im-test-" }));
  try {
    return await use(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}
