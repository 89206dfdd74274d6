/**
 * Which side the dependencies come from: JSR, or npm with the stand-ins of `scripts/npm/`.
 *
 * Nothing here or in what it imports may come from JSR: it runs before that is decided.
 *
 * @module
 */

/** Where the dependencies come from. */
export type Registry = "jsr" | "npm";

/** The root of the checkout, with a slash at its end. */
export const root: URL = new URL("../", import.meta.url);

/** The path, in this system's form, of something in the checkout. */
export function pathOf(name: string): string {
  const path = decodeURIComponent(new URL(name, root).pathname);
  return Deno.build.os === "windows" ? path.slice(1).replaceAll("/", "\\") : path;
}

const memory = new URL(".cache/registry", root);
const lifetimeSeconds: Readonly<Record<Registry, number>> = { jsr: 7 * 86_400, npm: 86_400 };
const probeMilliseconds = 3_000;

/** An answer as it is remembered: side, end of its validity (epoch seconds), the JSR it was found for. */
export interface Remembered {
  readonly registry: Registry;
  readonly expires: number;
  readonly jsrUrl: string;
}

/** Reads a remembered answer; anything unexpected is no answer. */
export function parseRemembered(text: string): Remembered | undefined {
  const [registry, expires, jsrUrl] = text.trim().split(" ");
  if ((registry !== "jsr" && registry !== "npm") || !/^\d+$/.test(expires ?? "") || !jsrUrl) return undefined;
  return { registry, expires: Number(expires), jsrUrl };
}

/** Whether a remembered answer still holds for this JSR at this time (epoch seconds). */
export function stillHolds(
  answer: Remembered | undefined,
  jsrUrl: string,
  now: number,
): answer is Remembered {
  return answer !== undefined && answer.jsrUrl === jsrUrl && now < answer.expires;
}

/** Decides the side: `IM_REGISTRY`, else what was found lately, else whether JSR answers now. */
export async function chooseRegistry(): Promise<Registry> {
  const chosen = Deno.env.get("IM_REGISTRY") ?? "";
  if (chosen === "jsr" || chosen === "npm") return chosen;
  if (chosen !== "") throw new Error(`IM_REGISTRY must be "jsr" or "npm", got "${chosen}".`);

  const jsrUrl = (Deno.env.get("JSR_URL") || "https://jsr.io").replace(/\/*$/, "/");
  const now = Math.floor(Date.now() / 1000);
  const remembered = parseRemembered(await readText(memory));
  if (stillHolds(remembered, jsrUrl, now)) return remembered.registry;

  const registry = await answers(jsrUrl) ? "jsr" : "npm";
  await remember({ registry, expires: now + lifetimeSeconds[registry], jsrUrl });
  return registry;
}

const resolving = new Set(["run", "test", "check", "bundle", "compile", "cache", "doc", "bench"]);

/** The flags that make a subcommand of Deno resolve the dependencies from that side. */
export function registryFlags(registry: Registry, subcommand: string): string[] {
  if (!resolving.has(subcommand)) return [];
  const flags = ["--config", pathOf("deno.json")];
  if (registry === "npm") flags.push("--import-map", pathOf("scripts/npm/import_map.json"));
  if (subcommand === "doc") return flags;
  if (registry === "npm") return [...flags, "--lock", pathOf("scripts/npm/deno.lock"), "--frozen"];
  // No lock of the JSR side is committed yet: it has to be made where JSR can be reached.
  return exists("deno.lock")
    ? [...flags, "--lock", pathOf("deno.lock"), "--frozen"]
    : [...flags, "--no-lock"];
}

async function answers(jsrUrl: string): Promise<boolean> {
  try {
    const response = await fetch(new URL("@std/path/meta.json", jsrUrl), {
      signal: AbortSignal.timeout(probeMilliseconds),
    });
    // A captive portal answers anything with a page.
    return response.ok && typeof (await response.json())?.versions === "object";
  } catch {
    return false;
  }
}

async function remember({ registry, expires, jsrUrl }: Remembered): Promise<void> {
  const draft = new URL(`.cache/registry.${Deno.pid}`, root);
  try {
    await Deno.mkdir(new URL(".cache/", root), { recursive: true });
    await Deno.writeTextFile(draft, `${registry} ${expires} ${jsrUrl}\n`);
    await Deno.rename(draft, memory);
  } catch {
    // A checkout that cannot be written asks again each time.
  }
}

async function readText(file: URL): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch {
    return "";
  }
}

function exists(name: string): boolean {
  try {
    return Deno.statSync(new URL(name, root)).isFile;
  } catch {
    return false;
  }
}

// `scripts/im` asks for the answer when none is remembered.
if (import.meta.main) console.log(await chooseRegistry());
