import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Posts a webhook over a kept connection. Gives the `performance.now()` at which it began; throws unless the answer is 200. */
export async function signedPost(url: string, body: Buffer, appSecret: string): Promise<number> {
  const signature = createHmac('sha256', appSecret).update(body).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    'x-hub-signature-256': `sha256=${signature}`,
  };
  const startedAt = performance.now();
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const call = request(url, { method: 'POST', agent, headers }, (response) => {
      text(response).then(() => resolve(response.statusCode), reject);
    });
    call.once('error', reject);
    call.end(body);
  });
  if (status !== 200) throw new Error(`the webhook was answered ${status}`);
  return startedAt;
}

/** Ends the kept connections, so that the process can end. */
export function closeConnections(): void {
  agent.destroy();
}
