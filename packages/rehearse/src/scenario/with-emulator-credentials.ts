/** Of no account: an emulator looks at none of them. */
const CREDENTIALS: Readonly<Record<string, string | undefined>> = {
  AWS_ACCESS_KEY_ID: "rehearsal",
  AWS_SECRET_ACCESS_KEY: "rehearsal",
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
  AWS_DEFAULT_PROFILE: undefined,
  AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
  AWS_ROLE_ARN: undefined,
};

/**
 * Does something with credentials that no AWS account takes, so that not even a mistake of ours could reach one. The toolkit and the
 * SDK read them, and the endpoint, from the process's variables; these are put back afterwards.
 */
export async function withEmulatorCredentials<Result>(
  { endpoint, region }: { readonly endpoint: string; readonly region: string },
  work: () => Promise<Result>,
): Promise<Result> {
  const wanted = { ...CREDENTIALS, AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_DEFAULT_REGION: region };
  const before = Object.fromEntries(Object.keys(wanted).map((name) => [name, process.env[name]]));
  setAll(wanted);
  try {
    return await work();
  } finally {
    setAll(before);
  }
}

function setAll(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    // Assigning undefined would set the word "undefined".
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}
