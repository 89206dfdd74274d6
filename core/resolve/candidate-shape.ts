import { list, mark, record, type Shape, text, truth, word } from "../json/shape.ts";

/** Chat or person. */
export const TYPE: Shape = word(["chat", "user"]);

const CANDIDATE_FIELDS = {
  type: TYPE,
  id: text("oc_… or ou_…"),
  name: text(),
  "chat_mode?": text("group, topic or p2p"),
  "chat_status?": text("where it is not normal"),
  "description?": text(),
  "owner_id?": text(),
  "external?": mark("people of other organisations are in it, or it is one of them"),
  "p2p_target_id?": text("the other one of a direct chat"),
  "joined?": truth("the caller is in the chat"),
  "department?": text(),
  "email?": text(),
  "chat_id?": text("the direct chat with the person"),
  "chats?": list(text(), "chats that the person is in"),
};

/** A chat or a person that a name may stand for. */
export const CANDIDATE: Shape = record(CANDIDATE_FIELDS);

/** The same with what it was found for. */
export const FOUND_CANDIDATE: Shape = record({
  ...CANDIDATE_FIELDS,
  query: text("the name, id or link that it was found for"),
});
