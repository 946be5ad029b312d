import { createWorld } from '../support/world.ts'
import { askerOf, freshStore } from '../attack/service.ts'
import { register, registerOf, nightly } from '../attack/register.ts'
import { rules } from '../../functions/domain/rules.ts'
const world = await createWorld()
const weaker = { ...rules, holdsBackThePast: false }
for (const w of ['one','other'] as const) {
  const store = await freshStore(world.client, `t-${w}`)
  const recs = registerOf(1, w)
  await register(store, recs, weaker)
  console.log(recs.filter(r=>r.kind==='contract').map(r=>`${r.id}@${r.version} ${(r as any).annualPounds} ${r.heldBack.map(h=>h.field)} ${r.updatedAt}`).join('\n'))
  const { ask } = askerOf(store)
  for (const p of ['overview/E12000007?asAt=2026-06-30','overview/E12000007?asAt=2026-10-15','overview/E12000007'])
  console.log(p, JSON.stringify(JSON.parse((await ask('', `/api/v1/views/${p}`)).text).figures))
}
await world.close()
