const SPECIAL = /[",\n\r]/g;

/**
 * Splits text that comes in pieces into records of fields, as RFC 4180 has it: quoted fields may hold commas, quotes and line ends.
 * Holds no more than a record and a piece.
 */
export async function* csvRecords(pieces: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  const reader = new RecordReader();
  for await (const piece of pieces) yield* reader.read(piece);
  yield* reader.end();
}

type State =
  | "plain"
  | "quoted"
  /** After a quote inside of quotes, which ends them unless a second one follows, maybe in the next piece. */
  | "closing";

class RecordReader {
  #fields: string[] = [];
  #field = "";
  #state: State = "plain";

  *read(piece: string): Generator<readonly string[]> {
    let from = 0;
    for (const { index, 0: character } of piece.matchAll(SPECIAL)) {
      if (index > from) this.#text(piece.slice(from, index));
      from = index + 1;
      if (this.#takes(character)) yield this.#record();
    }
    if (from < piece.length) this.#text(piece.slice(from));
  }

  *end(): Generator<readonly string[]> {
    if (this.#field !== "" || this.#fields.length > 0) yield this.#record();
  }

  #text(text: string): void {
    if (this.#state === "closing") this.#state = "plain";
    this.#field += text;
  }

  /** Whether the character ends a record. */
  #takes(character: string): boolean {
    if (this.#state === "quoted" && character !== '"') this.#field += character;
    else if (character === '"') this.#quote();
    else if (character === ",") {
      this.#state = "plain";
      this.#fields.push(this.#field);
      this.#field = "";
    } else if (character === "\n") {
      this.#state = "plain";
      return true;
    }
    return false;
  }

  #quote(): void {
    switch (this.#state) {
      case "plain":
        this.#state = "quoted";
        return;
      case "quoted":
        this.#state = "closing";
        return;
      case "closing":
        this.#field += '"';
        this.#state = "quoted";
    }
  }

  #record(): readonly string[] {
    const record = [...this.#fields, this.#field];
    this.#fields = [];
    this.#field = "";
    return record;
  }
}
