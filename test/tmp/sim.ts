import { advance, isSafe } from '../../functions/domain/release.ts'
import { besideSatisfaction, satisfactionAmounts, satisfactionShownOf, satisfactionVoicesIn, satisfactionTogether } from '../../functions/domain/satisfaction.ts'
import { emptyLedger } from '../../functions/domain/ledger.ts'
import { demonstration } from '../../functions/tasks/demonstration/index.ts'
import { opinions } from '../../functions/tasks/demonstration/opinions.ts'
import { terms } from '../../functions/config.ts'
import { comparedShare } from '../../functions/tallies/compared.ts'
import { openPart } from '../../functions/tallies/parts.ts'
import { shareOf } from '../../functions/tallies/contribution.ts'
import { sharesOf } from '../../functions/tallies/spread.ts'
import { addInto, difference, type Totals } from '../../functions/domain/totals.ts'
const today = '2026-11-24'
const made = demonstration(today) as any
const recs = made.records as any[]
const contracts = recs.filter((r:any)=>r.kind==='contract'), systems = recs.filter((r:any)=>r.kind==='system')
const docs = new Map<string, Totals>()
for (const r of [...contracts]) for (const [n,t] of sharesOf(shareOf(r, today, terms).counts)) docs.set(n, addInto({...docs.get(n)}, t))
const suppliers = new Map<string, number>()
for (const [n,t] of docs) { const m=/MEMBERS#E12000007\/COMPARED#(.+)/.exec(n); if (m) suppliers.set(m[1]!, Object.keys(t).filter(p=>p.startsWith('supplier/')).length) }
console.log([...suppliers.values()].sort((a,b)=>a-b).join(' '))
const ops = opinions(today, systems, contracts).filter((o:any)=>o.kind==='rating')
console.log('ratings', ops.length)
let doc: Totals = {}
let ledger = emptyLedger
const t0=Date.now(); let worst=0, k=0
for (const o of ops) {
  const share = sharesOf(shareOf(o as any, today, terms).counts).get('MEMBERS#E12000007/INPUTS#SATISFACTION')
  if (!share) continue
  addInto(doc, share)
  const t1=performance.now()
  ledger = advance(ledger, satisfactionVoicesIn(doc), { amountsOf: satisfactionAmounts, beside: besideSatisfaction(doc, suppliers) })
  worst=Math.max(worst, performance.now()-t1)
}
console.log(Date.now()-t0,'ms; worst', worst, 'releases', ledger.released.satisfaction?.length, ledger.released.satisfaction?.map(r=>Object.keys(r.changes).length+(r.correlated?'c':'')+(r.roles?.length??0)).join(' '))
console.log(satisfactionVoicesIn(doc).size, JSON.stringify(satisfactionShownOf(ledger)))
// then random changes: each authority re-rates
let seed=7; const rnd=()=>{seed=(seed*1103515245+12345)%2147483648; return seed/2147483648}
const as=[...satisfactionVoicesIn(doc).keys()]
for (let i=0;i<150;i++){ const a=as[Math.floor(rnd()*as.length)]!; const by=rnd()<.5?1:-1; const s=doc[a+'/sum']!; const n=doc[a+'/ratings']!; if (s+by<=5*n&&s+by>=n) addInto(doc,{[a+'/sum']:by});
  if (rnd()<.3) suppliers.set(a, Math.max(1,(suppliers.get(a)??5)+(rnd()<.5?1:-1)))
  const t1=performance.now()
  ledger = advance(ledger, satisfactionVoicesIn(doc), { amountsOf: satisfactionAmounts, beside: besideSatisfaction(doc, suppliers) })
  worst=Math.max(worst, performance.now()-t1)
}
console.log('worst', worst, ledger.released.satisfaction?.map(r=>Object.keys(r.changes).length+(r.correlated?'c':'')+(r.roles?.length??0)).join(' '))
console.log(JSON.stringify(satisfactionShownOf(ledger)), isSafe(ledger))
