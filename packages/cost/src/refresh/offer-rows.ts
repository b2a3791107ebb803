import { csvRecords } from "./csv-records.js";

/** A row of an offer file: its columns by their names in small letters, e.g. `usagetype`, `database engine`. */
export interface OfferRow {
  /** `""` where there is no such column. */
  readonly cell: (name: string) => string;
}

/** What an offer file tells of itself, and its rows one by one. */
export interface OfferFile {
  /** Day in ISO form on which AWS published it. */
  readonly publishedOn: string;
  readonly rows: AsyncIterable<OfferRow>;
}

const PUBLICATION = "Publication Date";
/** Above the names of the columns stand five lines about the file. */
const MOST_HEAD_LINES = 20;

/**
 * Reads an offer file in CSV: some lines about the file, the names of the columns, and the rows
 * (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html, 2026-11).
 * `null`: this is no offer file.
 */
export async function readOffer(pieces: AsyncIterable<string>): Promise<OfferFile | null> {
  const records = csvRecords(pieces);
  let publishedOn: string | null = null;
  for (let line = 0; line < MOST_HEAD_LINES; line += 1) {
    const record = await records.next();
    if (record.done === true) return null;
    const [first = "", second = ""] = record.value;
    if (first === PUBLICATION) publishedOn = second.slice(0, 10);
    else if (first === "SKU") return publishedOn === null ? null : { publishedOn, rows: rowsOf(record.value, records) };
  }
  return null;
}

async function* rowsOf(names: readonly string[], records: AsyncIterable<readonly string[]>): AsyncGenerator<OfferRow> {
  // EC2's file has half a million rows of a hundred columns, of which a few are looked at.
  const columns = new Map(names.map((name, index) => [name.toLowerCase(), index]));
  for await (const record of records) yield { cell: (name) => record[columns.get(name) ?? -1] ?? "" };
}
