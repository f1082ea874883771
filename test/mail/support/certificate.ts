import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/**
 * A certificate for this machine that only these tests trust, made anew in each run: no key stands in a file. X.509 v3
 * (RFC 5280), signed by itself with P-256, for `localhost` and 127.0.0.1.
 */
export const { certificate, certificateKey } = selfSigned();

function selfSigned(): { readonly certificate: string; readonly certificateKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(0x30, oid('2a8648ce3d040302'));
  const name = der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from('localhost')))));
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(15)]);
  const toBeSigned = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    algorithm,
    name,
    der(0x30, moment('20200101000000Z'), moment('21200101000000Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, isAuthority(), names())),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', toBeSigned, privateKey)]);
  const whole = der(0x30, toBeSigned, algorithm, der(0x03, signature));
  return {
    certificate: pem('CERTIFICATE', whole),
    certificateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** It vouches for itself, and so must be an authority. */
function isAuthority(): Buffer {
  const critical = der(0x01, Buffer.from([0xff]));
  return der(0x30, oid('551d13'), critical, der(0x04, der(0x30, critical)));
}

function names(): Buffer {
  const all = der(0x30, der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])));
  return der(0x30, oid('551d11'), der(0x04, all));
}

/** One value: its tag, its length in bytes, its content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function moment(text: string): Buffer {
  return der(0x18, Buffer.from(text));
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/gu) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
