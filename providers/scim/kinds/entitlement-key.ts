/** `ada@acme.example/docs`: no key of an account holds a slash before its value's. */
export function entitlementKey(email: string, value: string): string {
  return `${email}/${value}`;
}

export function splitEntitlementKey(key: string): { readonly email: string; readonly value: string } {
  const at = key.indexOf('/');
  return { email: key.slice(0, at), value: key.slice(at + 1) };
}
