import type { FastifyInstance, FastifyRequest } from "fastify";
import type { AuditEntry, AuditLog } from "../state/audit-entry.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What the audit calls it, e.g. `project.create`. */
    readonly action?: string;
  }
}

/** What is known of a request when it has been answered; handlers fill it in. */
export interface AuditNotes {
  actor: string;
  projectId: string | null;
  tokenId: string | null;
  reason: string | null;
}

const NOTES = new WeakMap<FastifyRequest, AuditNotes>();

export function notesOf(request: FastifyRequest): AuditNotes {
  const known = NOTES.get(request);
  if (known !== undefined) return known;
  const notes = { actor: "anonymous", projectId: null, tokenId: null, reason: null };
  NOTES.set(request, notes);
  return notes;
}

/** Records every change, whether it succeeded, and every attempt that was denied; reading leaves no trace. */
export function recordAudit(app: FastifyInstance, audit: AuditLog): void {
  app.addHook("onResponse", (request, reply, done) => {
    const outcome = outcomeOf(reply.statusCode);
    const isChange = request.method !== "GET" && request.method !== "HEAD";
    if (isChange || outcome === "denied") {
      const notes = notesOf(request);
      audit.record({
        // The route's pattern and not the path, into which somebody may have pasted a secret.
        action: request.routeOptions.config.action ?? `${request.method} ${request.routeOptions.url ?? "(unknown)"}`,
        ...notes,
        requestId: request.id,
        clientIp: request.ip,
        outcome,
      });
    }
    done();
  });
}

function outcomeOf(status: number): AuditEntry["outcome"] {
  if (status < 400) return "success";
  if (status === 401 || status === 403 || status === 429) return "denied";
  return status < 500 ? "failure" : "error";
}
