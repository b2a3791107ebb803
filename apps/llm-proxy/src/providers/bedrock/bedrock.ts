import { GatewayError } from "../../errors/gateway-error.js";
import { openAiUpstreamCall, pathOf, patchedBody } from "../openai-compatible.js";
import type { OpenAiCall, Provider, UpstreamCall } from "../provider.js";
import { credentialChainSigner, type RequestSigner } from "./request-signer.js";

export interface BedrockOptions {
  readonly region: string;
  /** Default: `https://bedrock-runtime.<region>.amazonaws.com/openai/v1`. */
  readonly baseUrl?: string;
  /** Default: Signature Version 4 with the credentials of the task. */
  readonly signer?: RequestSigner;
}

/** The key that stands for "sign with the task's own credentials". Any other key is sent as a Bedrock API key. */
export const BEDROCK_TASK_ROLE = "task-role";

/**
 * Amazon Bedrock's OpenAI-compatible chat completions: its URL, AWS credentials or a Bedrock API key, no other operations. Source:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-chat-completions.html (stored copy, read 2026-11). That Claude and
 * Nova are not offered there is what TanStack AI's guide to its Bedrock adapter says (2026).
 */
export function bedrock(options: BedrockOptions): Provider {
  const baseUrl = options.baseUrl ?? `https://bedrock-runtime.${options.region}.amazonaws.com/openai/v1`;
  const { host } = new URL(baseUrl);
  const basePath = pathOf(baseUrl);
  const signer = options.signer ?? credentialChainSigner({ region: options.region, service: signingName(host) });
  return {
    id: "aws.bedrock",
    baseUrl,
    answers: null,
    toUpstream: (call, key) => {
      refuseOtherPaths(call);
      if (key !== BEDROCK_TASK_ROLE) return openAiUpstreamCall(call, basePath, ["authorization", `Bearer ${key}`]);
      return signed(call, { host, path: basePath + call.path, signer });
    },
  };
}

/** Each of Bedrock's two endpoints has a name of its own in signatures, as openai 7.55.0's Bedrock provider has it. */
const signingName = (host: string): string => (host.startsWith("bedrock-mantle.") ? "bedrock-mantle" : "bedrock");

async function signed(
  call: OpenAiCall,
  to: { readonly host: string; readonly path: string; readonly signer: RequestSigner },
): Promise<UpstreamCall> {
  const body = patchedBody(call);
  // Only headers of our own: each one that is signed must arrive as it was.
  const headers = { host: to.host, "content-type": call.contentType ?? "application/json" };
  const result = await to.signer.sign({ method: call.method, path: to.path, headers, body });
  return { method: call.method, path: to.path, headers: Object.entries(result).flat(), body };
}

function refuseOtherPaths(call: OpenAiCall): void {
  if (call.path.split("?")[0] === "/chat/completions") return;
  throw new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "unknown_url",
    message: `No provider serves ${call.method} /v1${call.path.split("?")[0] ?? ""}.`,
  });
}
