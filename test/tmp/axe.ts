import { AxeBuilder } from '@axe-core/playwright'
import { wcag } from '../support/chromium.ts'
import { startJourney } from '../support/journey.ts'

const journey = await startJourney(process.argv[2] ? { dataSet: process.argv[2] as never } : {})
for (const scheme of ['light', 'dark'] as const)
  for (const width of [1280, 375]) {
    const page = await journey.open({ viewport: { width, height: 800 }, colorScheme: scheme })
    for (const path of [
      '/trends',
      '/changes',
      '/changes/2026-Q3',
      '/?asAt=2026-03-31',
      '/renewals?asAt=2026-03-31',
      '/market?asAt=2026-03-31',
    ]) {
      await journey.go(page, path)
      await page.waitForTimeout(200)
      const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
      for (const v of violations)
        console.log(scheme, width, path, v.id, v.nodes.map((n) => n.html.slice(0, 120)).slice(0, 3))
      if (process.argv[2])
        await page.screenshot({
          path: `/tmp/trends-shots/${process.argv[2]}-${path.replaceAll(/[^a-z0-9]/gi, '_')}-${width}-${scheme}.png`,
          fullPage: true,
        })
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      if (wide > width) console.log('wide', path, width, wide)
    }
    await page.close()
  }
console.log('wrong', journey.wrong)
await journey.close()
