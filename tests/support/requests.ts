/**
 * What a run requested, from the log of the fake service.
 *
 * @module
 */

import type { LoggedRequest, Platform } from "../../fixtures/platform/mod.ts";

/** The requests for a path, in order of arrival. */
export function requestsTo(platform: Platform, path: string): LoggedRequest[] {
  return platform.log.filter((request) => request.path === path);
}

/** The requests with a path, but for those that read, in order of arrival. */
export function writesTo(platform: Platform, path: string): LoggedRequest[] {
  return platform.log.filter((request) => request.method !== "GET" && request.path === path);
}

/** A field of a request's JSON body. */
export function bodyField(request: LoggedRequest | undefined, name: string): unknown {
  const body = request?.body;
  return typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
}

/** The keys under which requests were sent. */
export function uuidsOf(requests: readonly LoggedRequest[]): unknown[] {
  return requests.map((request) => bodyField(request, "uuid"));
}
