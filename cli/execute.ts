/**
 * The one way to run a command: typed input in, an answer out, nothing printed. The command line comes through here, and
 * so does every other door.
 *
 * @module
 */

import { createChannel } from "../core/async/channel.ts";
import { Failure, invalidInput, withDetail } from "../core/failure.ts";
import type { JsonObject } from "../core/json/json.ts";
import { createListing, type Listing, parsePlace } from "../core/platform/listing.ts";
import type { Command, CommandResult, Preview, Runtime } from "./command.ts";
import { listMark } from "./options/list-mark.ts";
import { givenNames, hasNames } from "./options/names.ts";
import type { ResolvedInput } from "./resolve-names.ts";

/** What a run of a command answers with. */
export type Answer =
  | { readonly kind: "preview"; readonly preview: Preview }
  | {
    readonly kind: "result";
    /** Records as soon as they are complete, if requested as a stream; these are not in the result. */
    readonly records: AsyncIterable<readonly JsonObject[]>;
    /** Comes after the last of the records, which must be taken first. */
    readonly result: Promise<CommandResult>;
    /** Settles when there is a record to take, or the result. */
    readonly begun: Promise<void>;
    /** The records that were listed, for showing a part of the result (`output/fit.ts`). */
    readonly listing: Listing;
  };

type Input = Parameters<Command["run"]>[0];

/** How to run a command. */
export interface ExecuteOptions {
  /** Whether to hand out records as a stream. */
  readonly isStream: boolean;
  /** What to call an input in errors. */
  nameOf(key: string): string;
}

/**
 * Runs a command, or with `--dry-run` shows what a run would do.
 *
 * @throws {Failure} for input that does not fit together; what fails later rejects the result.
 */
export async function execute(
  command: Command,
  given: Input,
  outer: Runtime,
  { isStream, nameOf }: ExecuteOptions,
): Promise<Answer> {
  const isInParts = outer.maxPageLength !== undefined || outer.globals.maxTokens !== undefined;
  const { input: paged, listing } = fromPlace(command, given, { isInParts, isStream });
  const runtime = { ...outer, listing };
  const { world, identity, globals, hosts } = runtime;
  const lifted = await command.liftNames?.(paged, world) ?? paged;
  const resolved = await withoutNames(command, lifted, runtime, nameOf);
  const { input } = resolved;
  const prepared = await command.prepare?.(input, world, identity, hosts);
  const close = async () => await prepared?.close?.();
  if (globals.dryRun && command.preview !== undefined) {
    try {
      const preview = await command.preview(input, identity, prepared, runtime);
      return { kind: "preview", preview: withNames(preview, resolved) };
    } finally {
      await close();
    }
  }
  // Streams take their time to make; most runs hand out nothing before their result.
  const channel = isStream ? createChannel<readonly JsonObject[]>() : undefined;
  const begun = Promise.withResolvers<void>();
  const emit = channel && ((rows: readonly JsonObject[]) => {
    begun.resolve();
    return channel.send(rows);
  });
  const run = async () => {
    try {
      const withEmit = { ...runtime, emit, resolved: resolved.names };
      return withResolved(await command.run(input, withEmit, prepared), resolved);
    } catch (error) {
      throw command.risk === "read" ? error : withTarget(error, resolved);
    } finally {
      begun.resolve();
      await channel?.end();
      await close();
    }
  };
  const result = run();
  // The caller sees a failure when it awaits the result; until then it must not end the process.
  result.catch(() => {});
  return { kind: "result", records: channel?.values ?? noRecords(), result, begun: begun.promise, listing };
}

async function* noRecords(): AsyncGenerator<never> {}

/**
 * The input with the service's page token in place of ours, which stands for a place inside a page, and with the page
 * size that the place was found with.
 *
 * `isInParts`: the answer has a limit, so that the list is likely to be read call by call.
 */
function fromPlace(
  command: Command,
  given: Input,
  { isInParts, isStream }: { readonly isInParts: boolean; readonly isStream: boolean },
) {
  const token = given["pageToken"];
  const own = Object.entries(given).filter(([key]) => key in command.options);
  const list = () => listMark(command.name, Object.fromEntries(own));
  const place = typeof token === "string" ? parsePlace(token) : undefined;
  if (place?.list !== undefined && place.list !== list()) {
    throw invalidInput(
      "pageToken",
      "the page token belongs to another list",
      "pass next_token with everything else as it was in the call that returned it",
    );
  }
  const input = place === undefined
    ? given
    : { ...given, pageToken: place.page, pageSize: place.size ?? given["pageSize"] };
  const size = input["pageSize"];
  const keepsPlace = isInParts || place?.at !== undefined;
  return {
    input,
    listing: createListing(place, {
      ...{ size: typeof size === "number" ? size : undefined, list, keepsPlace },
      notesRecords: keepsPlace || !isStream,
    }),
  };
}

/** The input, checked, with ids in place of names. */
async function withoutNames(
  command: Command,
  input: Input,
  runtime: Runtime,
  nameOf: (key: string) => string,
): Promise<ResolvedInput> {
  const { world, identity, globals } = runtime;
  const check = async (values: Input) => await command.check?.(values, world, identity, nameOf);
  if (!hasNames(command.options, input)) {
    await check(input);
    return { input, names: [], requests: [], warnings: [] };
  }
  const { checkExactIds, previewNames, resolveNames } = await import("./resolve-names.ts");
  const names = givenNames(command.options, input);
  checkExactIds(names, globals.exactIds);
  const preview = previewNames(command, input, names, runtime, nameOf);
  await check(preview.input);
  if (globals.dryRun && command.preview !== undefined || names.length === 0) return preview;
  // Wrong use must not cost a search; what standard input holds can be read only once.
  if (!readsStdin(preview.input)) {
    const draft = await command.prepare?.(preview.input, world, identity, runtime.hosts);
    await draft?.close?.();
  }
  return await resolveNames(command, input, names, runtime, nameOf);
}

/** Whether a value may be the mark of standard input, alone or behind the name of a field. */
function readsStdin(input: Input): boolean {
  return Object.values(input).some((value) => typeof value === "string" && /(^|=)-$/.test(value.trim()));
}

function withNames(preview: Preview, { names, requests }: ResolvedInput): Preview {
  if (names.length === 0) return preview;
  return { ...preview, api: [...requests, ...preview.api], resolved: names };
}

function withResolved(result: CommandResult, { names, warnings }: ResolvedInput): CommandResult {
  if (names.length === 0) return result;
  return { ...result, resolved: names, warnings: [...warnings, ...result.warnings ?? []] };
}

/** A write that failed says whom it was for: its outcome may be unknown. */
function withTarget(error: unknown, { names }: ResolvedInput): unknown {
  return error instanceof Failure && names.length > 0 ? withDetail(error, { resolved: names }) : error;
}
