import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outlineForm, patchForm } from "./form-outline.js";

const TYPE = "multipart/form-data; boundary=XX";
const part = (head: string, content: string): string => `--XX\r\n${head}\r\n\r\n${content}\r\n`;
const field = (name: string, content: string): string =>
  part(`Content-Disposition: form-data; name="${name}"`, content);
const form = (...parts: string[]): Buffer => Buffer.from(`${parts.join("")}--XX--\r\n`);
const AUDIO = part(
  'Content-Disposition: form-data; name="file"; filename="a.wav"\r\nContent-Type: audio/wav',
  "RIFF\r\n\r\n--X",
);

describe("a form's outline", () => {
  it("holds its model and whether it asks for a stream, whatever stands around them", () => {
    const body = form(AUDIO, field("model", "whisper-1"), field("stream", "true"), field("language", "en"));
    expect(outlineForm(body, TYPE)).toMatchObject({ model: { name: "whisper-1" }, isStream: true });
    expect(outlineForm(form(AUDIO), TYPE)).toEqual({ model: null, isStream: false });
  });

  it("takes no model from the bytes of a file", () => {
    const sly = part(
      'Content-Disposition: form-data; name="file"; filename="x"',
      'a\r\nContent-Disposition: form-data; name="model"\r\n\r\ncheap',
    );
    expect(outlineForm(form(sly, field("model", "dear")), TYPE)?.model?.name).toBe("dear");
  });

  it("reads what the platform's own FormData writes", async () => {
    const data = new FormData();
    data.append("file", new Blob(["RIFF"]), "naïve name.wav");
    data.append("model", "whisper-1");
    const request = new Request("http://localhost", { method: "POST", body: data });
    const type = request.headers.get("content-type") ?? "";
    expect(outlineForm(Buffer.from(await request.arrayBuffer()), type)?.model?.name).toBe("whisper-1");
  });
});

it.each([
  ["two models", form(field("model", "a"), field("model", "b")), TYPE],
  ["a name without quotes", form(part("Content-Disposition: form-data; name=model", "a")), TYPE],
  ["a name with an escape", form(part('Content-Disposition: form-data; name="mod\\el"', "a")), TYPE],
  [
    "a second name behind a file's",
    form(part('Content-Disposition: form-data; name="file"; filename="x"; name="model"', "a")),
    TYPE,
  ],
  ["a name in another encoding", form(part("Content-Disposition: form-data; name*=utf-8''model", "a")), TYPE],
  [
    "an encoded part",
    form(part('Content-Disposition: form-data; name="model"\r\nContent-Transfer-Encoding: base64', "YQ==")),
    TYPE,
  ],
  [
    "two dispositions",
    form(part('Content-Disposition: form-data; name="a"\r\ncontent-disposition: form-data; name="model"', "a")),
    TYPE,
  ],
  ["a preamble", Buffer.concat([Buffer.from("x\r\n"), form(field("model", "a"))]), TYPE],
  ["a form that doesn't end", Buffer.from(field("model", "a")), TYPE],
  ["no boundary", form(field("model", "a")), "multipart/form-data"],
  ["two boundaries", form(field("model", "a")), "multipart/form-data; boundary=XX; boundary=YY"],
  ["another boundary", form(field("model", "a")), "multipart/form-data; boundary=YY"],
])("can't be told of %s", (_, body, type) => {
  expect(outlineForm(body, type)).toBeNull();
});

it("replaces the model and leaves every other byte as it came", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.stringMatching(/^[a-z0-9/.-]{1,30}$/), (bytes, model) => {
      const head = 'Content-Disposition: form-data; name="file"; filename="x"';
      const make = (name: string): Buffer =>
        Buffer.concat([Buffer.from(`--XX\r\n${head}\r\n\r\n`), bytes, Buffer.from("\r\n"), form(field("model", name))]);
      const body = make("caller-name");
      const outline = outlineForm(body, TYPE);
      fc.pre(outline !== null);
      expect(patchForm(body, outline, model).equals(make(model))).toBe(true);
      expect(patchForm(body, outline, null)).toBe(body);
    }),
  );
});

it("takes any bytes, and finds nothing that isn't there", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const found = outlineForm(Buffer.concat([Buffer.from("--XX\r\n"), bytes]), TYPE);
      expect(found?.model ?? null).toBeNull();
    }),
  );
});
