import type { FastifyReply } from "fastify";
import { z } from "zod";

/** Part of every list's query string. */
export const pagingShape = {
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: z.string().max(100).optional().describe("The `x-next-cursor` of the page before."),
};

/** A full page may have one after it. */
export function tellNextPage(
  reply: FastifyReply,
  items: readonly { readonly id: string | number }[],
  limit: number,
): void {
  const last = items.at(-1);
  if (last !== undefined && items.length === limit) reply.header("x-next-cursor", String(last.id));
}
