import { attempt, describeFailure } from "../../attempt.ts";
import type { Compared } from "../../download/download.ts";
import { CHUNK_BYTES } from "../../download/requests.ts";
import { planTarget } from "../../download/plan.ts";
import { problemText } from "../../download/problem.ts";
import { type Verification, verifyDownload } from "../../download/verify.ts";
import { Failure } from "../../failure.ts";
import type { VerificationProblem } from "../../message/message.ts";
import type { ResourceRef } from "../../message/resources.ts";
import { checkPathId } from "../../platform/request.ts";
import { explainAttachment } from "../../platform/service-failure.ts";
import { RESOURCE_NOT_VERIFIED, type StageContext } from "../stage.ts";

/** A saved resource that is what the service has. */
export interface VerifiedResource {
  readonly local_path: string;
  readonly size_bytes: number;
  readonly compared: Compared;
}

/** A resource that is not what the service has, or could not be compared. */
export interface UnverifiedResource {
  readonly error: true;
  readonly problem: VerificationProblem;
}

/** Where saved resources are, and the longest silence of the service, milliseconds. */
interface Place {
  readonly directory: string;
  readonly idle: number;
}

/** @throws {Failure} for ids that would lead elsewhere. */
export function checkIds({ key, message_id }: ResourceRef): void {
  checkPathId("file key", key);
  checkPathId("message id", message_id);
}

/** Compares a saved resource with the service; where it is not what that has, a warning says why. */
export async function checkResource(
  context: StageContext,
  ref: ResourceRef,
  place: Place,
): Promise<VerifiedResource | UnverifiedResource> {
  const subject = `${ref.message_id}/${ref.key}`;
  const found = await attempt(() => {
    checkIds(ref);
    return find(context, ref, place);
  });
  if (!(found instanceof Failure) && found.verified) {
    return { local_path: found.saved_path, size_bytes: found.size_bytes, compared: found.compared };
  }
  const cause = found instanceof Failure
    ? describeFailure(explainAttachment(found, context.client.identity))
    : `"${found.saved_path}" ${problemText(found)}`;
  context.warnings.add(RESOURCE_NOT_VERIFIED, cause, subject);
  const problem = found instanceof Failure ? undefined : found.problem;
  return { error: true, problem: problem ?? "not_compared" };
}

/** The resource under its key, or under the name that it has where another file was there. */
async function find(context: StageContext, ref: ResourceRef, place: Place): Promise<Verification> {
  const first = await check(context, ref, ref.key, place);
  if (first.verified || first.problem === "missing") return first;
  const other = await check(context, ref, `${ref.key}_${ref.message_id}`, place);
  return other.problem === "missing" ? first : other;
}

async function check(
  { world, client }: StageContext,
  { message_id, key, type }: ResourceRef,
  name: string,
  { directory, idle }: Place,
): Promise<Verification> {
  const plan = await planTarget(world, { output: `${directory}/`, fileKey: name, originalName: false });
  const resource = { message_id, file_key: key, type };
  return await verifyDownload(world, client, resource, plan, { chunk: CHUNK_BYTES, checksum: false, idle });
}
