import { isJsonObject } from "../json.ts";
import type { ApiRequest } from "./request.ts";

/** The key under which a write counts once, wherever its endpoint takes it (`uuid` of the query or the body). */
export function keyOf({ params, body }: Pick<ApiRequest, "params" | "body">): string | undefined {
  const key = params?.["uuid"] ?? (isJsonObject(body) ? body["uuid"] : undefined);
  return typeof key === "string" ? key : undefined;
}
