import { appNames, createAppLoader } from "../../../../core/enrich/stages/app-names.ts";
import type { ApiRequest } from "../../../../core/platform/request.ts";
import { settle } from "../../../support/fake-world.ts";
import { failure, fakeClient, from, heldClient, ok, stageContext, textMessage } from "../fake-client.ts";
import { namesScene } from "../names-scene.ts";
import { OPTIONS } from "../pipeline-scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("names of apps", () => {
  const app = (id: string, type = "app") => textMessage(`om_${id}`, from(id, type));
  const nameApp = ({ pathValues }: ApiRequest) => ok({ app: { app_name: `App ${pathValues?.["app_id"]}` } });

  it("are asked for once an app as a bot", async () => {
    const { client, find, nameOf } = namesScene(nameApp, "bot");
    await find([app("cli_1"), app("cli_1"), app("cli_2", "bot")]);
    await find([app("cli_1")]);
    assertEquals(client.calls.map(({ path, pathValues, params }) => [path, pathValues, params]), [
      ["/open-apis/application/v6/applications/:app_id", { app_id: "cli_1" }, { lang: "zh_cn" }],
      ["/open-apis/application/v6/applications/:app_id", { app_id: "cli_2" }, { lang: "zh_cn" }],
    ]);
    assertEquals([nameOf("cli_1"), nameOf("cli_2")], ["App cli_1", "App cli_2"]);
  });

  it("are asked for no more once one is refused, whatever becomes of those under way", async () => {
    const client = heldClient("bot");
    const load = createAppLoader(stageContext(client));
    const loading = load(["cli_1", "cli_2"]);
    await settle();
    const [first, second] = client.held;
    await first?.fail(failure("authorization", "permission_denied"));
    await second?.fail(failure("api", "not_found"));
    await loading;
    await load(["cli_3"]);
    assertEquals(client.calls.map(({ pathValues }) => pathValues?.["app_id"]), ["cli_1", "cli_2"]);
  });

  it("are asked for on every level of messages", () => {
    const stage = appNames.start(stageContext(fakeClient(nameApp, "bot")), OPTIONS);
    assertEquals(stage?.levels, ["page", "thread", "bundle"]);
  });

  it("are not asked for as a user", () => {
    assertEquals(appNames.start(stageContext(fakeClient(nameApp, "user")), OPTIONS), undefined);
  });

  it("are taken from either place of the answer", async () => {
    const { find, nameOf } = namesScene(() => ok({ app_name: "Flat" }), "bot");
    await find([app("cli_1")]);
    assertEquals(nameOf("cli_1"), "Flat");
  });

  it("that cannot be fetched are reported on one line a cause", async () => {
    const { find, lines, nameOf } = namesScene(
      () => Promise.reject(failure("api", "not_found", "no such app")),
      "bot",
    );
    await find([app("cli_1"), app("cli_2")]);
    assertEquals(nameOf("cli_1"), undefined);
    assertEquals(lines(), ["app_names_failed: cli_1, cli_2: no such app"]);
  });
});
