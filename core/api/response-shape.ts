import type { Shape } from "../json/shape.ts";
import { loadCatalogue } from "./load-catalogue.ts";
import type { Schema } from "./method.ts";

/**
 * The shape of what a method of the catalogue answers with, for commands that pass its records on: the whole data, or
 * the entries of one of its lists.
 *
 * @param id the method's id, which must be in the catalogue
 * @throws {Error} where there is no such method or list.
 */
export async function responseShape(id: string, list?: string): Promise<Shape> {
  const method = (await loadCatalogue()).find((one) => one.id === id);
  const schema: Schema | undefined = list === undefined
    ? method?.response
    : method?.response?.properties[list]?.items;
  if (schema === undefined) throw new Error(`the catalogue has no ${id} with ${list ?? "a response"}`);
  return schema as unknown as Shape;
}
