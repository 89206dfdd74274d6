import { Failure, type FailureDetail } from "../../core/failure.ts";
import { assertInstanceOf, assertRejects, assertThrows } from "@std/assert";

/** What the failure says that `run` throws. */
export function detailOf(run: () => unknown): FailureDetail {
  return assertThrows(run, Failure).detail;
}

/** What the failure says that `run` is rejected with. */
export async function rejectionOf(run: () => Promise<unknown>): Promise<FailureDetail> {
  const reason = await assertRejects(run);
  assertInstanceOf(reason, Failure);
  return reason.detail;
}
