import type { AnyFault, PlatformOptions } from "../../../../fixtures/platform/mod.ts";
import { errorOf } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import {
  assertEntry,
  assertFailed,
  DOWNLOAD,
  downloads,
  fileMessage,
  picture,
  resourceOf,
  resourcesOf,
  savedIn,
} from "./download-scene.ts";
import { ENDPOINT, groupOf, itForBoth, type Json, LIST, read } from "./scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const [bad, good, other] = [
  resourceOf("bad", "file_bad"),
  resourceOf("good", "img_good"),
  resourceOf("c", "file_c"),
];
const world = (more: PlatformOptions = {}) =>
  groupOf([fileMessage("bad", 1), picture("good", 2), fileMessage("c", 3)], {
    resources: [bad, good, other],
    ...more,
  });

/** Each with the requests that it is worth: a refusal is final, anything else is tried three times. */
const FAULTS: readonly (readonly [string, AnyFault, requests: number])[] = [
  ["a key of another message", { name: "error", code: 234003 }, 1],
  ["a bundle's child that the service refuses", { name: "error", code: 234043 }, 1],
  ["no access", { name: "error", code: 234002 }, 1],
  ["a recalled message", { name: "error", code: 230110 }, 1],
  ["a fault of the server", { name: "status-500-html" }, 3],
  ["a gateway's page in place of the file", { name: "html-200" }, 3],
  ["a broken connection", { name: "reset-before-headers" }, 3],
  ["a body that always breaks off", { name: "cut-mid-body", atByte: 10 }, 3],
  ["a range that is not the one asked for", { name: "wrong-start", by: 1 }, 3],
];

describe("--download-resources: one failing resource", () => {
  for (const [name, fault, requests] of FAULTS) {
    itForBoth(
      `${name}: flagged and reported in one warning, the others are there, exit 0`,
      () => world({ faults: [{ ...fault, when: { endpoint: ENDPOINT.resource, path: "file_bad" } }] }),
      async (scene, identity) => {
        const { messages, warnings } = await read(scene, identity, DOWNLOAD);
        assertFailed(resourcesOf(messages[0])[0], "om_bad", "file_bad");
        await assertEntry(resourcesOf(messages[1])[0], good, scene.directory);
        await assertEntry(resourcesOf(messages[2])[0], other, scene.directory);
        assertEquals(warnings.length, 1);
        assertMatch(warnings[0] ?? "", /^resource_download_failed: om_bad\/file_bad: ./);
        const sent = downloads(scene.platform).filter(({ path }) => path.includes("file_bad"));
        assertEquals(downloads(scene.platform).length, sent.length + 2);
        // What breaks on a kept connection is sent again by the runtime itself.
        if (fault.name === "reset-before-headers") assert(sent.length >= requests, `${sent.length} requests`);
        else assertEquals(sent.length, requests);
        // Of the failed one nothing stays but what the next run can go on from.
        const kept = fault.name === "cut-mid-body" ? [".file_bad.im-part", ".file_bad.im-part.json"] : [];
        assertEquals(savedIn(scene.directory), [...kept, "file_c.bin", "img_good.bin"]);
      },
    );
  }

  for (const fault of [{ name: "status-503-json" }, { name: "cut-mid-body", atByte: 10 }] as const) {
    itForBoth(
      `${fault.name} that ends is never heard of`,
      () =>
        world({ faults: [{ ...fault, when: { endpoint: ENDPOINT.resource, path: "file_bad", times: 1 } }] }),
      async (scene, identity) => {
        const { messages, warnings } = await read(scene, identity, DOWNLOAD);
        await assertEntry(resourcesOf(messages[0])[0], bad, scene.directory);
        assertEquals(warnings, []);
      },
    );
  }

  itForBoth(
    "all of them failing for one cause: every entry is flagged and reported, no directory is left",
    () => world({ faults: [{ name: "error", code: 234002, when: { endpoint: ENDPOINT.resource } }] }),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, DOWNLOAD);
      for (const [index, { messageId, fileKey }] of [bad, good, other].entries()) {
        assertFailed(resourcesOf(messages[index])[0], messageId, fileKey);
      }
      assertEquals([warnings.length, savedIn(scene.directory)], [3, []]);
    },
  );

  for (const code of [234001, 234003]) {
    itForBoth(
      `one whose key the service refuses (${code}): the warning speaks of no key that somebody typed`,
      () =>
        world({ faults: [{ name: "error", code, when: { endpoint: ENDPOINT.resource, path: "file_bad" } }] }),
      async (scene, identity) => {
        const { warnings } = await read(scene, identity, DOWNLOAD);
        assertMatch(warnings.join(), new RegExp(`${code}.*does not find the file in its message`));
        assertEquals(/--type|take both/.test(warnings.join()), false);
      },
    );
  }

  itForBoth(
    "a resource larger than the service gives out: flagged, the others are there",
    () =>
      world({ resources: [{ ...bad, bytes: { size: 5000, seed: 1 } }, good, other], maxResourceBytes: 1000 }),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, DOWNLOAD);
      assertFailed(resourcesOf(messages[0])[0], "om_bad", "file_bad");
      await assertEntry(resourcesOf(messages[1])[0], good, scene.directory);
      assertMatch(warnings.join(), /^resource_download_failed: om_bad\/file_bad: .*234037/);
    },
  );

  itForBoth(
    "one that failed is there after the same command again, the others are unchanged",
    () =>
      world({
        faults: [{ name: "error", code: 234003, when: { endpoint: ENDPOINT.resource, path: "file_bad" } }],
      }),
    async (scene, identity) => {
      await read(scene, identity, DOWNLOAD);
      scene.platform.clearFaults();
      const { messages, warnings } = await read(scene, identity, DOWNLOAD);
      for (const [index, resource] of [bad, good, other].entries()) {
        await assertEntry(resourcesOf(messages[index])[0], resource, scene.directory);
      }
      assertEquals([warnings, savedIn(scene.directory).length], [[], 3]);
    },
  );
});

/** Ten pictures of 1000 bytes each. */
const ten = Array.from(
  { length: 10 },
  (_, seed) => resourceOf(`p${seed}`, `img_p${seed}`, { seed, size: 1000 }),
);
const album = () => groupOf(ten.map((_, index) => picture(`p${index}`, index)), { resources: ten });
const isSaved = (message: Json) => "local_path" in { ...resourcesOf(message)[0] };

describe("--download-limit", () => {
  itForBoth(
    "no download begins once so much is saved; what is left is flagged and reported, exit 0",
    album,
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, [...DOWNLOAD, "--download-limit", "2KB"]);
      const saved = messages.filter(isSaved).length;
      // Two more may have been under way beside the one that reached the limit.
      assert(saved >= 2 && saved <= 4, `${saved} were saved`);
      assertEquals([downloads(scene.platform).length, savedIn(scene.directory).length], [saved, saved]);
      for (const [index, message] of messages.entries()) {
        if (!isSaved(message)) assertFailed(resourcesOf(message)[0], `om_p${index}`, `img_p${index}`);
      }
      assertEquals(warnings.length, 1);
      assertMatch(warnings[0] ?? "", /^resource_download_\w+: om_p\d+\/img_p\d+, .*2000/);
    },
  );

  itForBoth("one that is not reached changes nothing", album, async (scene, identity) => {
    const { messages, warnings } = await read(scene, identity, [...DOWNLOAD, "--download-limit", "1MB"]);
    assertEquals([messages.filter(isSaved).length, warnings], [10, []]);
  });

  for (
    const [name, args, flag] of [
      ["without --download-resources", [...LIST, "--download-limit", "1MB"], "--download-limit"],
      ["that is no size", [...DOWNLOAD, "--download-limit", "lots"], "--download-limit"],
    ] as const
  ) {
    it(`as user: one ${name}: exit 2, nothing sent`, () =>
      inScene(album(), async ({ run, platform }) => {
        assertEquals(errorOf(await run(args), 2)["param"], flag);
        assertEquals(platform.log.length, 0);
      }));
  }
});
