import { spelled } from "../../../cli/spelling.ts";
import {
  appIds,
  chatId,
  chatIds,
  fileKeys,
  messageId,
  messageIds,
  resourceKey,
  threadOrMessageId,
  userId,
  userIds,
} from "../../../cli/options/ids.ts";
import { markName } from "../../../cli/options/names.ts";
import type { Kind } from "../../../cli/options/option.ts";
import { detailOf } from "../../core/detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A kind, texts that it takes, and texts that it refuses with the part of them that the message quotes. */
interface Case {
  readonly kind: Kind<unknown>;
  readonly good: readonly (readonly [text: string, value: unknown])[];
  readonly bad: readonly (readonly [text: string, quoted: string])[];
  /** What the hint names. */
  readonly hint: string;
}

/** Texts that are no id of any kind, each quoted whole. */
function strange(prefix: string): readonly (readonly [text: string, quoted: string])[] {
  return [
    ...broken(prefix),
    ...[prefix.toUpperCase() + "1", `x${prefix}1`, "on_1", "1"]
      .map((text) => [text, text] as const),
  ];
}

/** Texts that begin like an id and are none: mistyped ids, not names. */
function broken(prefix: string): readonly (readonly [text: string, quoted: string])[] {
  const ends = ["", "a/b", "a\\b", "..", "a?b", "a#b", "a%2fb", "a b", "a\u200b", "é", "a;b", "a\u0000", '"'];
  return ends.map((end) => [prefix + end, prefix + end] as const);
}

const CASES: Readonly<Record<string, Case>> = {
  chatId: {
    kind: chatId("s"),
    good: [
      ["oc_1", "oc_1"],
      [" oc_aB-1_2\n", "oc_aB-1_2"],
      ["https://applink.feishu.cn/client/chat/open?openChatId=oc_1&position=3", "oc_1"],
      ["https://x.larksuite.com/chat/oc_1/x", "oc_1"],
      [" Release 2.4 ", markName("Release 2.4")],
      ["on_call", markName("on_call")],
      ["OC_1", markName("OC_1")],
    ],
    bad: [...broken("oc_"), ["", ""], ["ou_1", "ou_1"], ["oc_1,oc_2", "oc_1,oc_2"], [
      "https://evil.test/oc_1",
      "https://evil.test/oc_1",
    ]],
    hint: "oc_",
  },
  chatIds: {
    kind: chatIds("s"),
    good: [
      ["oc_1", ["oc_1"]],
      [" oc_1 , ,https://feishu.cn/chat/oc_2,", ["oc_1", "oc_2"]],
      ["oc_1, Release 2.4", ["oc_1", markName("Release 2.4")]],
      ["", []],
    ],
    bad: [...broken("oc_"), ["oc_1,ou_2", "ou_2"], ["oc_1 oc_2", "oc_1 oc_2"]],
    hint: "oc_",
  },
  userId: {
    kind: userId("s"),
    good: [
      ["ou_1", "ou_1"],
      ["\tou_aB-1_2 ", "ou_aB-1_2"],
      ["https://applink.feishu.cn/client/chat/open?openId=ou_1", "ou_1"],
      ["李雷", markName("李雷")],
    ],
    bad: [
      ...broken("ou_"),
      ["", ""],
      ["oc_1", "oc_1"],
      ["on_1", "on_1"],
      ["ou_1,ou_2", "ou_1,ou_2"],
      ["https://evil.test/ou_1", "https://evil.test/ou_1"],
    ],
    hint: "ou_",
  },
  userIds: {
    kind: userIds("s"),
    good: [
      ["ou_1", ["ou_1"]],
      [",ou_2, ou_1 ,,ou_2", ["ou_2", "ou_1", "ou_2"]],
      [" , ", []],
      ["ou_1, 李雷", ["ou_1", markName("李雷")]],
      ['"Smith, John" , ou_1', [markName("Smith, John"), "ou_1"]],
      ['"Jo" Smith,ou_1', [markName('"Jo" Smith'), "ou_1"]],
      ['ou_1,"Smith, John"', ["ou_1", markName("Smith, John")]],
    ],
    bad: [...broken("ou_"), ["ou_1;ou_2", "ou_1;ou_2"]],
    hint: "ou_",
  },
  messageIds: {
    kind: messageIds("s"),
    good: [["om_1", ["om_1"]], [" om_2,,om_aB-1_2 ,om_2", ["om_2", "om_aB-1_2", "om_2"]], ["", []]],
    bad: [...strange("om_"), ["om_1,oc_2", "oc_2"], ["om_1 om_2", "om_1 om_2"]],
    hint: "om_",
  },
  messageId: {
    kind: messageId("s"),
    good: [["om_1", "om_1"], [" om_dc13-26_4520 \n", "om_dc13-26_4520"]],
    bad: [...strange("om_"), ["", ""], ["oc_1", "oc_1"], ["om_1,om_2", "om_1,om_2"], [
      "om_a b,c",
      "om_a b,c",
    ]],
    hint: "om_",
  },
  appIds: {
    kind: appIds("s"),
    good: [["cli_1", ["cli_1"]], [" cli_a , cli_b,", ["cli_a", "cli_b"]]],
    bad: [...strange("cli_"), ["cli_1,ou_2", "ou_2"]],
    hint: "cli_",
  },
  threadOrMessageId: {
    kind: threadOrMessageId("s"),
    good: [
      ["omt_1", "omt_1"],
      ["om_1", "om_1"],
      [" omt_aB-1_2\n", "omt_aB-1_2"],
      [
        "https://applink.feishu.cn/client/thread/open?openchatid=oc_1&openthreadid=omt_1&thread_position=3",
        "omt_1",
      ],
    ],
    bad: [...strange("omt_"), ...strange("om_"), ["", ""], ["omt", "omt"], ["om_1,om_2", "om_1,om_2"]],
    hint: "omt_",
  },
};

for (const [name, { kind, good, bad, hint }] of Object.entries(CASES)) {
  describe(name, () => {
    for (const [text, value] of good) {
      it(`takes ${JSON.stringify(text)}`, () => assertEquals(kind.parse(text, "--some-option"), value));
    }
    for (const [text, quoted] of bad) {
      it(`refuses ${JSON.stringify(text)} and names flag, value and form`, () => {
        const detail = detailOf(() => kind.parse(text, "--some-option"));
        assertEquals([detail.type, detail.subtype, detail.param], [
          "validation",
          "invalid_argument",
          "--some-option",
        ]);
        assertStringIncludes(spelled(detail.message), "--some-option");
        assertStringIncludes(spelled(detail.message), JSON.stringify(quoted));
        assertStringIncludes(spelled(detail.hint ?? ""), hint);
      });
    }
    it("says what it is in help", () => assertEquals([kind.summary, kind.placeholder !== ""], ["s", true]));
  });
}

describe("messageId and messageIds", () => {
  for (const [kind, text] of [[messageId("s"), "omt_2"], [messageIds("s"), "om_1, omt_2"]] as const) {
    it(`say of "${text}" that a thread id is one, and what takes it`, () => {
      const detail = detailOf(() => kind.parse(text, "--some-option"));
      assertEquals(detail.message, '--some-option has a thread id, not a message id: "omt_2"');
      assertStringIncludes(spelled(detail.hint ?? ""), "im +threads-messages-list --thread omt_2");
    });
  }
});

describe("resourceKey", () => {
  const kind = resourceKey("s");
  for (const text of ["img_v3_1", " file_v3_456a92d6-c6ea ", "boxcn1"]) {
    it(`takes ${JSON.stringify(text)}`, () => assertEquals(kind.parse(text, "--file-key"), text.trim()));
  }

  for (const text of ["", "  ", "a/b", "a\\b", "..", ".", "a?b", "a%2fb", "a\u0000"]) {
    it(`refuses ${JSON.stringify(text)}`, () =>
      assertEquals(detailOf(() => kind.parse(text, "--file-key")).param, "--file-key"));
  }
});

describe("fileKeys", () => {
  const kind = fileKeys("s");
  const good: readonly (readonly [text: string, keys: readonly string[]])[] = [
    ["file_1", ["file_1"]],
    [" file_v3_a-B , ,file_2,file_2", ["file_v3_a-B", "file_2", "file_2"]],
  ];
  for (const [text, keys] of good) {
    it(`takes ${JSON.stringify(text)}`, () => assertEquals(kind.parse(text, "--attachment"), keys));
  }

  const bad: readonly (readonly [text: string, quoted: string])[] = [
    ["", '""'],
    [" , ", '" , "'],
    ["file_", '"file_"'],
    ["img_1", '"img_1"'],
    ["file_1,img_1", '"img_1"'],
    ["./file_1", '"./file_1"'],
    ["file_1.pdf", '"file_1.pdf"'],
    ["file_a\u200b", '"file_a\u200b"'],
  ];
  for (const [text, quoted] of bad) {
    it(`refuses ${JSON.stringify(text)} and names option, value and form`, () => {
      const detail = detailOf(() => kind.parse(text, "--attachment"));
      assertEquals([detail.type, detail.param], ["validation", "--attachment"]);
      assertStringIncludes(spelled(detail.message), quoted);
      assertStringIncludes(spelled(detail.hint ?? ""), "file_");
    });
  }
});
