import { PolicyPack } from "@pulumi/policy";
import { allowedReceiverHosts, authRequired } from "./policies";

new PolicyPack("xobin", {
  policies: [authRequired, allowedReceiverHosts],
  enforcementLevel: "mandatory",
});
