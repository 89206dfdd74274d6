import { loadCatalogue } from "../../core/api/load-catalogue.ts";
import { methodWords } from "./method-words.ts";

/** Resources with the names of their methods, for the help of the program. */
export async function rawResources(): Promise<readonly (readonly [resource: string, methods: string])[]> {
  const byResource = new Map<string, string[]>();
  for (const { id } of await loadCatalogue()) {
    const [resource = "", method = ""] = methodWords(id).split(" ");
    const names = byResource.get(resource) ?? [];
    byResource.set(resource, names);
    names.push(method);
  }
  return [...byResource].map(([resource, names]) => [resource, names.join(", ")]);
}
