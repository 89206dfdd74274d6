import { getApplication, MAX_PEOPLE, queryPeople } from "../../../core/contact/requests.ts";
import { requestPath, requestQuery } from "../../../core/platform/request.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("requests that return names", () => {
  it("asks as a user in a body, 10 people at most", () => {
    const request = queryPeople(["ou_1", "ou_2"], "user");
    assertEquals(
      [request.method, requestPath(request) + requestQuery(request), request.body, MAX_PEOPLE.user],
      [
        "POST",
        "/open-apis/contact/v3/users/basic_batch?user_id_type=open_id",
        { user_ids: ["ou_1", "ou_2"] },
        10,
      ],
    );
  });

  it("asks as a bot in the query, 50 people at most", () => {
    const request = queryPeople(["ou_1", "ou_2"], "bot");
    assertEquals(
      [request.method, requestPath(request) + requestQuery(request), request.body, MAX_PEOPLE.bot],
      [
        "GET",
        "/open-apis/contact/v3/users/batch?user_id_type=open_id&user_ids=ou_1&user_ids=ou_2",
        undefined,
        50,
      ],
    );
  });

  it("asks for an app", () => {
    const request = getApplication("cli_1");
    assertEquals(
      `${request.method} ${requestPath(request)}${requestQuery(request)}`,
      "GET /open-apis/application/v6/applications/cli_1?lang=zh_cn",
    );
  });

  it("may be repeated", () => {
    const requests = [queryPeople([], "user"), queryPeople([], "bot"), getApplication("cli_1")];
    assertEquals(requests.map(({ repeatable }) => repeatable), [true, true, true]);
  });
});
