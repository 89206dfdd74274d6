import { text, truth } from "../json/shape.ts";

/** The fields in which every list says whether it goes on. */
export const PAGE_FIELDS = {
  has_more: truth(),
  page_token: text("where the next page begins; empty where there is none"),
};
