import { loadCatalogue } from "../../core/api/load-catalogue.ts";

/** The words of a method on the command line: `chat.members.create` is `chat.members create`. */
export function methodCommandName(id: string): string {
  return id.replace(/\.([^.]+)$/, " $1");
}

/** Resources with the names of their methods, for the help of the program. */
export async function rawResources(): Promise<readonly (readonly [resource: string, methods: string])[]> {
  const byResource = new Map<string, string[]>();
  for (const { id } of await loadCatalogue()) {
    const [resource = "", method = ""] = methodCommandName(id).split(" ");
    const names = byResource.get(resource) ?? [];
    byResource.set(resource, names);
    names.push(method);
  }
  return [...byResource].map(([resource, names]) => [resource, names.join(", ")]);
}
