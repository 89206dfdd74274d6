import { type Resource, resourceBytes } from "../../../../fixtures/platform/mod.ts";
import { namesIn, treeOf } from "../../../support/downloads.ts";
import type { Scene } from "../../../support/scene.ts";
import {
  assertEntry,
  assertFailed,
  DIRECTORY,
  DOWNLOAD,
  downloads,
  fileMessage,
  picture,
  resourceOf,
  resourcesOf,
  savedIn,
} from "./download-scene.ts";
import { groupOf, itForBoth, read, text } from "./scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { dirname, join } from "@std/path";
import { describe } from "@std/testing/bdd";

describe("--download-resources: file names", () => {
  const cases: readonly (readonly [string, Partial<Resource>, string])[] = [
    ["the extension of the content type", { contentType: "application/pdf; charset=x" }, "file_m.pdf"],
    ["none for an unknown type", { contentType: "application/x-unknown" }, "file_m"],
    [
      "the extension of the server's name first",
      { contentType: "text/plain", fileName: "report.md" },
      "file_m.md",
    ],
    [
      "never the server's name itself",
      { contentType: "text/plain", fileName: "../../etc/passwd" },
      "file_m.txt",
    ],
  ];
  for (const [name, more, expected] of cases) {
    const resource = resourceOf("m", "file_m", more);
    itForBoth(
      `the key and ${name}: ${expected}`,
      () => groupOf([fileMessage("m", 1)], { resources: [resource] }),
      async (scene, identity) => {
        const { messages } = await read(scene, identity, DOWNLOAD);
        assertEquals(savedIn(scene.directory), [expected]);
        await assertEntry(resourcesOf(messages[0])[0], resource, scene.directory);
      },
    );
  }

  itForBoth(
    "-C: the directory is made there",
    () => groupOf([picture("m", 1)], { resources: [resourceOf("m", "img_m")] }),
    async (scene, identity) => {
      Deno.mkdirSync(join(scene.directory, "there"));
      const { messages } = await read(scene, identity, [...DOWNLOAD, "-C", "there"]);
      const there = join(scene.directory, "there");
      await assertEntry(resourcesOf(messages[0])[0], resourceOf("m", "img_m"), there);
      assertEquals(namesIn(scene.directory), ["there"]);
    },
  );
});

describe("--download-resources: the same key in two messages", () => {
  const twoWith = (seeds: readonly [number, number], size: number, key: string) => {
    const resources = seeds.map((seed, index) => resourceOf(`m${index}`, key, { seed, size }));
    const messageOf = key.startsWith("img") ? picture : fileMessage;
    return { resources, options: groupOf([messageOf("m0", 0, key), messageOf("m1", 1, key)], { resources }) };
  };
  const CASES: readonly (readonly [string, readonly [number, number], number, string, number])[] = [
    ["equal pictures share a file", [1, 1], 500, "img_same", 1],
    ["other pictures of the same size get files of their own", [1, 2], 500, "img_same", 2],
    ["equal files share a file", [1, 1], 300_000, "file_same", 1],
    ["other files of the same size get files of their own", [1, 2], 300_000, "file_same", 2],
  ];
  for (const [name, seeds, size, key, count] of CASES) {
    const { resources, options } = twoWith(seeds, size, key);
    itForBoth(`${name}, and a second run changes nothing`, () => options, async (scene, identity) => {
      const first = await read(scene, identity, DOWNLOAD);
      const tree = treeOf(scene.directory);
      assertEquals(savedIn(scene.directory).length, count);
      const again = await read(scene, identity, [...DOWNLOAD, "--order", "desc"]);
      assertEquals(treeOf(scene.directory), tree);
      assertEquals([first.warnings, again.warnings], [[], []]);
      for (const messages of [first.messages, again.messages.toReversed()]) {
        for (const [index, resource] of resources.entries()) {
          await assertEntry(resourcesOf(messages[index])[0], resource, scene.directory);
        }
      }
    });
  }

  itForBoth(
    "a file of somebody else under the name stays as it is",
    () => groupOf([picture("m", 1)], { resources: [resourceOf("m", "img_m", { contentType: "image/png" })] }),
    async (scene, identity) => {
      Deno.mkdirSync(join(scene.directory, DIRECTORY));
      const own = join(scene.directory, DIRECTORY, "img_m.png");
      Deno.writeTextFileSync(own, "mine");
      const { messages } = await read(scene, identity, DOWNLOAD);
      assertEquals(Deno.readTextFileSync(own), "mine");
      await assertEntry(resourcesOf(messages[0])[0], resourceOf("m", "img_m"), scene.directory);
    },
  );
});

/** Keys that no name may be made of as they are; the service would serve each of them. */
const REFUSED_KEYS = [
  "../evil",
  "../../evil",
  "..",
  ".",
  "/evil",
  "a/b",
  "a\\b",
  "..\\evil",
  "img_\u001b[31mred",
  "img_\u0000",
  "img_\n",
  "img_\u202egnp",
];
/** Odd ones that may be saved, but nowhere else, or refused. */
const ODD_KEYS = [
  "%2e%2e%2fevil",
  "CON",
  "a?b#c",
  "a&b=c",
  "...",
  "~root",
  "-rf",
  "x".repeat(300),
  ".hidden",
  "a:b",
];

/** The scene's directory in one of our own, so that leaving it would be seen. */
async function inside(scene: Scene, use: (cwd: string) => Promise<void>): Promise<void> {
  const cwd = join(scene.directory, "inside");
  Deno.mkdirSync(cwd);
  Deno.writeTextFileSync(join(scene.directory, "neighbour"), "mine");
  const around = namesIn(dirname(scene.directory)).filter((name) => /evil/.test(name));
  await use(cwd);
  assertEquals(namesIn(scene.directory), ["inside", "neighbour"]);
  assertEquals(namesIn(dirname(scene.directory)).filter((name) => /evil/.test(name)), around);
}

describe("--download-resources: hostile keys", () => {
  const withKeys = (keys: readonly string[]) =>
    groupOf(
      [...keys.map((key, index) => picture(`m${index}`, index, key)), picture("good", 99)],
      {
        resources: [
          ...keys.map((key, index) => resourceOf(`m${index}`, key, { type: "image" })),
          resourceOf("good", "img_good"),
        ],
      },
    );

  itForBoth(
    "are refused one by one, without a call; the good one is saved",
    () => withKeys(REFUSED_KEYS),
    (scene, identity) =>
      inside(scene, async (cwd) => {
        const { messages, warnings, result } = await read(scene, identity, DOWNLOAD, { cwd });
        for (const [index, key] of REFUSED_KEYS.entries()) {
          assertFailed(resourcesOf(messages[index])[0], `om_m${index}`, key);
        }
        await assertEntry(resourcesOf(messages.at(-1))[0], resourceOf("good", "img_good"), cwd);
        assertEquals(downloads(scene.platform).length, 1);
        assertEquals(savedIn(cwd).length, 1);
        assertEquals(warnings.length, REFUSED_KEYS.length);
        for (const line of warnings) assertMatch(line, /^resource_download_failed: om_m\d+\//);
        assert(!/[\p{Cc}\u202e]/u.test(result.stderr.replaceAll("\n", "")), JSON.stringify(result.stderr));
      }),
  );

  itForBoth(
    "odd ones stay inside the directory or are refused, never more than themselves",
    () => withKeys(ODD_KEYS),
    (scene, identity) =>
      inside(scene, async (cwd) => {
        const { messages } = await read(scene, identity, DOWNLOAD, { cwd });
        for (const [index, key] of ODD_KEYS.entries()) {
          const [entry] = resourcesOf(messages[index]);
          const resource = resourceOf(`m${index}`, key, { type: "image" });
          if (entry?.["error"] === true) assertFailed(entry, resource.messageId, key);
          else await assertEntry(entry, resource, cwd);
        }
        await assertEntry(resourcesOf(messages.at(-1))[0], resourceOf("good", "img_good"), cwd);
        assertEquals(namesIn(cwd), [DIRECTORY]);
      }),
  );
});

describe("--download-resources: what stands at the directory's place", () => {
  const options = () =>
    groupOf([picture("a", 1), fileMessage("b", 2), text("c", 3)], {
      resources: [resourceOf("a", "img_a"), resourceOf("b", "file_b")],
    });

  itForBoth(
    "a link that leads outside: nothing is written there, every resource is flagged",
    options,
    (scene, identity) =>
      inside(scene, async (cwd) => {
        const trap = Deno.makeTempDirSync({ prefix: "im-test-trap-" });
        try {
          for (const target of [trap, ".."]) {
            Deno.symlinkSync(target, join(cwd, DIRECTORY));
            const { messages, warnings } = await read(scene, identity, DOWNLOAD, { cwd });
            assertFailed(resourcesOf(messages[0])[0], "om_a", "img_a");
            assertFailed(resourcesOf(messages[1])[0], "om_b", "file_b");
            assertEquals(messages[2]?.["content"], "text of c");
            assertEquals(namesIn(trap), []);
            assert(warnings.every((line) => line.startsWith("resource_download_failed: ")), warnings.join());
            Deno.removeSync(join(cwd, DIRECTORY));
          }
        } finally {
          Deno.removeSync(trap, { recursive: true });
        }
      }),
  );

  itForBoth("a link to a directory inside is followed", options, async (scene, identity) => {
    Deno.mkdirSync(join(scene.directory, "elsewhere"));
    Deno.symlinkSync("elsewhere", join(scene.directory, DIRECTORY));
    const { messages, warnings } = await read(scene, identity, DOWNLOAD);
    const path = String(resourcesOf(messages[0])[0]?.["local_path"]);
    assertEquals([dirname(path), warnings], [join(scene.directory, "elsewhere"), []]);
    assertEquals(Deno.readFileSync(path), resourceBytes(resourceOf("a", "img_a")));
  });

  itForBoth("a file: it stays, every resource is flagged", options, async (scene, identity) => {
    Deno.writeTextFileSync(join(scene.directory, DIRECTORY), "mine");
    const { messages } = await read(scene, identity, DOWNLOAD);
    assertFailed(resourcesOf(messages[0])[0], "om_a", "img_a");
    assertEquals(Deno.readTextFileSync(join(scene.directory, DIRECTORY)), "mine");
  });

  itForBoth("a link under a resource's name is replaced, not followed", options, async (scene, identity) => {
    Deno.mkdirSync(join(scene.directory, DIRECTORY));
    Deno.writeTextFileSync(join(scene.directory, "precious"), "mine");
    for (const name of ["img_a.bin", "img_a", "file_b.bin", "file_b"]) {
      Deno.symlinkSync(join(scene.directory, "precious"), join(scene.directory, DIRECTORY, name));
    }
    const { messages } = await read(scene, identity, DOWNLOAD);
    await assertEntry(resourcesOf(messages[0])[0], resourceOf("a", "img_a"), scene.directory);
    await assertEntry(resourcesOf(messages[1])[0], resourceOf("b", "file_b"), scene.directory);
    assertEquals(Deno.readTextFileSync(join(scene.directory, "precious")), "mine");
  });
});
