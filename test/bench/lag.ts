import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startService } from '../../functions/local/service.ts'
import { inventedVendors, serviceAreas } from '../../functions/reference/index.ts'
import { type Figure, figure, percentile, since } from './figure.ts'

const changes = 40

/** From the answer to an approval until the service says that the summaries have it, on the demonstration. */
export async function lag(): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-'))
  const service = await startService({ directory, web: 'none' })
  const [editor, approver] = await Promise.all([service.tokenFor('camden'), service.tokenFor('loti')])
  const call = async (token: string, method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${service.origin}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Record<string, never>
  }
  const lags: number[] = []
  for (let n = 0; n < changes; n += 1) {
    const draft = await call(editor, 'POST', '/authorities/E09000007/proposals', {
      kind: 'system',
      values: {
        name: `Bench ${n}`,
        serviceAreas: [serviceAreas()[n % 90]?.id],
        maker: inventedVendors()[n % 50]?.id,
      },
    })
    const sent = await call(editor, 'POST', '/authorities/E09000007/submission/send', {})
    await call(approver, 'POST', `/review/${sent.id}/approve`, {})
    const start = performance.now()
    while (!(await call(approver, 'GET', `/views/caught-up?record=${draft.recordId}@1`)).caughtUp) {
      await new Promise((done) => setTimeout(done, 5))
    }
    lags.push(since(start))
  }
  await service.close()
  await rm(directory, { recursive: true, force: true })
  const slow = percentile(lags, 0.95)
  return [figure('approved change to updated views, p95', slow, 'ms', '≤ 1,000 ms', slow <= 1000)]
}
