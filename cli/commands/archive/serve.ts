import type { Archive } from "../../../core/archive/directory.ts";
import { readMeta } from "../../../core/archive/meta.ts";
import { failedPrecondition, Failure } from "../../../core/failure.ts";
import { appLinkHost } from "../../../core/message/app-link.ts";
import type { World } from "../../../core/world.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import { integer, type OptionValues, withDefault } from "../../options/option.ts";
import { archiveOptions, withArchive } from "./archive.ts";
import { join } from "@std/path";

const options = {
  ...archiveOptions,
  port: withDefault(integer(0, 65_535, "port to listen on; 0 takes a free one"), 0),
};

type Values = OptionValues<typeof options>;

/** `im archive serve` */
export const archiveServe = defineCommand({
  name: "archive serve",
  summary: "Show an archive in the browser, on this machine alone",
  description: [
    "Prints one address and waits until Ctrl-C. The address works once, in one browser; what that browser opens " +
    "afterwards is let in by a cookie. Nothing is changed and no request leaves the machine.",
    "With a keyboard: j and k go from message to message, / to the search.",
  ],
  examples: [
    { comment: "look at an archive", line: "archive serve --archive archive" },
    { comment: "on a fixed port", line: "archive serve --port 8080 --archive archive" },
  ],
  identities: [],
  scopes: [],
  answer: async () => (await import("./answers.ts")).served(),
  risk: "read",
  options,
  run: (values, runtime) =>
    withArchive(runtime, values.archive, (archive) => serve(values, runtime, archive)),
});

async function serve(values: Values, { world }: Runtime, archive: Archive): Promise<CommandResult> {
  const { createSite } = await import("../../../core/archive/site/site.ts");
  const { startSession } = await import("../../../core/archive/site/session.ts");
  if (world.serve === undefined) {
    throw failedPrecondition("nothing can be served here", "run it in a shell of its own");
  }
  let port = values.port;
  const session = startSession(world.randomBytes, () => port);
  const site = createSite(
    archive,
    appLinkHost(readMeta(archive.database, "brand")),
    session,
    world.clock.now,
  );
  let printed: Promise<void> = Promise.resolve();
  const listening = (listened: number) => {
    port = listened;
    const line = `http://127.0.0.1:${port}${session.firstPath}\n`;
    printed = world.stdout.write(new TextEncoder().encode(line));
  };
  try {
    await world.serve(port, (request) => answer(world, archive, site, request), listening, world.interrupt);
  } catch (error) {
    throw world.interrupt.aborted ? error : listenFailure(port, error);
  }
  await printed;
  // It was asked to end, and that is how it ends well.
  return { data: { archive: archive.path }, envelope: "none", pretty: () => [] };
}

async function answer(
  world: World,
  archive: Archive,
  site: ReturnType<typeof import("../../../core/archive/site/site.ts").createSite>,
  request: Request,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { status, headers, body } = site({
    ...{ method: request.method, target: pathname + search },
    ...{ host: request.headers.get("host") ?? "", cookie: request.headers.get("cookie") ?? "" },
  });
  const isHead = request.method === "HEAD";
  if (typeof body === "string") return new Response(isHead || body === "" ? null : body, { status, headers });
  try {
    const file = await world.files.open(join(archive.path, body.file), { read: true });
    if (!isHead) return new Response(file.readable, { status, headers });
    file.close();
    return new Response(null, { status, headers });
  } catch {
    return new Response("The file is missing from the archive.", { status: 404 });
  }
}

function listenFailure(port: number, error: unknown): Failure {
  return new Failure({
    type: "internal",
    subtype: "listen",
    message: `cannot listen on port ${port}: ${error instanceof Error ? error.message : error}`,
    hint: "take another port, or 0 for a free one",
  }, error);
}
