import { disableBody, updateBody } from "../../../../provider/settings/request-body";
import { partNames, partsOf } from "../../../../provider/settings/parts";
import { APIKEY, START, SUBMISSION } from "../../../support/declare";

const OFF = { status: false };

test("an update sends the wanted parts, and disables those that were there before", () => {
  const previous = { start: START, submission: SUBMISSION, auth: APIKEY };
  expect(updateBody({}, { start: START })).toEqual({ start: START });
  expect(updateBody(previous, { start: { ...START, url: "https://new.example.com/" } })).toEqual({
    start: { status: true, url: "https://new.example.com/" },
    submission: { ...SUBMISSION, ...OFF },
    auth: { ...APIKEY, ...OFF },
  });
  expect(updateBody(previous, { submission: SUBMISSION, auth: APIKEY })).toEqual({
    start: { ...START, ...OFF },
    submission: SUBMISSION,
    auth: APIKEY,
  });
});

test("a delete disables the events and leaves the authentication alone", () => {
  expect(disableBody({ start: START, submission: SUBMISSION, auth: APIKEY }, undefined)).toEqual({
    start: { ...START, ...OFF },
    submission: { ...SUBMISSION, ...OFF },
  });
  expect(disableBody({ submission: SUBMISSION }, undefined)).toEqual({
    submission: { ...SUBMISSION, ...OFF },
  });
});

test("a delete beside another declaration disables what that one does not declare", () => {
  const previous = { start: START, auth: APIKEY };
  expect(disableBody({ ...previous, submission: SUBMISSION }, new Set(["start"]))).toEqual({
    submission: { ...SUBMISSION, ...OFF },
    auth: { ...APIKEY, ...OFF },
  });
  expect(disableBody(previous, new Set(["auth"]))).toEqual({ start: { ...START, ...OFF } });
  expect(disableBody(previous, new Set(["start", "auth"]))).toBeUndefined();
  expect(disableBody({}, new Set())).toBeUndefined();
});

test("a delete that has only authentication to disable sends nothing", () => {
  expect(disableBody({ start: START, auth: APIKEY }, new Set(["start"]))).toBeUndefined();
});

test("parts are the declared ones, with the status that an older state lacks", () => {
  const old = { start: { url: START.url }, auth: { type: APIKEY.type, apikey: APIKEY.apikey } } as never;
  expect(partsOf(old)).toEqual({ start: START, auth: APIKEY });
  expect(Object.keys(partsOf({ submission: SUBMISSION }))).toEqual(["submission"]);
  expect(partsOf({ start: { ...START, ...OFF }, auth: { ...APIKEY, ...OFF } })).toEqual({
    start: { ...START, ...OFF },
    auth: { ...APIKEY, ...OFF },
  });
  expect([...partNames({ auth: APIKEY })]).toEqual(["auth"]);
});
