import { openSecretStore } from "../../../core/account/stores.ts";
import { plainText } from "../../../core/text/phrase.ts";
import { KEY_STORE_PROGRAMS, type World } from "../../../core/world.ts";
import { runKeyStoreProgram } from "../../../cli/run-program.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { namesIn, SECRET } from "../../support/secrets.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const KEYRING = ["/usr/bin/gnome-keyring-daemon", "/usr/bin/dbus-run-session"];
const isHere = [KEY_STORE_PROGRAMS["secret-tool"], ...KEYRING].every((path) => {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
});

/** A desktop session with a keyring in `home`; `unlocked` is how it is after a login with a password. */
async function inSession<T>(
  home: string,
  state: "unlocked" | "locked",
  use: (run: World["run"]) => Promise<T>,
) {
  const unlock = state === "unlocked"
    ? "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;"
    : "";
  const env = { HOME: home, XDG_RUNTIME_DIR: home, PATH: "/usr/bin:/bin" };
  const session = new Deno.Command("dbus-run-session", {
    args: ["--", "sh", "-c", `${unlock} echo "$DBUS_SESSION_BUS_ADDRESS"; read -r end`],
    ...{ clearEnv: true, env, stdin: "piped", stdout: "piped", stderr: "null" },
  }).spawn();
  const { value } = await session.stdout.getReader().read();
  const variables: Readonly<Record<string, string>> = {
    ...env,
    DBUS_SESSION_BUS_ADDRESS: new TextDecoder().decode(value).trim(),
  };
  try {
    return await use((program, input) => runKeyStoreProgram(Deno, (name) => variables[name], program, input));
  } finally {
    await session.stdin.close();
    await session.status;
  }
}

(isHere ? describe : describe.skip)("the keyring of GNOME", () => {
  it("keeps the key from one session to the next; locked, it says so, and lost, it says that", () =>
    inTemporaryDirectory((home) =>
      inTemporaryDirectory(async (root) => {
        await inSession(home, "unlocked", async (run) => {
          const store = await openSecretStore(fakeWorld({ run }), root);
          await store.write(SECRET, "a");
          assertEquals([store.kind, plainText(store.fallback ?? "")], ["secret-service", ""]);
          assertEquals(namesIn(join(root, "secrets")).filter((name) => name.startsWith("key.file")), []);
        });
        await inSession(home, "unlocked", async (run) => {
          assertEquals(await (await openSecretStore(fakeWorld({ run }), root)).read(SECRET), "a");
        });
        await inSession(home, "locked", async (run) => {
          const store = await openSecretStore(fakeWorld({ run }), root);
          assertMatch(
            plainText((await rejectionOf(() => store.read(SECRET))).message),
            /the keyring is locked$/,
          );
        });
        await Deno.remove(join(home, ".local"), { recursive: true });
        await inSession(home, "unlocked", async (run) => {
          const store = await openSecretStore(fakeWorld({ run }), root);
          assertMatch(plainText((await rejectionOf(() => store.read(SECRET))).message), /is gone$/);
        });
      })
    ));

  it("cannot be had without a session, and a file takes its place", () =>
    inTemporaryDirectory(async (root) => {
      const run: World["run"] = (program, input) => runKeyStoreProgram(Deno, () => undefined, program, input);
      const store = await openSecretStore(fakeWorld({ run }), root);
      await store.write(SECRET, "a");
      assertEquals([store.kind, await store.read(SECRET)], ["file", "a"]);
      assertMatch(plainText(store.fallback ?? ""), /D-Bus/);
    }));

  it("is not waited for when the person ends the run", async () => {
    const ended = new AbortController();
    ended.abort("Ctrl-C");
    const input = { args: ["lookup", "application", "im"], stdin: "", signal: ended.signal };
    const reason = await runKeyStoreProgram(Deno, () => undefined, "secret-tool", input).catch((error) =>
      error
    );
    assertEquals(reason, "Ctrl-C");
  });
});
