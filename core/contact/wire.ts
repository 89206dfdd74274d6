/**
 * The names of people and apps, as the service sends them.
 *
 * @module
 */

import type { JsonObject } from "../json/json.ts";
import { list, object, readAs, record, text, toggle, type WireSchema } from "../json/schema.ts";

type Text = string | null;

/** A person; as a user the open id comes under `user_id`, and either spelling was seen. */
export type RawPerson = { readonly open_id?: Text; readonly user_id?: Text; readonly name?: Text };

type PeopleAnswer = {
  readonly users?: readonly RawPerson[] | null;
  readonly items?: readonly RawPerson[] | null;
};

const PERSON = { open_id: text, user_id: text, name: text };
const PEOPLE: WireSchema<PeopleAnswer> = record({ users: list(PERSON), items: list(PERSON) });

/** The people in the `data` of an answer: `users` as a user, `items` as a bot. */
export function readPeople(data: JsonObject): readonly RawPerson[] {
  const { users, items } = readAs(PEOPLE, data);
  return [...users ?? [], ...items ?? []];
}

/** Somebody whom a search for people found. */
export type PersonHit = {
  /** The open id. */
  readonly id?: Text;
  /** The hit with its marks, then the department, then when one last wrote: a line each, where known. */
  readonly display_info?: Text;
  readonly meta_data?: PersonDetails | null;
};

/** What a search says about a person. The names are under `i18n_names`, by locale. */
export type PersonDetails = {
  readonly mail_address?: Text;
  readonly enterprise_mail_address?: Text;
  /** The direct chat with this person, if there is one. */
  readonly chat_id?: Text;
  readonly is_cross_tenant?: boolean | null;
};

export const PERSON_HIT: WireSchema<PersonHit> = record({
  id: text,
  display_info: text,
  meta_data: object({
    mail_address: text,
    enterprise_mail_address: text,
    chat_id: text,
    is_cross_tenant: toggle,
  }),
});

type ApplicationAnswer = { readonly app?: { readonly app_name?: Text } | null; readonly app_name?: Text };

const APPLICATION: WireSchema<ApplicationAnswer> = record({
  app: object({ app_name: text }),
  app_name: text,
});

/** The name of an app in the `data` of an answer; either place was seen. */
export function readApplicationName(data: JsonObject): string | undefined {
  const { app, app_name } = readAs(APPLICATION, data);
  return [app?.app_name, app_name].find((name) => (name ?? "").trim() !== "") ?? undefined;
}
