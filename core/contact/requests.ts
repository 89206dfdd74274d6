/**
 * The requests for people by name, and for names of people and apps.
 *
 * @module
 */

import type { Identity } from "../platform/identity.ts";
import type { ApiRequest } from "../platform/request.ts";

/** The most people of one call, by identity. */
export const MAX_PEOPLE: Readonly<Record<Identity, number>> = { user: 10, bot: 50 };

/** The names of people: 10 at a time as a user, 50 as a bot. */
export function queryPeople(openIds: readonly string[], identity: Identity): ApiRequest {
  if (identity === "user") {
    return {
      method: "POST",
      path: "/open-apis/contact/v3/users/basic_batch",
      params: { user_id_type: "open_id" },
      body: { user_ids: openIds },
      repeatable: true,
    };
  }
  return {
    method: "GET",
    path: "/open-apis/contact/v3/users/batch",
    params: { user_id_type: "open_id", user_ids: openIds },
    repeatable: true,
  };
}

/** The most people of one page of a search, and the longest text to search for, characters. */
export const MAX_FOUND_PEOPLE = 30;
export const MAX_PEOPLE_QUERY = 50;

/** People whom the user can see, by a part of a name or of an address; as a user only. */
export function searchPeople(query: string, pageToken: string | undefined): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/contact/v3/users/search",
    params: {
      page_size: String(MAX_FOUND_PEOPLE),
      ...(pageToken === undefined ? {} : { page_token: pageToken }),
    },
    body: { query },
    scopes: ["contact:user:search"],
    repeatable: true,
  };
}

/** An app, for its name. */
export function getApplication(appId: string): ApiRequest {
  return {
    method: "GET",
    path: "/open-apis/application/v6/applications/:app_id",
    pathValues: { app_id: appId },
    params: { lang: "zh_cn" },
    repeatable: true,
  };
}
