/**
 * A program that exchanges two names as fast as it can, for tests of paths that change between check and use.
 *
 * @module
 */

/** Exchanges two names as fast as it can (renameat2 of Linux), until its input ends; says once that it began. */
const SWAPPER = `
import ctypes, os, sys, threading
libc = ctypes.CDLL(None, use_errno=True)
one, other = (os.fsencode(path) for path in sys.argv[1:3])
running = True
def wait():
    global running
    sys.stdin.read()
    running = False
threading.Thread(target=wait, daemon=True).start()
if libc.renameat2(-100, one, -100, other, 2) != 0: sys.exit(1)
print("began", flush=True)
while running: libc.renameat2(-100, one, -100, other, 2)
`;

/** Runs `use` while `one` and `other` are exchanged in a loop; false where that cannot be done here. */
export async function whileSwapped(one: string, other: string, use: () => Promise<void>): Promise<boolean> {
  let swapper: Deno.ChildProcess;
  try {
    swapper = new Deno.Command("python3", {
      args: ["-c", SWAPPER, one, other],
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
  } catch {
    return false;
  }
  const reader = swapper.stdout.getReader();
  const { done } = await reader.read();
  try {
    if (!done) await use();
  } finally {
    await swapper.stdin.close().catch(() => {});
    await reader.cancel();
    await swapper.status;
  }
  return !done;
}
