import { createHash } from 'node:crypto';
import { computeSignature } from '../../../src/sandbox/signature/computeSignature';
import type { Announcement } from '../../interop/sandboxProcess';
import { send, type Vanishing, type Wire, type WireAnswer } from './wire';

/** The repository that all requests are about. */
const place = { domain: 'demo', repository: 'webapp' };

/** A client of one sandbox: signs for the API, and has a token for Maven. */
export class SoakClient {
  readonly port: number;
  readonly #announcement: Announcement;
  #token = '';

  constructor(announcement: Announcement) {
    this.#announcement = announcement;
    this.port = Number(new URL(announcement.endpoint).port);
  }

  /** Gets the token that `maven` sends. */
  async signIn(): Promise<void> {
    const answer = await send(this.port, this.api('POST', '/v1/authorization-token?domain=demo'));
    const text = answer?.body.toString() ?? '';
    if (answer?.status !== 200) throw new Error(`No token: ${text}`);
    ({ authorizationToken: this.#token } = JSON.parse(text) as { authorizationToken: string });
  }

  /** A request to the API, signed. */
  api(method: string, target: string, body?: Buffer, isStream = false): Wire {
    const { accessKeyId, secretAccessKey, region } = this.#announcement;
    const payloadHash = createHash('sha256')
      .update(body ?? '')
      .digest('hex');
    const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
    const headers = {
      host: `127.0.0.1:${this.port}`,
      'x-amz-date': time,
      ...(isStream && { 'x-amz-content-sha256': payloadHash }),
    };
    const scope = { date: time.slice(0, 8), region, service: 'codeartifact' };
    const signedHeaders = Object.keys(headers).sort();
    const request = { method, target, headers, payloadHash };
    const signature = computeSignature(request, { ...scope, signedHeaders }, secretAccessKey);
    const authorization =
      `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope.date}/${region}/codeartifact/aws4_request, ` +
      `SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
    return { method, target, headers: { ...headers, authorization }, ...(body && { body }) };
  }

  /** A request of a build tool. */
  maven(method: string, path: string, body?: Buffer): Wire {
    const authorization = `Basic ${Buffer.from(`aws:${this.#token}`).toString('base64')}`;
    const { domain, repository } = place;
    const target = `/maven/d/${domain}-${this.#announcement.account}/${repository}/${path}`;
    return { method, target, headers: { authorization }, ...(body && { body }) };
  }

  /** Sets the faults that are played from now on. */
  async setFaults(faults: readonly object[]): Promise<void> {
    const body = Buffer.from(JSON.stringify(faults));
    const headers = { 'x-sandbox': '1' };
    await this.send({ method: 'POST', target: '/_sandbox/faults', headers, body });
  }

  /** As `send`, to this sandbox. */
  send(wire: Wire, vanishing?: Vanishing): Promise<WireAnswer | undefined> {
    return send(this.port, wire, vanishing);
  }
}
