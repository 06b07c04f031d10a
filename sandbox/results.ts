import { errorResponse, type ApiResponse } from "./api-response";
import type { Invitation, Invitations } from "./invitations";
import { idIn, queryField } from "./routes";
import { reportOf } from "./sample-events";

/** The documented list of an interview's invitations: a bare array, in no documented order. */
export function listInvited(account: string, aiInterviewId: number, invitations: Invitations): ApiResponse {
  return { status: 200, body: invitations.list(account, aiInterviewId).map(rowOf) };
}

function rowOf({ aiInterviewId, candidateId, inviteStatus, lastUpdatedAt, responseId }: Invitation): unknown {
  return {
    ai_interview_id: aiInterviewId,
    candidate_id: candidateId,
    invite_status: inviteStatus,
    last_updated_at: new Date(lastUpdatedAt).toUTCString(),
    response_id: responseId,
  };
}

/** The documented report, found by the response's id in the path, or without one by `?custom_field_id=`. */
export function readReport(
  account: string,
  path: string,
  id: string | undefined,
  invitations: Invitations,
): ApiResponse {
  const found =
    id === undefined
      ? invitations.findByCustomField(account, queryField(path, "custom_field_id"))
      : invitations.find(account, idIn(id));
  // Assumed: an unknown response, another account's and a deleted candidate's get a 404. The list keeps a deleted one.
  if (!found || found.isDeleted) {
    return errorResponse(404, "Response not found");
  }
  return { status: 200, body: reportOf(found) };
}
