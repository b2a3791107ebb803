import { addressOf, databaseMemoryGib } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** A hundred thousand vectors of 1536 numbers are 0.6 GiB, and their HNSW index is as large again. */
const LEAST_GIB = 2;

export const littleMemoryForVectors: AppRule = {
  code: "LittleMemoryForVectors",
  severity: "note",
  title: "A database with pgvector has little memory",
  why: "An HNSW index that doesn't fit into memory is read from disk at every search, and takes hours to build.",
  fix: "Take an instance class with 2 GiB of memory or more, or let Aurora scale to 1 ACU at least.",
  link: "https://github.com/pgvector/pgvector#hnsw",
  check: ({ databases }) =>
    databases.flatMap(({ name, engine, extensions }) => {
      const memory = databaseMemoryGib(engine);
      if (!extensions.includes("vector") || memory === null || memory >= LEAST_GIB) return [];
      return [
        {
          address: addressOf("postgres", name),
          message: `Database "${name}" is to search vectors with ${memory} GiB of memory.`,
        },
      ];
    }),
};
