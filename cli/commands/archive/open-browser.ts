import { type Html, markup } from "../../../core/archive/site/html.ts";
import type { World } from "../../../core/world.ts";

/** How long a browser may take before the person is asked to open the address, milliseconds. */
const PATIENCE = 20_000;

/**
 * Opens an address that must stay secret in the person's browser. Arguments of a program can be read by everybody on the
 * machine, so the browser gets a file that leads there, which only the person can read (0600).
 *
 * @param say tells the person why they have to open it themselves
 * @returns removes the file; to be called when the address was opened, and at the end
 */
export async function openInBrowser(
  { files, clock, os, env, openFile }: World,
  address: string,
  say: (reason: string) => void,
): Promise<() => Promise<void>> {
  let path: string | undefined;
  let removal: Promise<void> | undefined;
  const cancel = clock.after(PATIENCE, () => say("no browser has opened the archive yet"));
  const end = () => {
    cancel();
    return removal ??= path === undefined ? Promise.resolve() : files.remove(path).catch(() => {});
  };
  const fail = async (error: unknown) => {
    // What opens files may live as long as the browser, and end in any way after it.
    if (removal !== undefined) return;
    say(`could not open a browser: ${error instanceof Error ? error.message : error}`);
    await end();
  };
  try {
    if (openFile === undefined) throw new Error("no program for it is known");
    const hasScreen = os !== "linux" ||
      ["DISPLAY", "WAYLAND_DISPLAY"].some((name) => env(name) !== undefined);
    if (!hasScreen) throw new Error("DISPLAY and WAYLAND_DISPLAY are not set");
    path = await files.makeTempFile({ prefix: "im-", suffix: ".html" });
    const file = await files.open(path, { write: true });
    try {
      await file.write(new TextEncoder().encode(pageTo(address).text));
    } finally {
      file.close();
    }
    openFile(path).catch(fail);
  } catch (error) {
    await fail(error);
  }
  return end;
}

/** A page that leads to an address. */
function pageTo(address: string): Html {
  return markup`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0;url=${address}">
<title>Archive</title>
<p><a href="${address}">Open the archive</a></p>
</html>
`;
}
