import { invalidArgument } from "../failure.ts";
import { isJsonObject, type JsonValue } from "../json/json.ts";
import { hasInvisible } from "../text/invisible.ts";

/** The bytes of a file to be sent. */
export interface FileContent {
  /** Bytes. */
  readonly size: number;
  /** A new stream of all bytes from the first one, in pieces; it breaks off if the file changes meanwhile. */
  stream(): ReadableStream<Uint8Array>;
}

/** A `multipart/form-data` body: plain fields in order, then one file. */
export interface FormBody {
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly file: {
    /** Name of the part. */
    readonly field: string;
    /** File name that the part carries. */
    readonly name: string;
    /** Absent in a preview, for which no file is opened. */
    readonly content?: FileContent;
  };
}

/** One call of the service, before any token or host is known. A dry run prints it, a run sends it. */
export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path from `/open-apis/` with `:name` placeholders; together with the method it names the endpoint. */
  readonly path: string;
  readonly pathValues?: Readonly<Record<string, string>>;
  /** Values of the path may hold slashes, which are encoded; default: they are ids, which hold none. */
  readonly pathSlashes?: "encoded";
  /** Query; an array repeats its key. */
  readonly params?: Readonly<Record<string, string | boolean | readonly string[]>>;
  readonly body?: JsonValue;
  /** In place of `body`; streamed. */
  readonly form?: FormBody;
  readonly headers?: Readonly<Record<string, string>>;
  /** When the call is made, for dry runs. */
  readonly desc?: string;
  /** All the scopes that it needs, named where the service refuses without naming any; default: those of the command. */
  readonly scopes?: readonly string[];
  /** Sending it twice does no harm: reads, and writes under an idempotency key. */
  readonly repeatable: boolean;
  /** It changes something although it may be repeated: without an answer, its outcome is unknown. */
  readonly isWrite?: true;
}

/** The path with its placeholders filled in, each as one encoded segment. */
export function requestPath(request: ApiRequest): string {
  return request.path.replace(/:([a-z_]+)/g, (_whole, name: string) => {
    const value = request.pathValues?.[name];
    return value === undefined ? `:${name}` : encodeURIComponent(value);
  });
}

/** The query as text, with its question mark; empty without parameters. */
export function requestQuery(request: ApiRequest): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(request.params ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(key, String(one));
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** Name of the endpoint that limits are counted by (docs/contract.md, 9): method and path template. */
export function endpointName(request: ApiRequest): string {
  return `${request.method} ${request.path}`;
}

/**
 * Whether a request only reads. A POST does so where it may be repeated without the idempotency key (`uuid`, in the
 * body or the query) that writes need for that. Everything else goes out on a connection of its own, since the
 * runtime silently repeats requests on kept ones (see `ONCE_CLIENT` of `core/world.ts`).
 */
export function isReadOnly(request: ApiRequest): boolean {
  if (request.method === "GET") return true;
  return request.method === "POST" && request.repeatable && !hasIdempotencyKey(request);
}

/** What would end a path, or change how it is read even where it is encoded. */
const UNSAFE_SEGMENT_REGEXP = /[?#%\\]/;

/**
 * Checks a value that becomes one segment of a path (docs/contract.md, 10); a slash in it is encoded.
 *
 * @param name what the error calls it
 * @throws {Failure} `validation`/`invalid_argument`
 */
export function checkPathSegment(name: string, value: string): string {
  const leadsElsewhere = value.split("/").some((part) => ["", ".", ".."].includes(part));
  if (
    leadsElsewhere || UNSAFE_SEGMENT_REGEXP.test(value) || hasInvisible(value) || !value.isWellFormed()
  ) {
    throw invalidId(name, value);
  }
  return value;
}

/**
 * Checks the id of a message or the key of a file: a segment of a path, and a part of a file name, so without a slash.
 *
 * @param name what the error calls it
 * @throws {Failure} `validation`/`invalid_argument`
 */
export function checkPathId(name: string, value: string): string {
  if (value.includes("/")) throw invalidId(name, value);
  return checkPathSegment(name, value);
}

function invalidId(name: string, value: string) {
  return invalidArgument(
    name,
    `${name} is not a valid id: ${JSON.stringify(value)}`,
    "copy it from the output of another command",
  );
}

/** The parts of a request that may hold its idempotency key. */
export interface KeyedRequest {
  readonly params?: ApiRequest["params"] | undefined;
  readonly body?: JsonValue | undefined;
}

/** The key under which a write counts once, wherever its endpoint takes it (`uuid` of the query or the body). */
export function idempotencyKeyOf(request: KeyedRequest): string | undefined {
  const key = rawIdempotencyKey(request);
  return typeof key === "string" ? key : undefined;
}

/** Whether there is such a key, whatever its type. */
export function hasIdempotencyKey(request: KeyedRequest): boolean {
  return rawIdempotencyKey(request) !== undefined;
}

function rawIdempotencyKey({ params, body }: KeyedRequest): unknown {
  return params?.["uuid"] ?? (isJsonObject(body) ? body["uuid"] : undefined);
}
