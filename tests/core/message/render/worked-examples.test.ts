import { renderContent } from "../../../../core/message/render/render.ts";
import { localTime } from "./local-time.ts";
import { mentionOf, renderingOf } from "./rendering-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("renderContent: worked examples", () => {
  const mentions = [mentionOf("@_user_1", "Ana")];
  const time = localTime(1779242400000);
  const rows: readonly (readonly [type: string, content: string, text: string])[] = [
    [
      "text",
      '{"text":"hi @_user_1, see [plan](https://ex.test/p)"}',
      "hi @Ana, see [plan](https://ex.test/p)",
    ],
    ["text", '{"note":"x"}', '{"note":"x"}'],
    ["text", "{oops", "[Invalid text JSON]"],
    [
      "post",
      '{"title":"Status","content":[[{"tag":"text","text":"go ","style":["bold"]},{"tag":"emotion","emoji_type":"OK"}],[{"tag":"img","image_key":"img_7"}]]}',
      "Status\n**go **:OK:\n![Image](img_7)",
    ],
    [
      "post",
      '{"zh_cn":{"content":[[{"tag":"a","text":"a[1]","href":"https://ex.test"}]]}}',
      "[a\\[1\\]](https://ex.test)",
    ],
    [
      "post",
      '{"content":[[{"tag":"at","user_id":"ou_5","user_name":"Ana"}]]}',
      '<at user_id="ou_5">Ana</at>',
    ],
    [
      "post",
      '{"content":[[{"tag":"code_block","language":"SQL","text":"select 1"}]]}',
      "```SQL\nselect 1\n```",
    ],
    [
      "post",
      '{"content":[],"files":[{"file_key":"file_2","file_name":"q.xlsx"}]}',
      '[Rich text message]\n<file key="file_2" name="q.xlsx"/>',
    ],
    ["post", '{"x":"y"}', "[Rich text message]"],
    ["image", '{"image_key":"img_7"}', "[Image: img_7]"],
    [
      "file",
      '{"file_key":"file_3","file_name":"a \\"b\\".pdf"}',
      '<file key="file_3" name="a \\"b\\".pdf"/>',
    ],
    ["folder", '{"file_key":"file_4","file_name":"docs"}', '<folder key="file_4" name="docs"/>'],
    ["audio", '{"file_key":"file_5","duration":3500}', '<audio key="file_5" duration="4s"/>'],
    ["audio", '{"duration":2000}', "[Voice: 2s]"],
    [
      "media",
      '{"file_key":"file_6","image_key":"img_8","file_name":"c.mp4","duration":5000}',
      '<video key="file_6" name="c.mp4" duration="5s" cover_image_key="img_8"/>',
    ],
    ["sticker", '{"file_key":"file_9"}', "[Sticker]"],
    ["share_chat", '{"chat_id":"oc_2"}', "[Chat card: oc_2]"],
    ["share_user", '{"user_id":"ou_2"}', "[User card: ou_2]"],
    ["location", '{"name":"Harbour","longitude":"1.1","latitude":"2.2"}', "[Location: Harbour]"],
    [
      "share_calendar_event",
      '{"summary":"Sync","start_time":"1779242400000","open_event_id":"e1"}',
      `<calendar_share open_event_id="e1">\nSync\n${time}\n</calendar_share>`,
    ],
    ["calendar", "{}", "<calendar_invite>\ncalendar_invite\n</calendar_invite>"],
    ["general_calendar", '{"summary":"R&D day"}', "<calendar>\nR&amp;D day\n</calendar>"],
    ["video_chat", '{"topic":"standup"}', "[Video call]"],
    [
      "system",
      '{"template":"{from_user} added {to_chatters} to {group}","from_user":["Ana"],"to_chatters":["Bo","Cy"],"group":"Ops"}',
      "Ana added Bo, Cy to Ops",
    ],
    ["system", '{"template":"{divider_text}","divider_text":{"text":"New topic"}}', "New topic"],
    [
      "todo",
      '{"task_id":"t1","summary":{"title":"Ship","content":[[{"tag":"text","text":"by noon"}]]},"due_time":"1779242400000"}',
      `<todo task_id="t1">\nShip\nby noon\nDue: ${time}\n</todo>`,
    ],
    [
      "vote",
      '{"topic":"Lunch?","options":["Rice","Soup"],"status":1}',
      "<vote>\nLunch?\n• Rice\n• Soup\n(Closed)\n</vote>",
    ],
    ["hongbao", '{"text":"good luck"}', '<hongbao text="good luck"/>'],
    ["merge_forward", "Merged and Forwarded Message", "[Merged forward]"],
    ["merge_forward", '{"create_message_ids":["om_1","om_2"]}', "[Merged forward: 2 messages]"],
    [
      "interactive",
      '{"json_card":"{\\"header\\":{\\"title\\":{\\"content\\":\\"Deploy\\"}},\\"body\\":{\\"elements\\":[{\\"tag\\":\\"text\\",\\"property\\":{\\"content\\":\\"ok\\"}}]}}"}',
      '<card title="Deploy">\nok\n</card>',
    ],
    ["brand_new", '{"a":1}', "[brand_new]"],
  ];
  for (const [type, content, text] of rows) {
    it(`${type}: ${content.slice(0, 50)}`, () => {
      assertEquals(renderContent(renderingOf(type, content, { mentions })), text);
    });
  }
});
