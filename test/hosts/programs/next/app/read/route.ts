import { options } from "@/options";
import { createWebHandler } from "pulumi-xobin/receiver";

const receive = createWebHandler(options);

/** A request that something has read before. */
export async function POST(request: Request): Promise<Response> {
  await request.text();
  return receive(request);
}
