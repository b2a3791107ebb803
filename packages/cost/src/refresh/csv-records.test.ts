import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvRecords } from "./csv-records.js";

async function* inPieces(text: string, sizes: readonly number[]): AsyncGenerator<string> {
  let from = 0;
  for (const size of sizes) {
    await Promise.resolve();
    yield text.slice(from, from + size);
    from += size;
  }
  yield text.slice(from);
}

async function read(text: string, sizes: readonly number[] = []): Promise<readonly (readonly string[])[]> {
  const records: (readonly string[])[] = [];
  for await (const record of csvRecords(inPieces(text, sizes))) records.push(record);
  return records;
}

const written = (records: readonly (readonly string[])[]): string =>
  records.map((fields) => `${fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(",")}\n`).join("");

describe("records of a CSV file", () => {
  it("are fields between commas, quoted or not", async () => {
    expect(await read('"a",b,\r\n"c, d","e ""f""",\n')).toEqual([
      ["a", "b", ""],
      ["c, d", 'e "f"', ""],
    ]);
  });

  it("need no line end after the last one", async () => {
    expect(await read("a,b")).toEqual([["a", "b"]]);
  });

  it("are the same wherever the text is cut", async () => {
    const field = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "é") });
    const records = fc.array(fc.array(field, { minLength: 1 }), { minLength: 1 });
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }));
    await fc.assert(
      fc.asyncProperty(records, sizes, async (rows, cuts) => {
        expect(await read(written(rows), cuts)).toEqual(rows);
      }),
    );
  });
});
