import { options } from "$lib/options";
import { createWebHandler } from "pulumi-xobin/receiver";
import type { RequestHandler } from "./$types";

const receive = createWebHandler(options);
export const POST: RequestHandler = ({ request }) => receive(request);
