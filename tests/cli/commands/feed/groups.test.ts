import {
  changeRange,
  feedGroupId,
  prettyFeedItems,
  previewNames,
  timeRangeOptions,
  withChatNames,
} from "../../../../cli/commands/feed/groups.ts";
import { createFeedChats } from "../../../../core/feed/chats.ts";
import { createWarnings } from "../../../../core/warning.ts";
import { fakeClock, fakeWorld } from "../../../support/fake-world.ts";
import { detailOf } from "../../../core/detail-of.ts";
import { fakeClient, idsIn, items } from "../../../core/enrich/fake-client.ts";
import { lineText } from "../../../../cli/output/style.ts";
import { FILE_SCREEN } from "../../../support/screens.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const NOW = 1_779_238_800_000;
const DAY = 86_400_000;
const world = fakeWorld({ clock: fakeClock(NOW) });

function rangeOf(start?: string, end?: string) {
  const { startTime, endTime } = timeRangeOptions;
  return changeRange({
    startTime: startTime.read(start === undefined ? undefined : [start], "--start-time"),
    endTime: endTime.read(end === undefined ? undefined : [end], "--end-time"),
  }, world);
}

describe("the times of feed groups", () => {
  const cases: readonly (readonly [text: string, time: number])[] = [
    ["0", 0],
    ["7", 7],
    [" 1779238800000 ", NOW],
    ["8640000000000000", 8_640_000_000_000_000],
    ["7d", NOW - 7 * DAY],
    ["2026-05-20T01:00:00Z", NOW],
  ];
  for (const [text, time] of cases) {
    it(`reads "${text}" as ${time}`, () => assertEquals(rangeOf(text, text), { start: time, end: time }));
  }

  it("are absent where they are not given", () =>
    assertEquals(rangeOf(), { start: undefined, end: undefined }));

  for (const text of ["", " ", "-1", "1.5", "8640000000000001", "soon", "1 2"]) {
    it(`refuses "${text}"`, () => {
      const detail = detailOf(() => rangeOf(text));
      assertEquals([detail.param, typeof detail.hint], ["--start-time", "string"]);
    });
  }
});

describe("the id of a feed group", () => {
  it("is trimmed", () => assertEquals(feedGroupId.parse(" ofg_a ", "--feed-group-id"), "ofg_a"));
  for (const text of ["oc_a", "ofg_", "a"]) {
    it(`is not "${text}"`, () =>
      assertEquals(detailOf(() => feedGroupId.parse(text, "--feed-group-id")).param, "--feed-group-id"));
  }
});

describe("withChatNames", () => {
  it("asks for all chats at once, and adds the names that are there", async () => {
    const names: Readonly<Record<string, string>> = { oc_a: "Alpha", oc_blank: " ", oc_old: "Old" };
    const client = fakeClient((request) =>
      items(
        idsIn(request).filter((id) => id !== "oc_none").map((id) => ({
          chat_id: id,
          ...(names[id] === undefined ? {} : { name: names[id] }),
        })),
      )
    );
    const list = [{ feed_id: "oc_a" }, { feed_id: "oc_blank" }, { feed_id: "oc_p2p" }, {
      feed_id: "oc_none",
    }];
    const odd = [{ feed_id: " " }, {}];
    const named = await withChatNames(createFeedChats(client, createWarnings()), {
      items: [...list, ...odd],
      deleted_items: [{ feed_id: "oc_old" }],
    });
    assertEquals(named, {
      items: [{ feed_id: "oc_a", chat_name: "Alpha" }, ...list.slice(1), ...odd],
      deleted_items: [{ feed_id: "oc_old", chat_name: "Old" }],
    });
    assertEquals(client.calls.map(idsIn), [["oc_a", "oc_blank", "oc_p2p", "oc_none", "oc_old"]]);
  });
});

describe("prettyFeedItems", () => {
  it("is a line a card, and counts", () => {
    const lines = prettyFeedItems({
      items: [{ feed_id: "oc_a", chat_name: "Alpha", update_time: String(NOW) }, { feed_id: "oc_b" }],
      deleted_items: [{}],
    }, FILE_SCREEN).map((line) => lineText(line, FILE_SCREEN));
    assert(/^Alpha {6}oc_a {2}2026-05-\d\d \d\d:\d\d$/.test(lines[0] ?? ""), lines[0]);
    assertEquals(lines[1], "(no name)  oc_b");
    assertEquals(lines.at(-1), "2 cards, 1 deleted");
  });

  it("is the counts alone where there is no card", () =>
    assertEquals(prettyFeedItems({ items: [], deleted_items: [] }, FILE_SCREEN), ["0 cards, 0 deleted"]));
});

describe("previewNames", () => {
  it("says when, and how to leave it out", () => {
    const [{ desc } = {}] = previewNames("only if there are cards", { format: "json", identity: "user" });
    assert(/^only if there are cards,.*--no-detail leaves it out$/.test(String(desc)), String(desc));
  });
});
