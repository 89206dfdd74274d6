import { methodExamples } from "../../../cli/raw/examples.ts";
import { METHODS } from "../../../core/api/catalogue/mod.ts";
import type { Method } from "../../../core/api/method.ts";
import {
  BOTH_TOKENS,
  JSON_METHODS,
  jsonArgs,
  rawWorld,
  samplePath,
  samplesOf,
} from "../../support/raw-methods.ts";
import { errorOf, successDocument } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

/** The first bytes of a picture. */
const PNG = Uint8Array.of(
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
  ...[0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0],
);

/** What a method acts on must be of the right kind and sender. */
function worldFor(method: Method, identity: "user" | "bot") {
  return rawWorld(identity, method.id === "messages.patch" ? "interactive" : "text");
}

function checkSent({ platform }: Scene, method: Method, identity: "user" | "bot"): void {
  const asked = platform.log.map(({ method: http, path, token }) => [http, path, token]);
  assertEquals(asked, [[method.http, samplePath(method), identity]]);
}

describe("every raw method is called as its schema says, under each identity that may", () => {
  for (const method of JSON_METHODS) {
    for (const identity of method.identities) {
      it(`${method.id} as ${identity}, with what it needs`, () =>
        inScene(worldFor(method, identity), async (scene) => {
          const words = jsonArgs(method, samplesOf(method, false));
          const result = await scene.run([...words, "--as", identity], { env: BOTH_TOKENS });
          assertEquals(successDocument(result)["identity"], identity);
          checkSent(scene, method, identity);
        }));

      it(`${method.id} as ${identity}, with all that it takes`, () =>
        inScene(worldFor(method, identity), async (scene) => {
          const words = jsonArgs(method, samplesOf(method, true));
          const result = await scene.run([...words, "--as", identity], { env: BOTH_TOKENS });
          assertEquals(successDocument(result)["identity"], identity);
          checkSent(scene, method, identity);
        }));
    }
  }
});

describe("no raw method runs under an identity that may not call it: exit 2, nothing sent", () => {
  for (const method of JSON_METHODS) {
    const refused = (["user", "bot"] as const).filter((one) => !method.identities.includes(one));
    for (const identity of refused) {
      it(`${method.id} as ${identity}`, () =>
        inScene({}, async ({ run, platform }) => {
          const words = jsonArgs(method, samplesOf(method, false));
          const error = errorOf(await run([...words, "--as", identity], { env: BOTH_TOKENS }), 2);
          assert(String(error["hint"]).includes(method.identities[0] ?? ""), "names the right one");
          assertEquals(platform.log, []);
        }));
    }
  }
});

describe("without --as a method takes the identity that may call it", () => {
  for (const method of JSON_METHODS.filter(({ identities }) => identities.length === 1)) {
    it(method.id, () =>
      inScene({}, async ({ run }) => {
        const words = jsonArgs(method, samplesOf(method, false));
        const document = successDocument(await run([...words, "--dry-run"], { env: BOTH_TOKENS }));
        assertEquals(document["identity"], method.identities[0]);
      }));
  }
});

describe("the examples of the help run", () => {
  for (const method of METHODS) {
    const lines = methodExamples(method).map(({ line }) => line);

    it(`are at least two, all different: ${method.id}`, () => {
      assert(lines.length >= 2);
      assertEquals(new Set(lines).size, lines.length);
    });

    for (const line of lines) {
      it(`im ${line}`, () =>
        inScene({}, async ({ run, directory }) => {
          await Deno.writeFile(join(directory, "photo.png"), PNG);
          await Deno.writeTextFile(join(directory, "report.pdf"), "%PDF-1.4");
          const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) =>
            quoted ?? bare ?? ""
          );
          const result = await run([...words, "--dry-run"], { env: BOTH_TOKENS });
          assertEquals([result.status, result.stderr], [0, ""]);
        }));
    }
  }
});

describe("the examples of the help fit together", () => {
  const lines = METHODS.flatMap(methodExamples).map(({ line }) => line);

  it("a key and its type are of one kind", () => {
    const downloads = lines.filter((line) => line.startsWith("message.resources get"));
    const kinds = downloads.map((
      line,
    ) => [
      /(file|img)_xxx/.exec(line)?.[1],
      /(file|image)\b(?!_)/.exec(line.replace(/file[-_]key/g, ""))?.[1],
    ]);
    assert(kinds.every(([key, type]) => (key === "img") === (type === "image")), JSON.stringify(kinds));
    assertEquals(new Set(kinds.map(([key]) => key)).size, 2);
  });

  it("no line has a placeholder that says nothing", () => {
    assertEquals(
      lines.filter((line) =>
        /[ "]text(["\s]|$)/.test(line.replace(/--msg-type text|"msg_type":"text"|"text":/g, ""))
      ),
      [],
    );
  });
});

describe("what cannot be undone, costs money or disturbs people waits for --yes: exit 10, nothing sent", () => {
  for (const method of JSON_METHODS.filter(({ risk }) => risk === "high-risk-write")) {
    const words = jsonArgs(method, samplesOf(method, false)).filter((word) => word !== "--yes");

    it(method.id, () =>
      inScene({}, async ({ run, platform }) => {
        const error = errorOf(await run(words, { env: BOTH_TOKENS }), 10);
        assertEquals(
          [error["type"], error["subtype"], error["risk"], error["action"]],
          ["confirmation", "confirmation_required", "high-risk-write", `im.${method.id}`],
        );
        assertEquals(platform.log, []);
      }));

    it(`${method.id}: a preview needs none`, () =>
      inScene({}, async ({ run, platform }) => {
        assertEquals((await run([...words, "--dry-run"])).status, 0);
        assertEquals(platform.log, []);
      }));
  }
});
