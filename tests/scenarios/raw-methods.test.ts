import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { methodExamples } from "../../cli/api/method-examples.ts";
import type { Method } from "../../core/api/method.ts";
import { errorOf } from "../support/downloads.ts";
import {
  BOTH_TOKENS,
  JSON_METHODS,
  rawWorld,
  samplePath,
  samplesOf,
  wordsInJson,
} from "../support/raw-methods.ts";
import { goodDocument } from "../support/reading.ts";
import { inScene, type Scene } from "../support/scene.ts";

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
          const words = wordsInJson(method, samplesOf(method, false));
          const result = await scene.run([...words, "--as", identity], { env: BOTH_TOKENS });
          assertEquals(goodDocument(result)["identity"], identity);
          checkSent(scene, method, identity);
        }));

      it(`${method.id} as ${identity}, with all that it takes`, () =>
        inScene(worldFor(method, identity), async (scene) => {
          const words = wordsInJson(method, samplesOf(method, true));
          const result = await scene.run([...words, "--as", identity], { env: BOTH_TOKENS });
          assertEquals(goodDocument(result)["identity"], identity);
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
          const words = wordsInJson(method, samplesOf(method, false));
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
        const words = wordsInJson(method, samplesOf(method, false));
        const document = goodDocument(await run([...words, "--dry-run"], { env: BOTH_TOKENS }));
        assertEquals(document["identity"], method.identities[0]);
      }));
  }
});

describe("the examples of the help run", () => {
  for (const method of JSON_METHODS) {
    for (const { line } of methodExamples(method)) {
      it(`im ${line}`, () =>
        inScene({}, async ({ run }) => {
          const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) =>
            quoted ?? bare ?? ""
          );
          const result = await run([...words, "--dry-run"], { env: BOTH_TOKENS });
          assertEquals([result.status, result.stderr], [0, ""]);
        }));
    }
  }
});

describe("what cannot be undone, costs money or disturbs people waits for --yes: exit 10, nothing sent", () => {
  for (const method of JSON_METHODS.filter(({ risk }) => risk === "high-risk-write")) {
    const words = wordsInJson(method, samplesOf(method, false)).filter((word) => word !== "--yes");

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
