/** A variable that is set but unknown, and so like a known one that it is likely meant for it. */
export interface SimilarName {
  readonly given: string;
  readonly known: string;
}

/** Families in which an unknown name is suspicious; elsewhere it belongs to someone else. */
const OWN_PREFIXES = [
  "ADMIN_",
  "ANTHROPIC_",
  "AUDIT_",
  "BEDROCK_",
  "CORS_",
  "DATABASE_",
  "DISPATCHER_",
  "DRAIN_",
  "ENCRYPTION_",
  "EVENT_",
  "GOOGLE_API",
  "GRANT_",
  "GROQ_",
  "HEALTH_",
  "HTTP_CACHE_",
  "LIMITS_",
  "LISTEN_",
  "LLM_PROXY_",
  "LOG_",
  "MANAGEMENT_",
  "MAX_",
  "MODEL_",
  "OPENAI_",
  "PROVIDER_",
  "REDIS_",
  "REQUEST_",
  "SHUTDOWN_",
  "STREAM_",
  "UPSTREAM_",
] as const;

/** Pairs each unknown name with the nearest known one: up to two slips of the finger, or the same beginning. */
export function similarNames(given: readonly string[], known: readonly string[]): readonly SimilarName[] {
  const isKnown = new Set(known);
  return given
    .filter((name) => !isKnown.has(name))
    .flatMap((name) => {
      const nearest = nearestOf(name, known);
      return nearest === null ? [] : [{ given: name, known: nearest }];
    });
}

function nearestOf(name: string, known: readonly string[]): string | null {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .toSorted((left, right) => left.distance - right.distance);
  const best = ranked[0];
  if (best === undefined) return null;
  if (best.distance <= 2 && name.length > 5) return best.candidate;
  const family = OWN_PREFIXES.find((prefix) => name.startsWith(prefix));
  if (family === undefined) return null;
  return ranked.find(({ candidate }) => candidate.startsWith(family))?.candidate ?? null;
}

/** Levenshtein's distance. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [row, letter] of Array.from(left).entries()) {
    const current = [row + 1];
    for (const [column, other] of Array.from(right).entries()) {
      const substituted = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min((previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1, substituted));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
