/** The type of a single interview for Pulumi: its provider is the host of dynamic resources, and the state of every stack has this name. */
export const RESOURCE_TYPE = "pulumi-nodejs:dynamic/xobin:InterviewWebhooks";
export const GROUP_RESOURCE_TYPE = `${RESOURCE_TYPE}Group`;
