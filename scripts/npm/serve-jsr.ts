/**
 * Serves checked-out sources as a JSR registry on loopback, so that the JSR side can be run without JSR:
 *
 * ```sh
 * deno run -A scripts/npm/serve-jsr.ts --source ../cliffy --source ../std   # prints JSR_URL=…
 * ```
 *
 * A source is a checkout of a package or of a workspace of packages (Cliffy, Deno's standard library). As publishing
 * does, bare imports of other packages become `jsr:` imports with a version.
 *
 * @module
 */

interface Configuration {
  readonly name?: string;
  readonly version?: string;
  readonly exports?: string | Readonly<Record<string, string>>;
  readonly imports?: Readonly<Record<string, string>>;
  readonly workspace?: readonly string[];
}

/** One package of a source. */
export interface Package {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string>>;
  /** Folder of its files. */
  readonly folder: string;
  /** What bare specifiers stand for: those of the workspace, then the package's own. */
  readonly imports: Readonly<Record<string, string>>;
}

/** Finds the packages of a checkout. */
export async function findPackages(source: string): Promise<Package[]> {
  const top = await readConfiguration(source);
  const folders = top.name ? ["."] : top.workspace ?? [];
  const members = await Promise.all(folders.map(async (member) => {
    const folder = `${source}/${member}`;
    return { folder, own: await readConfiguration(folder) };
  }));
  const siblings = Object.fromEntries(
    members.map(({ own }) => [own.name, `jsr:${own.name}@^${own.version}`]),
  );
  const packages: Package[] = [];
  for (const { folder, own } of members) {
    if (!own.name || !own.version || !own.exports) continue;
    packages.push({
      name: own.name,
      version: own.version,
      exports: typeof own.exports === "string" ? { ".": own.exports } : own.exports,
      folder,
      imports: { ...siblings, ...top.imports, ...own.imports },
    });
  }
  return packages;
}

/** Replaces bare specifiers by what the import map says, with the path that follows the package's name. */
export function rewriteSpecifiers(code: string, imports: Readonly<Record<string, string>>): string {
  return code.replace(
    /(\b(?:from|import)\s*\(?\s*)(["'])([^"'./][^"']*)\2/g,
    (whole, start: string, quote: string, specifier: string) => {
      const exact = imports[specifier];
      const name = specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
      const target = exact ?? (imports[name] && imports[name] + specifier.slice(name.length));
      return target === undefined || target.startsWith(".") ? whole : `${start}${quote}${target}${quote}`;
    },
  );
}

/** Answers requests for the packages as JSR does. */
export function registryHandler(packages: readonly Package[]): (request: Request) => Promise<Response> {
  const manifests = new Map<string, Promise<string>>();
  return async (request) => {
    const path = decodeURIComponent(new URL(request.url).pathname);
    const found = packages.find(({ name }) => path.startsWith(`/${name}/`));
    if (!found) return new Response("not found", { status: 404 });
    const rest = path.slice(found.name.length + 2);
    if (rest === "meta.json") return json(JSON.stringify(packageMeta(found)));
    if (rest === `${found.version}_meta.json`) {
      const manifest = manifests.get(found.name) ?? versionMeta(found);
      manifests.set(found.name, manifest);
      return json(await manifest);
    }
    const file = rest.startsWith(`${found.version}/`) ? rest.slice(found.version.length + 1) : "";
    if (file === "" || file.split("/").includes("..")) return new Response("not found", { status: 404 });
    try {
      return new Response(await publishedText(found, file), {
        headers: { "content-type": file.endsWith(".json") ? "application/json" : "application/typescript" },
      });
    } catch {
      return new Response("not found", { status: 404 });
    }
  };
}

function packageMeta({ name, version }: Package): unknown {
  const [scope = "", short = ""] = name.slice(1).split("/");
  return { scope, name: short, latest: version, versions: { [version]: {} } };
}

async function versionMeta(target: Package): Promise<string> {
  const manifest: Record<string, { size: number; checksum: string }> = {};
  for (const file of (await listFiles(target.folder)).sort()) {
    const bytes = new TextEncoder().encode(await publishedText(target, file));
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
    manifest[`/${file}`] = { size: bytes.length, checksum: `sha256-${digest}` };
  }
  return JSON.stringify({ manifest, exports: target.exports });
}

async function publishedText({ folder, imports }: Package, file: string): Promise<string> {
  const text = await Deno.readTextFile(`${folder}/${file}`);
  return /\.[cm]?[jt]sx?$/.test(file) ? rewriteSpecifiers(text, imports) : text;
}

async function listFiles(folder: string, below = ""): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of Deno.readDir(`${folder}/${below}`)) {
    if (entry.isDirectory) files.push(...await listFiles(folder, `${below}${entry.name}/`));
    else if (entry.isFile && /\.([cm]?[jt]sx?|json)$/.test(entry.name)) files.push(below + entry.name);
  }
  return files;
}

async function readConfiguration(folder: string): Promise<Configuration> {
  return JSON.parse(await Deno.readTextFile(`${folder}/deno.json`));
}

function json(text: string): Response {
  return new Response(text, { headers: { "content-type": "application/json" } });
}

if (import.meta.main) {
  const sources = Deno.args.filter((_, index) => Deno.args[index - 1] === "--source");
  const portAt = Deno.args.indexOf("--port");
  const packages = (await Promise.all(sources.map(findPackages))).flat();
  const port = portAt < 0 ? 0 : Number(Deno.args[portAt + 1]);
  Deno.serve({
    hostname: "127.0.0.1",
    port,
    onListen: ({ port }) => console.log(`JSR_URL=http://127.0.0.1:${port}/`),
  }, registryHandler(packages));
}
