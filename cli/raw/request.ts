/**
 * From the options of a raw command to its request.
 *
 * @module
 */

import { buildRequest } from "../../core/api/build-request.ts";
import type { Method } from "../../core/api/method.ts";
import { randomUuid } from "../../core/compose/idempotency-key.ts";
import { Failure, invalidInput, withDetail } from "../../core/failure.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../core/json/json.ts";
import type { ApiRequest } from "../../core/platform/request.ts";
import { action, input, type Phrase, phrase } from "../../core/text/phrase.ts";
import { checkAudio } from "../../core/upload/audio.ts";
import { mediaDuration } from "../../core/upload/duration.ts";
import { checkImage } from "../../core/upload/image.ts";
import type { OpenFile } from "../../core/upload/open-file.ts";
import { chooseFileType } from "../../core/upload/requests.ts";
import { checkUploadSize } from "../../core/upload/size-limit.ts";
import type { Warning } from "../../core/warning.ts";
import type { World } from "../../core/world.ts";
import { COMMAND_NAMES } from "../commands/names.ts";
import { checkSingleStdin, readJsonObjectOption } from "../options/input.ts";
import { suggest } from "../suggestion.ts";
import { openFormFile } from "./form-file.ts";
import { pageParameters } from "./options.ts";
import type { ParameterOption } from "./parameters.ts";
import { shortcutFor } from "./shortcuts.ts";

/** The values of a raw command's options. */
export interface RawValues {
  readonly [key: string]: unknown;
  readonly params?: string | undefined;
  readonly data?: string | undefined;
  readonly file?: string | undefined;
  readonly pageSize?: unknown;
  readonly pageToken?: unknown;
}

/** A request that is ready, and the file that it sends. */
export interface MethodCall {
  readonly request: ApiRequest;
  readonly warnings: readonly Warning[];
  readonly file: OpenFile | undefined;
  /** The idempotency key, if the person gave one. */
  readonly ownKey: string | undefined;
  close(): Promise<void>;
}

/**
 * Reads JSON and file, checks everything against the method and makes the request. Previews and runs share it.
 *
 * @throws {Failure} exit 2
 */
export async function makeMethodCall(
  method: Method,
  parameters: readonly ParameterOption[],
  values: RawValues,
  world: World,
): Promise<MethodCall> {
  checkSingleStdin({ params: values.params, data: values.data, file: values.file });
  const params = {
    ...await readJsonObjectOption(world, "params", values.params),
    ...given("params"),
    ...(method.lists === undefined ? {} : pageParameters(values)),
  };
  const data = await readJsonObjectOption(world, "data", values.data);
  const typed = given("body");
  const body = data === undefined && Object.keys(typed).length === 0 ? undefined : { ...data, ...typed };
  const upload = await openUpload(method, world, values.file, body ?? {});
  const uuid = randomUuid(world);
  try {
    const built = buildRequest(method, {
      params,
      body: upload === undefined ? body : upload.fields,
      file: upload === undefined
        ? undefined
        : { field: method.file ?? "file", name: upload.name, content: upload.file.content() },
      uuid,
      inputOf: (part, name) =>
        parameters.find((one) => one.part === part && one.name === name)?.key ?? pageKey(method, name),
      suggest: (word, names) => suggest(word, names, 1)[0],
    });
    return {
      request: built.request,
      warnings: [...built.warnings, ...upload?.warnings ?? []],
      file: upload?.file,
      ownKey: ownKeyIn(built.request, uuid),
      close: async () => await upload?.file.close(),
    };
  } catch (error) {
    await upload?.file.close();
    throw withShortcut(error, method);
  }

  function given(part: ParameterOption["part"]): Record<string, JsonValue> {
    const entries = parameters.filter((one) => one.part === part && values[one.key] !== undefined);
    return Object.fromEntries(entries.map(({ key, name }) => [name, values[key] as JsonValue]));
  }
}

/** Who misses a parameter may look for the command that needs less. */
function withShortcut(error: unknown, { id }: Method): unknown {
  const name = shortcutFor(id);
  const path = COMMAND_NAMES.find((one) => one.name === name)?.path;
  if (!(error instanceof Failure) || path === undefined || !/ is missing/.test(error.message)) return error;
  return withDetail(error, {
    hint: phrase`${error.detail.hint ?? ""}; ${action(path)} does the same and asks for less`,
  });
}

function ownKeyIn({ params, body }: ApiRequest, made: string): string | undefined {
  const key = params?.["uuid"] ?? (isJsonObject(body) ? body["uuid"] : undefined);
  return typeof key === "string" && key !== made ? key : undefined;
}

/** Lists have options of their own for the parameters of a page. */
function pageKey({ lists }: Method, name: string): string | undefined {
  if (lists === undefined) return undefined;
  return name === "page_size" ? "pageSize" : name === "page_token" ? "pageToken" : undefined;
}

/** A file that was looked at, and what the other fields become by it. */
interface Upload {
  readonly file: OpenFile;
  readonly name: string;
  readonly fields: JsonObject;
  readonly warnings: readonly Warning[];
}

async function openUpload(
  method: Method,
  world: World,
  text: string | undefined,
  body: JsonObject,
): Promise<Upload | undefined> {
  if (method.file === undefined) return undefined;
  if (text === undefined) {
    throw invalidInput(
      "file",
      phrase`${input("file")} is missing`,
      phrase`add ${input("file", "<path>")}; see ${action("schema", { path: method.id })}`,
    );
  }
  const { field, file } = await openFormFile(world, text);
  try {
    if (field !== undefined && field !== method.file) {
      throw invalidInput(
        "file",
        `${method.id} has no file "${field}"`,
        phrase`write ${input("file", `${method.file}=<path>`)}, or ${
          input("file", `./${text}`)
        } for a path with "="`,
      );
    }
    return { file, ...inspectUpload(method, file, body) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The checks of pictures and files; name, type and length come from the file. */
function inspectUpload(method: Method, file: OpenFile, body: JsonObject): Omit<Upload, "file"> {
  const known = method.body?.properties ?? {};
  if (known["file_name"] === undefined) {
    const type = body["image_type"] === "avatar" ? "avatar" : "message";
    const warnings = withRawHint(() => {
      const found = checkUploadSize("file", "image", file.size);
      checkImage("file", file, type);
      return found;
    });
    return { name: file.name, fields: body, warnings };
  }
  const warnings = checkUploadSize("file", "file", file.size);
  const name = typeof body["file_name"] === "string" ? body["file_name"] : file.name;
  const type = typeof body["file_type"] === "string" ? body["file_type"] : chooseFileType("file", name);
  if (type === "opus") checkAudio("fileType", file);
  const duration = body["duration"] ?? mediaDuration(type, file);
  return {
    name,
    fields: { ...body, file_type: type, file_name: name, ...(duration === undefined ? {} : { duration }) },
    warnings,
  };
}

/** The hints of the commands for messages name an option that means something else in a raw method. */
export function withRawHint<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof Failure) || !namesFile(error.detail.hint ?? "")) throw error;
    throw withDetail(error, {
      hint: phrase`upload it with ${action("files.create")}: files keep their format and resolution`,
    });
  }
}

function namesFile(hint: Phrase): boolean {
  return typeof hint !== "string" &&
    hint.some((part) => typeof part === "object" && "input" in part && part.input === "file");
}
