/**
 * The requests that set, remove and list flags. Pure: a dry run prints them, a run sends them.
 *
 * @module
 */

import type { ApiRequest } from "../platform/request.ts";
import { type FlagLayer, wireFlag } from "./layer.ts";

/** Flags a message in one layer. */
export function createFlag(messageId: string, layer: FlagLayer): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v1/flags",
    body: { flag_items: [wireFlag(messageId, layer)] },
    repeatable: false,
    isWrite: true,
  };
}

/** Removes a message's flag in one layer; where there is none it succeeds, too. */
export function cancelFlag(messageId: string, layer: FlagLayer): ApiRequest {
  return { ...createFlag(messageId, layer), path: "/open-apis/im/v1/flags/cancel" };
}

/** A page of flags, oldest change first. */
export function listFlags(pageSize: number, pageToken: string | undefined): ApiRequest {
  return {
    method: "GET",
    path: "/open-apis/im/v1/flags",
    // The service demands the token even where there is none.
    params: { page_size: String(pageSize), page_token: pageToken ?? "" },
    repeatable: true,
  };
}
