import { writeFile } from 'node:fs/promises'
import { startJourney } from '../support/journey.ts'
const t = performance.now()
const journey = await startJourney(process.argv[2] ? { dataSet: process.argv[2] as never } : {})
console.log('ready', Math.round(performance.now() - t))
const shots: [string, string][] = [
  ['trends', '/trends'], ['trends-value', '/trends?by=value'], ['trends-uk', '/trends?scope=K02000001&by=reporting'], ['trends-ne','/trends?scope=E12000001'],
  ['changes', '/changes'], ['changes-q3', '/changes/2026-Q3'], ['changes-uk', '/changes/2026-Q2?scope=K02000001'],['changes-old','/changes/2020-Q1'],
  ['home', '/'], ['home-past', '/?asAt=2025-09-30'], ['market-past', '/market?asAt=2026-03-31'], ['renewals-past', '/renewals?asAt=2026-03-31'], ['who-past', '/who-runs-what?asAt=2025-12-31'], ['area-past', '/service-areas/parking?asAt=2026-03-31'], ['market','/market'], ['before', '/?asAt=2010-01-01'],
]
const only = process.argv[3]?.split(',')
for (const [width, height, tag] of [[1280, 900, 'd'], [375, 800, 'p']] as const) {
  const page = await journey.open({ viewport: { width, height } })
  for (const [name, path] of shots) {
    if (only && !only.includes(name)) continue
    await journey.go(page, path)
    await page.waitForTimeout(300)
    if (name === 'market') { await page.locator('.as-at summary').click() }
    await page.screenshot({ path: `/tmp/trends-shots/${name}-${tag}.png`, fullPage: tag === 'd' ? true : false })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    if (wide > width) console.log(name, tag, 'too wide', wide)
    if (tag === 'd' && name.startsWith('changes')) {
      await page.emulateMedia({ media: 'print' }); await page.setViewportSize({ width: 690, height: 1000 }); await page.screenshot({ path: `/tmp/trends-shots/${name}-print.png`, fullPage: true }); await page.emulateMedia({ media: null }); await page.setViewportSize({ width, height })
      const pdf = await page.pdf({ preferCSSPageSize: true })
      await writeFile(`/tmp/trends-shots/${name}.pdf`, pdf)
      console.log(name, 'sheets', pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length)
    }
  }
  await page.close()
}
console.log('wrong', journey.wrong)
await journey.close()
