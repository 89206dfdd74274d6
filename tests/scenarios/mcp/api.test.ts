import { toolWorld } from "../../support/mcp-world.ts";
import { type ToolAnswer, withServer } from "../../support/mcp.ts";
import { BOTH_TOKENS } from "../../support/raw-methods.ts";
import { partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { loadCatalogue } from "../../../core/api/load-catalogue.ts";
import { type Schema, Validator } from "@cfworker/json-schema";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const WRITING = { args: ["--allow-write", "-C", "."], env: BOTH_TOKENS };
const dataOf = ({ envelope }: ToolAnswer) => partOf(envelope, "data");
const namesIn = (answer: ToolAnswer) =>
  (dataOf(answer)["items"] as readonly { readonly name: string }[]).map(({ name }) => name);
const warningsIn = ({ envelope }: ToolAnswer) =>
  (partOf(envelope, "meta")["warnings"] as readonly { readonly key: string }[]).map(({ key }) => key);

describe("api_schema", () => {
  it("lists what a word is about, and describes a method or a tool in full", () =>
    inScene({}, (scene) =>
      withServer(scene, WRITING, async ({ call }) => {
        assertEquals(namesIn(await call("api_schema", { method: "pins" })), [
          ...["pins.create", "pins.delete", "pins.list"],
        ]);
        for (const method of ["messages.delete", "messages delete", "im messages delete"]) {
          assertEquals(dataOf(await call("api_schema", { method }))["name"], "messages.delete");
        }
        for (const method of ["messages_send", "+messages-send", "im +messages-send"]) {
          assertEquals(dataOf(await call("api_schema", { method }))["name"], "messages_send");
        }
        const { text, envelope } = await call("api_schema", { method: "messages_send" });
        assertEquals(JSON.parse(text), envelope);
      })));

  it("lists what a client can call, and nothing else", () =>
    inScene({}, (scene) =>
      withServer(scene, WRITING, async ({ client, call }) => {
        const { tools } = await client.listTools();
        const names = namesIn(await call("api_schema"));
        const methods = (await loadCatalogue()).map(({ id }) => id);
        assertEquals(
          names.toSorted(),
          [...methods, ...tools.map(({ name }) => name).filter((name) => !name.startsWith("api_"))]
            .toSorted(),
        );
      })));

  it("describes a tool with all that a call of it takes, and with calls that are such", () =>
    inScene({}, (scene) =>
      withServer(scene, WRITING, async ({ client, call }) => {
        for (const { name, inputSchema } of (await client.listTools()).tools) {
          if (name.startsWith("api_")) continue;
          const { inputSchema: whole, _meta } = dataOf(await call("api_schema", { method: name })) as {
            inputSchema: { properties: Record<string, unknown> };
            _meta: { examples: readonly { arguments: unknown }[] };
          };
          const listed = Object.keys(inputSchema.properties ?? {});
          assertEquals(listed.filter((one) => !(one in whole.properties)), [], name);
          const validator = new Validator(whole as Schema, "2020-12");
          for (const { arguments: args } of _meta.examples) {
            const { errors } = validator.validate(args);
            assertEquals(errors.map(({ error }) => error), [], `${name} ${JSON.stringify(args)}`);
          }
        }
      })));

  it("says what cannot be called, and lists only what can", () =>
    inScene({}, (scene) =>
      withServer(scene, {}, async ({ call }) => {
        const list = await call("api_schema", { method: "pins" });
        assertEquals([namesIn(list), warningsIn(list)], [["pins.list"], ["not_listed"]]);
        assertStringIncludes(list.text, "2 that cannot be called here");
        for (const method of ["pins.create", "messages_send"]) {
          const one = await call("api_schema", { method });
          assertEquals([one.isError, warningsIn(one)], [false, ["not_callable"]]);
          assertStringIncludes(one.text, "only reads");
        }
      })));

  it("proposes names for one that is not there, and says how to list them", () =>
    inScene({}, (scene) =>
      withServer(scene, {}, async ({ call }) => {
        const { text, isError } = await call("api_schema", { method: "mesages.delete" });
        assertEquals(isError, true);
        assertStringIncludes(text, "did you mean messages");
        assertStringIncludes(text, "api_schema");
      })));
});

describe("api_call", () => {
  it("gives path, query and body as objects", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, WRITING, async ({ call }) => {
        const { isError, text } = await call("api_call", {
          method: "messages.create",
          params: { receive_id_type: "chat_id" },
          data: { receive_id: "oc_0", msg_type: "text", content: '{"text":"by hand"}' },
        });
        assertEquals(isError, false, text);
        assertEquals(scene.platform.sentMessages.map(({ content }) => content), [{ text: "by hand" }]);
      })));

  it("uploads a file of the directory, and saves what is no JSON there", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, WRITING, async ({ call }) => {
        await Deno.writeTextFile(`${scene.directory}/note.txt`, "hello");
        const uploaded = await call("api_call", {
          method: "files.create",
          data: { file_type: "stream", file_name: "note.txt" },
          file: "note.txt",
          as: "bot",
        });
        assertEquals(uploaded.isError, false, uploaded.text);
        assertEquals(scene.platform.uploads.length, 1);
        const saved = await call("api_call", {
          method: "message.resources.get",
          params: { message_id: "om_0", file_key: "file_0", type: "file" },
        });
        assertEquals(saved.isError, false, saved.text);
        assert(String(dataOf(saved)["saved_path"]).startsWith(scene.directory));
      })));

  it("reads a page of a list, and the next one by its token", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, {}, async ({ call }) => {
        const idsOf = (answer: ToolAnswer) =>
          (dataOf(answer)["items"] as readonly { chat_id: string }[]).map(({ chat_id }) => chat_id);
        const first = await call("api_call", { method: "chats.list", params: { page_size: 1 } });
        const { next_token } = partOf(partOf(first.envelope, "meta"), "pagination");
        const second = await call("api_call", {
          method: "chats.list",
          params: { page_size: 1, page_token: next_token },
        });
        assertEquals([...idsOf(first), ...idsOf(second)].sort(), ["oc_0", "oc_1"]);
      })));

  it("says which arguments a method needs", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, {}, async ({ call }) => {
        const { text, envelope } = await call("api_call", { method: "chats.get" });
        assertEquals(partOf(envelope, "error")["exit_status"], 2);
        assertStringIncludes(text, "chat_id");
        assert(!text.includes("--"), text);
      })));

  it("of a method that is not there proposes another one", () =>
    inScene({}, (scene) =>
      withServer(scene, {}, async ({ call }) => {
        const { text } = await call("api_call", { method: "chats.gett" });
        assertStringIncludes(text, "did you mean chats.get?");
      })));
});
