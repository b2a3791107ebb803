/** What the demo prints: everything to be pasted as it is. */
export const demoIntroduction = (demo: {
  readonly origin: string;
  readonly token: string;
  readonly managementToken: string;
  readonly eventFile: string;
}): string => `
The LLM Proxy runs at ${demo.origin}, with an upstream of its own. Nothing leaves this machine.

  curl -N ${demo.origin}/v1/chat/completions \\
    -H "authorization: Bearer ${demo.token}" -H "content-type: application/json" \\
    -d '{"model":"demo-model","stream":true,"messages":[{"role":"user","content":"Hello"}]}'

or with the openai client for Node (npm install openai), in a file demo.mjs:

  import OpenAI from "openai";
  const client = new OpenAI({ baseURL: "${demo.origin}/v1", apiKey: "${demo.token}" });
  const stream = await client.chat.completions.create({
    model: "demo-model", stream: true, messages: [{ role: "user", content: "Hello" }] });
  for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? "");

  Admin page        ${demo.origin}/   (management token: ${demo.managementToken})
  Health, metrics   ${demo.origin}/health   ${demo.origin}/metrics
  Events            ${demo.eventFile}

Each call's event appears below. Ctrl-C ends everything and deletes the folder.
`;
