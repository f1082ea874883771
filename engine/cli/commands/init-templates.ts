/** What `init` writes into an empty folder. */
export interface Template {
  readonly file: string;
  readonly text: string;
}

/** A workspace that is valid and can be tried on the sandbox at once. `name` is what the workspace is called. */
export function templatesFor(name: string): Template[] {
  return [
    { file: 'rollcall.yaml', text: workspaceText(name) },
    { file: 'portals/connect.yaml', text: portalText },
    { file: 'people/ada.yaml', text: personText },
  ];
}

export function workspaceText(name: string): string {
  return `# yaml-language-server: $schema=.rollcall/schemas/workspace.schema.json
apiVersion: rollcall/v1
kind: Workspace
workspace: ${name}
timezone: UTC # of dates without a time; an until includes its day
`;
}

const portalText = `# yaml-language-server: $schema=../.rollcall/schemas/portal.schema.json
# A Portal is one tenant of one provider (rollcall providers lists them).
apiVersion: rollcall/v1
kind: Portal
metadata: { name: connect }
spec:
  provider: webex-connect
  baseUrl: https://your-tenant.us.webexconnect.io
  login: password # sso, password or both
  # A reference, never the secret itself: { env: NAME } or { file: path }.
  credentials: { token: { env: CONNECT_TOKEN } }
  account: owner@acme.example # the account that the token belongs to; no plan ever touches it
  # settings: { mode: adapter } # manual (the default) prints the steps to click: the vendor publishes no API
  # settings: { auditLog: false } # with no token: leave credentials out; who joined is attested, no login proves it
  # protected: [owner@acme.example] # addresses that no plan may touch
  # rails: { accounts: { percent: 10 } } # the most accounts that one plan may remove
`;

const personText = `# yaml-language-server: $schema=../.rollcall/schemas/user.schema.json
# A User is one person, with everything they are given. Removing the file takes it away again.
apiVersion: rollcall/v1
kind: User
metadata: { name: ada }
spec:
  email: ada@acme.example
  name: { given: Ada, family: Lovelace }
  why: { ticket: HR-1042, reason: administers the contact centre }
  access:
    - { portal: connect, role: Limited access }
    # - { portal: connect, role: Full access, until: 2027-03-31 } # the last day is included
`;
